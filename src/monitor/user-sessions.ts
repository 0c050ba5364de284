import type { Mirror } from './mirror/mirror'

/** How many active sessions a user has. */
export interface UserSessions {
  readonly user: string
  readonly sessions: number
}

/** All users of a mirror, those with most sessions first. */
export function sessionsPerUser(mirror: Mirror): readonly UserSessions[] {
  return [...mirror.userKeys()]
    .map(user => ({ user, sessions: mirror.sessionsOf(user).size }))
    .sort((a, b) => b.sessions - a.sessions || (a.user < b.user ? -1 : 1))
}
