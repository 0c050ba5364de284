import type { ActivityEvent, ActivityKind, EndingKind, WriteChanges } from '../shared/domain/event'
import type { EpochMs, Session, SessionKey } from '../shared/domain/session'
import type { Transition } from './mirror/mirror'

/** What is known of an ending beside the last copy of its session. */
export interface EndingFacts {
  readonly at: EpochMs
  /** A cleared collection is nobody's sign-out. */
  readonly isCleared: boolean
  /** It was ended from here. */
  readonly isOurs: boolean
}

/** How a session that has gone ended, seen from the last copy of it. */
export function endingOf(last: Session, { at, isCleared, isOurs }: EndingFacts): EndingKind {
  if (isOurs) return 'revoked'
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

/** An expiry is told when it passes (`expiryEvent`): the deleting of the document afterwards is another thing. */
function kindOf({ key, before, after }: Transition, how: Circumstances): ActivityKind | null {
  if (before === null) return after === null ? null : (how.returnOf(key) ?? kindOfArrival(after))
  if (after !== null) return kindOfChange(before, after)
  const ending = endingOf(before, { ...how, isOurs: how.isOurEnding(key) })
  return ending === 'expired' ? 'removed' : ending
}

const kindOfArrival = ({ state }: Session): ActivityKind => (state === 'signed-in' ? 'signed-in' : 'arrived')

/** When and how a transition came about. */
export interface Circumstances {
  /** The server's time of the write, or of the read that found it. */
  readonly at: EpochMs
  readonly isCleared: boolean
  /** Expiries up to here have been told as they passed. Behind `at` while the store is out of sight. */
  readonly toldUntil: EpochMs
  readonly isOurEnding: (key: SessionKey) => boolean
  /** What it means that this session is there anew; null: it was not there before. */
  readonly returnOf: (key: SessionKey) => 'came-back' | 'restored' | null
}

/** What two copies of a session tell by themselves; the recorder adds what it remembers. */
export type EventFacts = Omit<
  ActivityEvent,
  'id' | 'isCorrection' | 'nthSession' | 'other' | keyof WriteChanges
>

/**
 * What a transition means to a person; null where it means nothing. An expiry is told when it passes (`expiryEvent`); where
 * nobody saw it pass, the going of the document tells it.
 */
export function eventOf(transition: Transition, how: Circumstances): EventFacts | null {
  const { at, toldUntil } = how
  const { before, after, key } = transition
  const event = kindOf(transition, how)
  const session = after ?? before
  if (event === null || session === null) return null
  if (event === 'removed' && (session.expiresAt ?? 0) > toldUntil) return expiryEvent(session)
  const isSignOut = event === 'signed-out' || event === 'revoked'
  const wasGuest = before !== null && before.state === 'guest'
  const hasStayed = after === null || isSignOut || (event === 'signed-in' && wasGuest)
  return {
    event,
    key,
    maskedId: session.maskedId,
    user: isSignOut ? (before?.user ?? session.user) : session.user,
    state: isSignOut ? (before ?? session).state : session.state,
    at,
    expiresAt: session.expiresAt,
    expiryBefore: after === null ? null : (before?.expiresAt ?? null),
    ...(hasStayed ? stayOf(before ?? session, at) : noStay),
    isNowGuest: isSignOut && after !== null
  }
}

const noStay = { stayedMs: null, isStayedAtLeast: false }

function stayOf({ sinceAt, sinceBasis }: Session, at: EpochMs) {
  return { stayedMs: Math.max(0, at - sinceAt), isStayedAtLeast: sinceBasis === 'or-earlier' }
}

/** A session whose expiry has just passed, whether its document is still there or not. */
export function expiryEvent(session: Session): EventFacts {
  const at = session.expiresAt ?? 0
  return {
    event: 'expired',
    key: session.key,
    maskedId: session.maskedId,
    user: session.user,
    state: session.state,
    at,
    expiresAt: session.expiresAt,
    expiryBefore: null,
    ...stayOf(session, at),
    isNowGuest: false
  }
}
