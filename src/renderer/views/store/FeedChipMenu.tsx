import { Menu } from '@mantine/core'
import { feedChip, feedCostText } from '../../format/feed-text'
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

/** How changes are learnt, and the menu that changes it. */
export function FeedChipMenu() {
  const { commands } = useStores()
  const feed = useFeed()
  const pause = usePause()
  const choice = useApp(state => state.facts?.store?.ask.mode ?? 'auto')
  const text = useClock(clock => {
    const { word, parts } = feedChip(feed, pause, clock.now)
    return [word, ...parts].join('\n')
  })
  const [word, ...parts] = text.split('\n')
  const { sign } = feedChip(feed, pause, 0)
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
