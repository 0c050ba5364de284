import type { ActivityEvent } from '../../shared/domain/event'
import type { Finding } from '../../shared/domain/finding'
import type { EpochMs, Session, SessionKey, UserKey } from '../../shared/domain/session'
import type { Limit, WatchedRule } from '../../shared/domain/watched'

/** One session as it was written, and what it was before: all that a rule goes by. */
export interface Seen {
  /** Null: the session is new, and is not one that was ended and is there again. */
  readonly before: Session | null
  readonly after: Session
  /** The server's time of the write, or of the read that found it. */
  readonly at: EpochMs
  /** Whom this id named last, also where it has been a guest's since; null: nobody, as far as was seen. */
  readonly userBefore: UserKey | null
}

/** A rule with what it remembers. It has no clock: all time comes in with what is seen. */
export interface Rule {
  readonly name: WatchedRule
  /** Whether what it has to say is another thing now. */
  take(seen: Seen): boolean
  /** Null: nothing, so far. */
  finding(): Finding | null
  /** Only for a rule that has a limit; what was seen before is judged by it too. */
  limitBy?(limit: Limit): void
}

/** The same person, as far as a text tells. */
export function isSameUser(a: UserKey | null, b: UserKey | null): boolean {
  return a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase()
}

const returns: ReadonlySet<ActivityEvent['event']> = new Set(['came-back', 'restored'])

/** Which ids were ended before and are there again: not somebody who came just now. */
export function returnedIn(events: readonly ActivityEvent[]): ReadonlySet<SessionKey> {
  return new Set(events.filter(one => returns.has(one.event)).map(one => one.key))
}

/** What is older than this may have come at any time while nobody looked. */
const FRESH_MS = 60_000

/**
 * When a new session came, by the app server's clock where the document tells; null where it was only found: after a pause
 * in watching a thousand sessions that came in an hour are found in one instant, and are no flood.
 */
export function cameAt({ sinceAt, sinceBasis, lastSeenAt, lastSeenBasis }: Session, at: EpochMs) {
  const isWrittenDate = lastSeenBasis === 'written-date' || lastSeenBasis === 'expiry-minus-lifetime'
  const writtenAt = sinceBasis === 'created-date' ? sinceAt : isWrittenDate ? lastSeenAt : null
  if (writtenAt !== null && Math.abs(at - writtenAt) <= FRESH_MS) return writtenAt
  return sinceBasis === 'seen-arriving' ? at : null
}
