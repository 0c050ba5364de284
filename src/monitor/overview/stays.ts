import type { EpochMs, SessionKey } from '../../shared/domain/session'
import { putLast } from '../put-last'
import { type Countable, isPersons } from './counters'

/** So many sign-ins wait for their sign-out; the oldest are forgotten first. */
const MOST_OPEN = 100_000
/** So many stays are kept for the median, the latest ones. */
const MOST_STAYS = 2000

/** From sign-in to sign-out, of those of whom both were seen. */
export interface Stays {
  /** True when the event's session was signed in before it, as far as was seen. */
  take(event: Countable): boolean
  /** The median of stays that ended since `fromAt`, and of how many. */
  medianSince(fromAt: EpochMs): { readonly medianStayMs: number | null; readonly stays: number }
}

/** Nobody seen yet. */
export function createStays(): Stays {
  const signedInAt = new Map<SessionKey, EpochMs>()
  const stays: { readonly endedAt: EpochMs; readonly ms: number }[] = []

  function begin({ key, at }: Countable): void {
    putLast(signedInAt, key, at, MOST_OPEN)
  }

  function end({ key, at, event }: Countable): void {
    const since = signedInAt.get(key)
    signedInAt.delete(key)
    if (since === undefined || event !== 'signed-out') return
    stays.push({ endedAt: at, ms: Math.max(0, at - since) })
    if (stays.length > MOST_STAYS) stays.shift()
  }

  return {
    take(event) {
      const isPerson = isPersons(event) || signedInAt.has(event.key)
      if (event.event === 'signed-in') begin(event)
      else if (['signed-out', 'revoked', 'expired', 'cleared'].includes(event.event)) end(event)
      return isPerson
    },
    medianSince(fromAt) {
      const ended = stays.filter(stay => stay.endedAt >= fromAt).map(stay => stay.ms)
      return { medianStayMs: medianOf(ended), stays: ended.length }
    }
  }
}

/** The middle one, or half way between the two in the middle; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
