import { Menu } from '@mantine/core'
import { boundActions, feedChoiceActions } from '../../actions/feed-actions'
import { feedChip, feedCostText } from '../../format/feed-text'
import { ActionItem, ActionItems } from '../../parts/ActionItem'
import { useApp, useClock, useFeed, usePause, useStores } from '../../state/context'
import { FeedSign } from '../shell/FeedSign'
import classes from './FeedChipMenu.module.css'

/** What stands under each choice. */
const whys = [
  'The best that server, index and login allow',
  'Needs a replica set or a sharded cluster',
  'Reads what the expiry index says was written',
  'Reads the collection again and again'
]

/** How changes are learnt, and the menu that changes it. */
export function FeedChipMenu() {
  const stores = useStores()
  const feed = useFeed()
  const pause = usePause()
  // What its items say goes by it.
  useApp(state => state.facts?.store?.ask)
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
        {feedChoiceActions(stores).map((action, at) => (
          <ActionItem key={action.id} action={action}>
            {action.short}
            <span className={classes.why}>{whys[at]}</span>
          </ActionItem>
        ))}
        <Menu.Divider />
        <Menu.Label>Left to the database: stores of more than</Menu.Label>
        <ActionItems actions={boundActions(stores)} />
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
