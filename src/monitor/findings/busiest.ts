import type { EpochMs } from '../../shared/domain/session'
import { MOST_MINUTES } from '../../shared/domain/watched'

/** The most that came within one window of time. */
export interface Busiest {
  readonly count: number
  readonly from: EpochMs
  readonly to: EpochMs
}

/** Counts what comes, and keeps the busiest window there was. */
export interface BusiestMeter {
  /** Whether the busiest window is another one now. */
  add(at: EpochMs): boolean
  /** Null: nothing has come. */
  readonly busiest: Busiest | null
  /** From now on, and for what is still remembered. */
  windowOf(minutes: number): void
}

const MINUTE_MS = 60_000
/** So many instants are remembered, of the last hour at most. */
const MOST = 20_000
/** Cut off so many at a time: moving a long list for each one would be felt. */
const CUT = 2000

/** A meter that has seen nothing. */
export function createBusiestMeter(minutes: number): BusiestMeter {
  let windowMs = minutes * MINUTE_MS
  let times: EpochMs[] = []
  /** Index of the first instant in the window that ends with the last one. */
  let first = 0
  let busiest: Busiest | null = null

  function letGo(): void {
    const last = times.at(-1) ?? 0
    const isOld = (times[0] ?? last) < last - 2 * MOST_MINUTES * MINUTE_MS
    if (!isOld && times.length <= MOST + CUT) return
    const kept = times.slice(-MOST).filter(at => at >= last - MOST_MINUTES * MINUTE_MS)
    first = Math.max(0, first - (times.length - kept.length))
    times = kept
  }

  /** Takes the instant at `index` as the end of a window. */
  function reach(index: number): boolean {
    const to = times[index] ?? 0
    while ((times[first] ?? to) <= to - windowMs) first += 1
    const count = index - first + 1
    if (busiest !== null && count <= busiest.count) return false
    busiest = { count, from: times[first] ?? to, to }
    return true
  }

  return {
    add(at) {
      // A clock that steps back, or servers' clocks that differ: a little out of order counts as at once.
      times.push(Math.max(at, times.at(-1) ?? at))
      const isMoved = reach(times.length - 1)
      letGo()
      return isMoved
    },
    get busiest() {
      return busiest
    },
    windowOf(next) {
      if (next * MINUTE_MS === windowMs) return
      windowMs = next * MINUTE_MS
      first = 0
      busiest = null
      for (let index = 0; index < times.length; index += 1) reach(index)
    }
  }
}
