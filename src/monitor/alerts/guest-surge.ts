import type { EpochMs } from '../../shared/domain/session'
import { countOf, formatCount } from '../../shared/words/numbers'
import type { Rule } from './rule'

const MINUTE_S = 60

/** Knows how many guests have come lately. */
export interface GuestSurge extends Rule {
  /** A new guest, and when he or she came. */
  came(at: EpochMs): void
}

/**
 * More new guests within the last minute than so many. A plain number, not a factor over what is usual: it holds from the
 * first minute on, and a person can tell why it was raised. Counted by the second: a minute is the running second and the
 * 59 before it.
 */
export function createGuestSurge(): GuestSurge {
  /** By the second, of the last minute. */
  const seconds = new Map<number, number>()
  let last = Number.NEGATIVE_INFINITY

  function letGo(second: number): void {
    if (second <= last) return
    last = second
    for (const old of seconds.keys()) if (old <= second - MINUTE_S) seconds.delete(old)
  }

  return {
    came(at) {
      const second = Math.floor(at / 1000)
      letGo(second)
      if (second > last - MINUTE_S) seconds.set(second, (seconds.get(second) ?? 0) + 1)
    },
    standing(at, threshold) {
      letGo(Math.floor(at / 1000))
      const count = [...seconds.values()].reduce((sum, guests) => sum + guests, 0)
      if (count <= threshold) return []
      return [
        {
          user: null,
          title: `${countOf(count, 'new guest')} within a minute, more than ${formatCount(threshold)}`,
          place: { kind: 'sessions', filter: 'state:guest' }
        }
      ]
    }
  }
}
