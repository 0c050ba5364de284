import type { Session, UserKey } from '../shared/domain/session'
import type { Mirror } from './mirror/mirror'

/** More of one user's sessions than this belong into a grid. */
const MAX_USER_SESSIONS = 50

/** How many active sessions a user has. */
export interface UserSessions {
  readonly user: string
  readonly sessions: number
}

/** All users of a mirror, those with most sessions first. */
export function sessionsPerUser(mirror: Mirror): readonly UserSessions[] {
  return usersWithMore(mirror, 0)
}

/** Those of them who have more than so many, in the same order. */
export function usersWithMore(mirror: Mirror, least: number): readonly UserSessions[] {
  const found: UserSessions[] = []
  for (const user of mirror.userKeys()) {
    const sessions = mirror.sessionsOf(user).size
    if (sessions > least) found.push({ user, sessions })
  }
  return found.sort((a, b) => b.sessions - a.sessions || (a.user < b.user ? -1 : 1))
}

/** A user's active sessions, the newest first, and not too many. */
export function sessionsIn(mirror: Mirror, user: UserKey): readonly Session[] {
  const keys = [...mirror.sessionsOf(user)].slice(0, MAX_USER_SESSIONS)
  const sessions = keys.map(key => mirror.get(key)).filter(session => session !== undefined)
  return sessions.sort((a, b) => b.sinceAt - a.sinceAt)
}
