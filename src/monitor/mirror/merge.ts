import type { EpochMs, Session } from '../../shared/domain/session'

const fields: readonly (keyof Session)[] = [
  'key',
  'maskedId',
  'state',
  'user',
  'reason',
  'sinceAt',
  'sinceBasis',
  'lastSeenAt',
  'lastSeenBasis',
  'expiresAt',
  'lifetimeMs',
  'payloadDigest'
]

/** True when the store wrote something between these two: payload, expiry, identity or a date of its own. */
function isRewritten(before: Session, next: Session): boolean {
  return (
    before.payloadDigest !== next.payloadDigest ||
    before.expiresAt !== next.expiresAt ||
    before.state !== next.state ||
    before.user !== next.user
  )
}

/** What the store does not keep but watching has taught: start, last seen, lifetime. */
function withKnowledge(before: Session | null, next: Session, at: EpochMs): Session {
  const isWrite = before === null ? next.sinceBasis === 'seen-arriving' : isRewritten(before, next)
  const keepsSince = before !== null && next.sinceBasis !== 'created-date'
  const since = keepsSince ? before : next
  const seen =
    next.lastSeenBasis !== 'unknown'
      ? next
      : isWrite
        ? { lastSeenAt: at, lastSeenBasis: 'seen-change' as const }
        : (before ?? next)
  const lifetimeMs = next.lifetimeMs ?? (isWrite ? lifetimeFrom(next, at) : (before?.lifetimeMs ?? null))
  // Most sessions of a first load: nothing to add, so nothing to copy.
  if (since === next && seen === next && lifetimeMs === next.lifetimeMs) return next
  return {
    ...next,
    sinceAt: since.sinceAt,
    sinceBasis: since.sinceBasis,
    lastSeenAt: seen.lastSeenAt,
    lastSeenBasis: seen.lastSeenBasis,
    lifetimeMs
  }
}

/** A write at `at` set the expiry, so the span between them is the lifetime, to the second. */
function lifetimeFrom(session: Session, at: EpochMs): number | null {
  const spanMs = session.expiresAt === null ? 0 : session.expiresAt - at
  return spanMs > 0 ? Math.max(1000, Math.round(spanMs / 1000) * 1000) : null
}

/**
 * The session to hold after `next` was read at `at` (server time). Returns `before` itself when nothing differs, so
 * that callers can tell by identity that there is nothing to do.
 */
export function mergeSession(before: Session | null, next: Session, at: EpochMs): Session {
  const merged = withKnowledge(before, next, at)
  return before !== null && fields.every(field => Object.is(before[field], merged[field])) ? before : merged
}
