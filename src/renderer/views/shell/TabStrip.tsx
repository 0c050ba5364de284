import { IconPlus, IconX } from '@tabler/icons-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { TabFacts } from '../../../shared/domain/desk'
import { formatCount } from '../../../shared/words/numbers'
import { tabName, tabSentence, tabServer, tabSign } from '../../format/tab-text'
import { useStores, useTabs } from '../../state/context'
import { SignShape } from './FeedSign'
import classes from './TabStrip.module.css'
import { act } from './use-shell-keys'

/** The tabs of the window, from two on: with one there is nothing to choose, and nothing takes its height. */
export function TabStrip() {
  const stores = useStores()
  const tabs = useTabs()
  if (tabs.length < 2) return null
  const isOneServer = new Set(tabs.flatMap(tab => tab.connectionId ?? [])).size === 1
  return (
    <nav aria-label="Tabs" className={classes.root} data-region>
      <ul className={classes.list}>
        {tabs.map(tab => (
          <Tab key={tab.id} tab={tab} isOneServer={isOneServer} />
        ))}
      </ul>
      <button
        type="button"
        aria-label="New tab"
        title="New tab"
        className={classes.add}
        onClick={() => act(stores, 'new-connection')}
      >
        <IconPlus size={14} stroke={1.75} aria-hidden />
      </button>
    </nav>
  )
}

interface TabProps {
  readonly tab: TabFacts
  /** The same in every tab: its name then only takes room from those of the stores. */
  readonly isOneServer: boolean
}

function Tab({ tab, isOneServer }: TabProps) {
  const { desk } = useStores()
  const isShown = useStore(desk, state => state.shown === tab.id)
  const line = useRef<HTMLLIElement>(null)
  const sentence = tabSentence(tab)
  const server = isOneServer ? null : tabServer(tab)
  const close = () => void desk.close(tab.id)

  useEffect(() => {
    if (isShown) line.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isShown])

  function onAuxClick(event: MouseEvent): void {
    if (event.button === 1) close()
  }

  return (
    <li ref={line} className={classes.tab} data-shown={isShown || undefined} onAuxClick={onAuxClick}>
      <button
        type="button"
        className={classes.show}
        aria-current={isShown || undefined}
        aria-label={sentence}
        title={sentence}
        onClick={() => void desk.show(tab.id)}
      >
        <SignShape sign={tabSign(tab)} />
        <span className={classes.name}>{tabName(tab)}</span>
        {server !== null && <span className={classes.server}>{server}</span>}
        {tab.cameBack > 0 && <span className={classes.back}>{formatCount(tab.cameBack)} came back</span>}
        {tab.signedIn !== null && <span className={classes.count}>{formatCount(tab.signedIn)}</span>}
      </button>
      <button type="button" className={classes.close} aria-label={`Close ${tabName(tab)}`} onClick={close}>
        <IconX size={13} stroke={1.75} aria-hidden />
      </button>
    </li>
  )
}
