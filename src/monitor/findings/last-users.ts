import type { SessionKey, UserKey } from '../../shared/domain/session'
import type { Transition } from '../mirror/mirror'
import { putLast } from '../put-last'

/** Ids whose user has left and that are still there; the oldest are forgotten first. */
const MOST = 5000

/** Remembers whose an id was, while it is a guest's. */
export interface LastUsers {
  /** Takes a change in; answers with whom this id named last before it. */
  take(transition: Transition): UserKey | null
}

/** Nobody has left yet. */
export function createLastUsers(): LastUsers {
  const left = new Map<SessionKey, UserKey>()

  return {
    take({ key, before, after }) {
      const last = before?.user ?? left.get(key) ?? null
      left.delete(key)
      if (after === null || after.user !== null || last === null) return last
      putLast(left, key, last, MOST)
      return last
    }
  }
}
