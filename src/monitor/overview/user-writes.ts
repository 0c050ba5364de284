import type { EpochMs, UserKey } from '../../shared/domain/session'
import type { Countable } from './counters'

const SLOT_MS = 300_000
/** Twelve whole slots and the one under way: the last hour, and up to five minutes more. */
const SLOTS = 13
/** So many users are told apart in a slot: those who wrote first. */
const MOST_USERS = 20_000

/** How much each user's sessions were written in the last hour. */
export interface UserWrites {
  take(event: Countable): void
  of(user: UserKey, now: EpochMs): number
}

const writeKinds: readonly string[] = ['signed-in', 'changed', 'touched']

/** Nobody has written yet. */
export function createUserWrites(): UserWrites {
  let slots: { readonly at: EpochMs; readonly counts: Map<UserKey, number> }[] = []

  function slotOf(at: EpochMs): Map<UserKey, number> {
    const start = Math.floor(at / SLOT_MS) * SLOT_MS
    const newest = slots.at(-1)
    if (newest !== undefined && newest.at >= start) return newest.counts
    const counts = new Map<UserKey, number>()
    slots = [...slots, { at: start, counts }].slice(-SLOTS)
    return counts
  }

  return {
    take({ event, user, at }) {
      if (user === null || !writeKinds.includes(event)) return
      const counts = slotOf(at)
      const before = counts.get(user)
      if (before !== undefined || counts.size < MOST_USERS) counts.set(user, (before ?? 0) + 1)
    },
    of: (user, now) =>
      slots
        .filter(slot => slot.at > now - SLOTS * SLOT_MS)
        .reduce((sum, slot) => sum + (slot.counts.get(user) ?? 0), 0)
  }
}
