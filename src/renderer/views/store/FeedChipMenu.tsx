import { Menu } from '@mantine/core'
import { feedChip, feedCostText } from '../../format/feed-text'
import { countOf } from '../../format/numbers'
import type { FeedChoice } from '../../state/app-store'
import { useApp, useClock, useFeed, usePause, useStores } from '../../state/context'
import { FeedSign } from '../shell/FeedSign'
import classes from './FeedChipMenu.module.css'

const choices: readonly { value: FeedChoice; label: string; why: string }[] = [
  { value: 'auto', label: 'Automatic', why: 'The best that server, index and login allow' },
  { value: 'watch', label: 'Change stream', why: 'Needs a replica set or a sharded cluster' },
  { value: 'delta', label: 'Delta poll', why: 'Reads what the expiry index says was written' },
  { value: 'full', label: 'Full read', why: 'Reads the collection again and again' }
]

const bounds: readonly number[] = [10_000, 100_000, 1_000_000, 5_000_000]
/** The usual ones, and the one in force, which may come from elsewhere. */
const boundsWith = (bound: number) => [...new Set([...bounds, bound])].sort((a, b) => a - b)

/** How changes are learnt, and the menu that changes it. */
export function FeedChipMenu() {
  const { commands } = useStores()
  const feed = useFeed()
  const pause = usePause()
  const choice = useApp(state => state.facts?.store?.ask.mode ?? 'auto')
  const bound = useApp(state => state.facts?.store?.ask.mirrorAtMost ?? 0)
  const text = useClock(clock => {
    const { word, parts } = feedChip(feed, pause, clock)
    return [word, ...parts].join('\n')
  })
  const [word, ...parts] = text.split('\n')
  const sign = useClock(clock => feedChip(feed, pause, clock).sign)
  return (
    <Menu position="bottom-start" width={290}>
      <Menu.Target>
        <button type="button" className={classes.root} data-sign={sign}>
          <span className="visually-hidden">Feed:</span>
          <FeedSign />
          <span className={classes.word}>{word}</span>
          {parts.map(part => (
            <span key={part} className={classes.part} title={part}>
              {part}
            </span>
          ))}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>How changes are learnt</Menu.Label>
        {choices.map(({ value, label, why }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={choice === value}
            closeMenuOnClick
            onChange={() => void commands.setFeedChoice(value)}
          >
            {label}
            <span className={classes.why}>{why}</span>
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>Left to the database: stores of more than</Menu.Label>
        {boundsWith(bound).map(sessions => (
          <Menu.RadioItem
            key={sessions}
            value={String(sessions)}
            checked={bound === sessions}
            closeMenuOnClick
            onChange={() => void commands.setBound(sessions)}
          >
            {countOf(sessions, 'session')}
          </Menu.RadioItem>
        ))}
        <Cost lines={feedCostText(feed)} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** What the feed costs the server, and what it may miss. */
function Cost({ lines }: { readonly lines: readonly string[] | null }) {
  if (lines === null) return null
  return (
    <>
      <Menu.Divider />
      {lines.map(line => (
        <Menu.Label key={line.split(':', 1)[0]}>{line}</Menu.Label>
      ))}
    </>
  )
}
