import { createStore } from 'zustand/vanilla'
import type { EpochMs } from '../../shared/domain/session'
import type { StyledReading } from '../format/instant'

/**
 * `now` is the server's clock, cut to its whole second: it changes once a second, and only then. Beside it stands how the person
 * wants times told, so that whatever tells one is told anew when that changes.
 */
export interface ClockState extends StyledReading {}

/** How times are told. */
export type Times = Pick<ClockState, 'zone' | 'style'>

/** By the calendar of this computer, and as each column has them. */
export const usualTimes: Times = { zone: 'local', style: 'usual' }

/** The times in what was stored; what cannot be one is as usual. */
export function timesIn(stored: unknown): Times {
  const { zone, style } = Object(stored) as Record<string, unknown>
  return {
    zone: zone === 'utc' ? 'utc' : 'local',
    style: style === 'relative' || style === 'clock' ? style : 'usual'
  }
}

/** What the clock needs of its surroundings; a test passes its own. `monotonicMs` must not jump with the local date. */
export interface TimeSource {
  readonly monotonicMs: () => number
  /** Calls back once after `ms`; returns its own undo. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** A sample this near the running offset is only the way here; a further one is a clock that was set, or a sleep. */
const JITTER_MS = 250

/** The page's own time: `performance.now` keeps going evenly when somebody sets the computer's clock. */
export const pageTime: TimeSource = {
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
}

/**
 * The server's clock on this side. `sync` takes a server instant on arrival; between two of them the clock runs by the
 * monotonic clock and ticks when the server's second turns.
 */
export function createClock(time: TimeSource, startAt: EpochMs) {
  let offset = startAt - time.monotonicMs()
  const store = createStore<ClockState>(() => ({ now: wholeSecond(startAt), ...usualTimes }))
  /** The past is shown: its clock stands still. */
  let heldAt: EpochMs | null = null
  let cancel = arm()

  function serverNow(): EpochMs {
    return heldAt ?? offset + time.monotonicMs()
  }

  function arm(): () => void {
    return time.after(1000 - (Math.floor(serverNow()) % 1000), tick)
  }

  function tick(): void {
    const now = wholeSecond(serverNow())
    if (now !== store.getState().now) store.setState({ now })
    cancel = arm()
  }

  function sync(madeAt: EpochMs): void {
    const sample = madeAt - time.monotonicMs()
    // Every sample is late by its way here, so within the jitter the greatest is the truest.
    const next = Math.abs(sample - offset) < JITTER_MS ? Math.max(sample, offset) : sample
    if (next === offset) return
    offset = next
    cancel()
    tick()
  }

  /** Stands still at an instant; null lets it run on. */
  function hold(at: EpochMs | null): void {
    if (at === heldAt) return
    heldAt = at
    cancel()
    tick()
  }

  /** Tells times this way from now on. */
  function tell(times: Times): void {
    store.setState(times)
  }

  return { ...store, serverNow, sync, hold, tell, stop: () => cancel() }
}

function wholeSecond(at: EpochMs): EpochMs {
  return Math.floor(at / 1000) * 1000
}
