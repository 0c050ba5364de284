import {
  type EpochMs,
  type Session,
  type SessionKey,
  type SessionState,
  stateAt,
  type UserKey
} from '../../shared/domain/session'

/** Counts that are kept by adding and subtracting one session at a time, never by counting all of them again. */
export interface Tallies {
  /** `now` must be the same instant at which the session is later subtracted, or its crossing told in between. */
  add(session: Session, now: EpochMs): void
  subtract(session: Session, now: EpochMs): void
  count(state: SessionState): number
  /** Distinct users among the signed in. */
  readonly users: number
  /** Active sessions that name a user. */
  readonly named: number
  /** Keys of a user's active sessions. */
  sessionsOf(user: UserKey): ReadonlySet<SessionKey>
  userKeys(): IterableIterator<UserKey>
}

const none: ReadonlySet<SessionKey> = new Set()

/** Empty tallies. */
export function createTallies(): Tallies {
  const counts: Record<SessionState, number> = { 'signed-in': 0, guest: 0, expired: 0, unreadable: 0 }
  let named = 0
  const byUser = new Map<UserKey, Set<SessionKey>>()

  return {
    add(session, now) {
      const state = stateAt(session, now)
      counts[state] += 1
      if (state !== 'signed-in' || session.user === null) return
      named += 1
      const keys = byUser.get(session.user)
      if (keys) keys.add(session.key)
      else byUser.set(session.user, new Set([session.key]))
    },
    subtract(session, now) {
      const state = stateAt(session, now)
      counts[state] -= 1
      if (state !== 'signed-in' || session.user === null) return
      named -= 1
      const keys = byUser.get(session.user)
      keys?.delete(session.key)
      if (keys?.size === 0) byUser.delete(session.user)
    },
    count: state => counts[state],
    get users() {
      return byUser.size
    },
    get named() {
      return named
    },
    sessionsOf: user => byUser.get(user) ?? none,
    userKeys: () => byUser.keys()
  }
}
