import type { SessionRow } from '../../shared/domain/view'

/** Whether two tellings of one row would be drawn alike. */
export function isSameRow(a: SessionRow, b: SessionRow): boolean {
  return (
    a.key === b.key &&
    a.maskedId === b.maskedId &&
    a.state === b.state &&
    a.user === b.user &&
    a.reason === b.reason &&
    a.sinceAt === b.sinceAt &&
    a.sinceBasis === b.sinceBasis &&
    a.lastSeenAt === b.lastSeenAt &&
    a.lastSeenBasis === b.lastSeenBasis &&
    a.expiresAt === b.expiresAt &&
    a.lifetimeMs === b.lifetimeMs &&
    a.payloadDigest === b.payloadDigest &&
    a.userSessions === b.userSessions &&
    a.changedAt === b.changedAt &&
    a.changedHow === b.changedHow &&
    a.ending?.how === b.ending?.how &&
    a.ending?.at === b.ending?.at
  )
}
