import type { UserKey } from '../../shared/domain/session'
import { countOf, formatCount } from '../../shared/words/numbers'
import type { UserSessions } from '../user-sessions'
import { MOST_STANDING, type Rule } from './rule'

/** So many users are remembered; those who come when there are as many are left out. */
const MOST_USERS = 5000

/** Knows who has many sessions. */
export interface ManySessions extends Rule {
  /** One user's active sessions as they are now. Fewer than `from` of them are not worth remembering. */
  see(one: UserSessions, from: number): void
  /** All users who have more than a threshold, in place of what was known. */
  begin(all: readonly UserSessions[]): void
  /** Whose counts are remembered: time alone makes them fall. */
  users(): readonly UserKey[]
}

/** One user has more than so many active sessions. */
export function createManySessions(): ManySessions {
  const counts = new Map<UserKey, number>()

  return {
    see({ user, sessions }, from) {
      if (sessions < from) counts.delete(user)
      else if (counts.has(user) || counts.size < MOST_USERS) counts.set(user, sessions)
    },
    begin(all) {
      counts.clear()
      for (const { user, sessions } of all.slice(0, MOST_USERS)) counts.set(user, sessions)
    },
    users: () => [...counts.keys()],
    standing: (_at, threshold) =>
      [...counts]
        .filter(([, sessions]) => sessions > threshold)
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, MOST_STANDING)
        .map(([user, sessions]) => ({
          user,
          title: `One user has ${countOf(sessions, 'active session')}, more than ${formatCount(threshold)}`,
          place: { kind: 'user', user }
        }))
  }
}
