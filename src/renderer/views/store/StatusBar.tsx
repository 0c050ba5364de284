import { CloseButton, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react'
import { MAX_ENDINGS, MAX_EVENTS } from '../../../shared/domain/event'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { chosenText } from '../../format/chosen-text'
import { formatClockTime } from '../../format/clock-time'
import { faultText } from '../../format/fault-text'
import {
  clockOffsetText,
  documentsText,
  feedCostText,
  pauseText,
  serverText,
  stalenessText,
  troubleText
} from '../../format/feed-text'
import {
  useActivity,
  useApp,
  useClock,
  useConnection,
  useFeed,
  useNames,
  usePause,
  useStoreFacts,
  useStores,
  useUi,
  useUsers,
  useView
} from '../../state/context'
import { fresherTotals } from '../../state/selectors'
import { FormatNote } from './FormatNote'
import { IdentityMenu } from './IdentityMenu'
import { SealNote } from './SealNote'
import classes from './StatusBar.module.css'

/** The foot of the window: what the numbers mean, what is wrong, and what the reading rests on. */
export function StatusBar() {
  const feed = useFeed()
  const isTrouble = feed.kind === 'lost' || feed.kind === 'failed'
  return (
    <footer className={classes.root} data-trouble={isTrouble || undefined}>
      <Left />
      {!isTrouble && <Right />}
    </footer>
  )
}

function Left() {
  const { app } = useStores()
  const feed = useFeed()
  const pause = usePause()
  const notice = useApp(state => state.notice)
  const trouble = useClock(clock => troubleText(feed, clock))
  const paused = useClock(clock => (pause === null ? null : pauseText(pause, clock)))
  const icon = { size: 13, stroke: 1.75, 'aria-hidden': true } as const
  if (trouble !== null) {
    return <Message sign={<IconPlugConnectedX {...icon} className={classes.bad} />} text={trouble} isLoud />
  }
  if (notice !== null) {
    return (
      <>
        <Message sign={<IconAlertTriangle {...icon} className={classes.warn} />} text={faultText(notice)} />
        <CloseButton size="xs" aria-label="Dismiss" onClick={() => app.setState({ notice: null })} />
      </>
    )
  }
  if (paused !== null) {
    return <Message sign={<IconPlayerPause {...icon} className={classes.warn} />} text={paused} isQuiet />
  }
  return <Summary />
}

interface MessageProps {
  readonly sign: React.ReactNode
  readonly text: string
  readonly isLoud?: boolean
  /** Its text counts up: read out on request, not at each change. */
  readonly isQuiet?: boolean
}

function Message({ sign, text, isLoud, isQuiet }: MessageProps) {
  return (
    <span className={classes.message} data-loud={isLoud || undefined}>
      {sign}
      <span role={isQuiet || isLoud ? undefined : 'status'} className={classes.text} title={text}>
        {text}
      </span>
    </span>
  )
}

/** The sentence of the tab that is shown, and what a person should know of the store. */
function Summary() {
  const tab = useUi(state => state.tab)
  const store = useStoreFacts()
  const view = useView(state => state.view)
  const users = useUsers(state => state.view)
  const totals = fresherTotals(view, users)
  const notice = store?.notices[0]
  const chosen = useUi(state => state.chosen)
  if (store !== null && tab === 'activity') return <ActivitySummary />
  if (store === null || totals === null) return <span className={classes.text} />
  const selected = chosenText(chosen, view?.matching ?? 0, view?.limits?.isMatchingCounted ?? true)
  if (tab === 'sessions' && selected !== null) return <Message sign={null} text={selected} />
  const several = users?.facetCounts.several ?? 0
  const text =
    tab === 'users' && totals.counted?.hasUsers !== false
      ? `${countOf(totals.users, 'user')} in ${countOf(totals.signedIn, 'session')}; ${several} ${several === 1 ? 'has' : 'have'} more than one`
      : documentsText(totals, store.format.isInParts)
  return (
    <>
      <span className={classes.text}>{text}</span>
      {notice !== undefined && (
        <Tooltip label={store.notices.map(faultText).join('\n')}>
          <span className={classes.notice}>
            <IconAlertTriangle size={13} stroke={1.75} className={classes.warn} aria-hidden />
            <span className={classes.text}>{notice.message}</span>
          </span>
        </Tooltip>
      )}
    </>
  )
}

/** Since when the activity reaches back, and that it ends with the window. */
function ActivitySummary() {
  const sinceAt = useActivity(state => state.view?.sinceAt ?? null)
  const recalledFrom = useActivity(state => state.view?.recalledFrom ?? null)
  const from = recalledFrom ?? sinceAt
  const since = useClock(clock => (from === null ? null : formatClockTime(from, clock)))
  if (since === null) return <span className={classes.text} />
  if (recalledFrom !== null)
    return (
      <span className={classes.text}>
        Since {since}, from the journal; what was written in between, since Sextant connected
      </span>
    )
  return (
    <span className={classes.text}>
      Since {since}, when Sextant connected. The last {formatCount(MAX_EVENTS)} events are kept, and{' '}
      {formatCount(MAX_ENDINGS)} endings before them, in memory only
    </span>
  )
}

function Right() {
  const hasNames = useNames(state => state.source !== null)
  const isUtc = useClock(clock => clock.zone === 'utc')
  const store = useStoreFacts()
  const connection = useConnection()
  const tab = useUi(state => state.tab)
  const server = store?.server ?? connection?.server ?? null
  const feed = useFeed()
  const staleness = stalenessText(feed)
  return (
    <span className={classes.right}>
      {staleness !== null && (
        <Tooltip label={(feedCostText(feed) ?? []).join('\n')}>
          <span>{staleness}</span>
        </Tooltip>
      )}
      {store !== null && (tab === 'users' || store.ask.userPaths.length > 0 || hasNames) && (
        <IdentityMenu store={store} />
      )}
      {store !== null && <FormatNote store={store} />}
      {store !== null && store.seal !== null && <SealNote seal={store.seal} />}
      {isUtc && <span>times in UTC</span>}
      {server !== null && <span className={classes.optional}>{clockOffsetText(server.clockOffsetMs)}</span>}
      {server !== null && <span>{serverText(server)}</span>}
    </span>
  )
}
