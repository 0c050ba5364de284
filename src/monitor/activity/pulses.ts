import type { ActivityEvent, ActivityKind } from '../../shared/domain/event'
import { PULSE_MINUTES, type Pulse } from '../../shared/domain/pulse'
import type { EpochMs, UserKey } from '../../shared/domain/session'

const MINUTE = 60_000
const MOST_COUNTED = 0xffff
/** So many users are remembered, about five megabytes; those who wrote longest ago are forgotten first. */
const MOST_USERS = 20_000

/** How often each user's sessions were written in the last half hour. */
export interface Pulses {
  add(events: readonly Pick<ActivityEvent, 'event' | 'user' | 'at' | 'isCorrection'>[]): void
  /** Up to the minute of `now`; from that in which watching began. */
  of(user: UserKey, sinceAt: EpochMs, now: EpochMs): Pulse
}

/** Counts of the half hour that ends with `last`, each at the place of its minute. */
interface Kept {
  last: number
  readonly counts: Uint16Array
}

const writes: ReadonlySet<ActivityKind> = new Set(['signed-in', 'changed', 'touched'])
const placeOf = (minute: number) => ((minute % PULSE_MINUTES) + PULSE_MINUTES) % PULSE_MINUTES
const minuteOf = (at: EpochMs) => Math.floor(at / MINUTE)

/** Nobody has written yet. `mostUsers` bounds the memory it takes. */
export function createPulses(mostUsers = MOST_USERS): Pulses {
  const users = new Map<UserKey, Kept>()

  function keptOf(user: UserKey, minute: number): Kept {
    const kept = users.get(user) ?? { last: minute, counts: new Uint16Array(PULSE_MINUTES) }
    if (minute > kept.last || !users.has(user)) {
      // The one who wrote last is the last.
      users.delete(user)
      users.set(user, kept)
    }
    const passed = Math.min(minute - kept.last, PULSE_MINUTES)
    for (let step = 0; step < passed; step += 1) kept.counts[placeOf(minute - step)] = 0
    kept.last = Math.max(kept.last, minute)
    const [oldest] = users.keys()
    if (users.size > mostUsers && oldest !== undefined) users.delete(oldest)
    return kept
  }

  function countAt(kept: Kept | undefined, minute: number): number {
    if (kept === undefined || minute > kept.last || minute <= kept.last - PULSE_MINUTES) return 0
    return kept.counts[placeOf(minute)] ?? 0
  }

  return {
    add(events) {
      for (const { event, user, at, isCorrection } of events) {
        if (user === null || isCorrection || !writes.has(event)) continue
        const minute = minuteOf(at)
        const { counts, last } = keptOf(user, minute)
        if (minute <= last - PULSE_MINUTES) continue
        counts[placeOf(minute)] = Math.min((counts[placeOf(minute)] ?? 0) + 1, MOST_COUNTED)
      }
    },
    of(user, sinceAt, now) {
      const last = minuteOf(now)
      const first = Math.max(last - PULSE_MINUTES + 1, Math.min(minuteOf(sinceAt), last))
      const kept = users.get(user)
      return Array.from({ length: last - first + 1 }, (_, at) => countAt(kept, first + at))
    }
  }
}
