import type { EpochMs } from '../../shared/domain/session'
import { SOON_MS } from '../../shared/domain/session'
import { formatClockCell, formatClockTime } from '../format/clock-time'
import { formatCountdown, fractionLeft } from '../format/countdown'
import { formatPast, isByClock } from '../format/instant'
import { useClock, useLostSince } from '../state/context'
import { knownUntil } from '../state/selectors'
import classes from './TimeLeft.module.css'

interface Props {
  readonly expiresAt: EpochMs | null
  readonly lifetimeMs: number | null
  /** Without the bar where a column is too narrow for it. */
  readonly hasBar?: boolean
}

/** A countdown that ticks by the server's clock, with its bar. Each part redraws only when its own text changes. */
export function TimeLeft({ expiresAt, lifetimeMs, hasBar = true }: Props) {
  const isPast = useClock(clock => expiresAt !== null && expiresAt <= clock.now)
  const isSoon = useClock(clock => expiresAt !== null && expiresAt - clock.now < SOON_MS)
  const time = useClock(clock =>
    expiresAt === null ? undefined : `Expires ${formatClockTime(expiresAt, clock)}`
  )
  if (expiresAt === null) return <span className={classes.none}>no expiry</span>
  if (isPast) return <Passed expiresAt={expiresAt} />
  return (
    <span className={classes.root} data-soon={isSoon || undefined} title={time}>
      <Digits expiresAt={expiresAt} />
      {hasBar && <Bar expiresAt={expiresAt} lifetimeMs={lifetimeMs} />}
    </span>
  )
}

function Digits({ expiresAt }: { readonly expiresAt: EpochMs }) {
  const isClock = useClock(clock => isByClock(clock.style, false))
  const text = useClock(clock =>
    isClock ? formatClockCell(expiresAt, clock) : formatCountdown(expiresAt - clock.now)
  )
  return (
    <span className={classes.digits} data-clock={isClock || undefined}>
      {text}
    </span>
  )
}

function Bar({ expiresAt, lifetimeMs }: { readonly expiresAt: EpochMs; readonly lifetimeMs: number | null }) {
  const fraction = useClock(clock => fractionLeft(expiresAt - clock.now, lifetimeMs))
  if (fraction === null) return null
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.bar} style={{ transform: `scaleX(${Math.max(fraction, 0.012)})` }} />
    </span>
  )
}

/** What passes its expiry while the server is away is not called expired: it may have been touched meanwhile. */
function Passed({ expiresAt }: { readonly expiresAt: EpochMs }) {
  const lostSince = useLostSince()
  const isKnown = useClock(clock => expiresAt <= knownUntil(clock.now, lostSince))
  const ago = useClock(clock => formatPast(expiresAt, clock, false))
  return <span className={classes.passed}>{isKnown ? `expired ${ago}` : 'past its expiry'}</span>
}
