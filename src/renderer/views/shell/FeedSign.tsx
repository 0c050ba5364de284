import { IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react'
import { type FeedChip, feedChip } from '../../format/feed-text'
import { useClock, useFeed, usePause } from '../../state/context'
import classes from './FeedSign.module.css'

/** The shape of the feed's state: disc, half disc, bars, broken plug. */
export function FeedSign() {
  const feed = useFeed()
  const pause = usePause()
  const sign = useClock(clock => feedChip(feed, pause, clock).sign)
  return <SignShape sign={sign} />
}

/** One of those shapes. */
export function SignShape({ sign }: Pick<FeedChip, 'sign'>) {
  if (sign === 'paused')
    return <IconPlayerPause size={13} stroke={1.75} className={classes.paused} aria-hidden />
  if (sign === 'lost')
    return <IconPlugConnectedX size={14} stroke={1.75} className={classes.lost} aria-hidden />
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" className={classes[sign]} aria-hidden="true">
      <circle cx="5" cy="5" r="4" />
      {sign === 'polling' && <path d="M5 1a4 4 0 0 1 0 8Z" />}
    </svg>
  )
}
