import type { ActivityEvent, ActivityKind, EndingKind } from '../shared/domain/event'
import type { EpochMs, Session } from '../shared/domain/session'
import type { Transition } from './mirror/mirror'

/** How a session that has gone ended, seen from the last copy of it. A cleared collection is nobody's sign-out. */
export function endingOf(last: Session, at: EpochMs, isCleared: boolean): EndingKind {
  if (isCleared) return 'cleared'
  return last.expiresAt !== null && last.expiresAt <= at ? 'expired' : 'signed-out'
}

function kindOfChange(before: Session, after: Session): ActivityKind {
  if (before.state === 'signed-in' && after.state === 'guest') return 'signed-out'
  if (after.state === 'signed-in' && (before.state !== 'signed-in' || before.user !== after.user))
    return 'signed-in'
  if (before.payloadDigest !== after.payloadDigest) return 'changed'
  const isLater =
    after.expiresAt !== null && (before.expiresAt === null || after.expiresAt > before.expiresAt)
  return isLater || after.expiresAt === before.expiresAt ? 'touched' : 'changed'
}

function kindOf(transition: Transition, at: EpochMs, isCleared: boolean): ActivityKind | null {
  const { before, after } = transition
  if (before === null) return after === null ? null : after.state === 'signed-in' ? 'signed-in' : 'arrived'
  return after === null ? endingOf(before, at, isCleared) : kindOfChange(before, after)
}

/** When and how a transition came about. */
export interface Circumstances {
  /** The server's time of the write, or of the read that found it. */
  readonly at: EpochMs
  readonly isCleared: boolean
  /** Expiries up to here have been told as they passed. Behind `at` while the store is out of sight. */
  readonly toldUntil: EpochMs
}

/**
 * What a transition means to a person, or null when it was told before: an expiry is told when it passes
 * (`expiryEvent`), so the server's deleting of the expired document afterwards says nothing new, unless it passed unseen.
 */
export function eventOf(
  transition: Transition,
  { at, isCleared, toldUntil }: Circumstances
): ActivityEvent | null {
  const kind = kindOf(transition, at, isCleared)
  const session = transition.after ?? transition.before
  if (kind === null || session === null) return null
  if (kind === 'expired') return (session.expiresAt ?? 0) > toldUntil ? expiryEvent(session) : null
  const user = kind === 'signed-out' ? (transition.before?.user ?? session.user) : session.user
  return { event: kind, key: transition.key, user, at, expiresAt: session.expiresAt }
}

/** A session whose expiry has just passed, whether its document is still there or not. */
export function expiryEvent(session: Session): ActivityEvent {
  return {
    event: 'expired',
    key: session.key,
    user: session.user,
    at: session.expiresAt ?? 0,
    expiresAt: session.expiresAt
  }
}
