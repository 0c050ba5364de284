import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHelpCircle, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { whyAction } from '../../actions/why-actions'
import { FilterInput } from '../../parts/FilterInput'
import { ResizeHandle } from '../../parts/ResizeHandle'
import { useConnection, useStoreFacts, useStores, useUi } from '../../state/context'
import { Logo } from './Logo'
import { RecentList } from './RecentList'
import { SavedList } from './SavedList'
import { SettingsMenu } from './SettingsMenu'
import classes from './Sidebar.module.css'
import { StoreTree } from './StoreTree'
import { act } from './use-shell-keys'

/** Connections: the stores of the open one, the ones used before, and the settings. */
export function Sidebar({ isConnect }: { readonly isConnect: boolean }) {
  const stores = useStores()
  const connection = useConnection()
  const width = useUi(state => state.sidebarWidth)
  const hasStore = useStoreFacts() !== null
  const why = whyAction(stores)
  const [find, setFind] = useState('')
  return (
    <section aria-label="Connections" data-region className={classes.root}>
      <div className={classes.title}>
        <Logo />
        <span className={classes.name}>Sextant</span>
        <Tooltip label="New connection">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label="New connection"
            onClick={() => act(stores, 'new-connection')}
          >
            <IconPlus size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.scroll}>
        {connection !== null && (
          <>
            <div className={classes.find}>
              <FilterInput
                label="Find a store"
                placeholder="Find a store"
                value={find}
                hasKey={false}
                onChange={setFind}
              />
            </div>
            <StoreTree connection={connection} find={find} isConnect={isConnect} />
          </>
        )}
        <SavedList isConnect={isConnect} />
        <RecentList isConnect={isConnect} />
      </div>
      {hasStore && (
        <button type="button" className={classes.ask} onClick={why.run}>
          <IconHelpCircle size={14} stroke={1.75} aria-hidden />
          {why.label}
        </button>
      )}
      <SettingsMenu />
      <ResizeHandle
        label="Width of Connections"
        width={width}
        min={180}
        max={420}
        grows="left"
        onChange={next => stores.ui.setState({ sidebarWidth: next })}
      />
    </section>
  )
}
