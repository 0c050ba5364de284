import { type ActivityEvent, isEnding } from '../../shared/domain/event'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import type { AuditLine } from '../../shared/domain/sign-out'
import type { WhySource } from '../../shared/domain/why'
import type { Line } from '../journal/lines'
import type { KnownEnd, Newer } from './facts'

/** A session as what happened knows it. */
export interface Known {
  readonly key: SessionKey
  readonly maskedId: string
  /** False where the key cannot be told from the id: then the ends of the id have to do. */
  readonly isByKey: boolean
  readonly hasTtl: boolean
}

/** How a session ended, of what was seen. Events of before the store was opened come from the journal. */
export function endSeen(events: readonly ActivityEvent[], known: Known): KnownEnd | null {
  const event = events.findLast(one => isOf(one, known) && isEnding(one.event) && !one.isNowGuest)
  return event === undefined ? null : endOf(event, known, isRecalled(event) ? 'journal' : 'seen')
}

/** That its user was taken out of a session that is still there. */
export function userRemovedIn(events: readonly ActivityEvent[], known: Known): ActivityEvent | null {
  const last = events.findLast(
    one => isOf(one, known) && (one.event === 'signed-in' || one.event === 'signed-out')
  )
  return last?.isNowGuest ? last : null
}

const isOf = (event: ActivityEvent, { key, maskedId, isByKey }: Known) =>
  isByKey ? event.key === key : event.maskedId === maskedId && maskedId.includes('…')

/** Ids of what happens while the store is open begin with one. */
const isRecalled = ({ id }: ActivityEvent) => id <= 0

/** How it ended by the lines of a journal; where no event tells, by what is known of the session before it went. */
export function endInJournal(lines: readonly Line[], known: Known): KnownEnd | null {
  const told = lines.findLast(line => line.kind === 'event' && isEnding(line.event))
  if (told?.kind === 'event') return endOf({ ...told, other: null }, known, 'journal')
  const gone = lines.findLast(line => line.kind === 'gone')
  const put = lines.findLast(line => line.kind === 'put')
  if (gone === undefined || put?.kind !== 'put') return null
  const { user, expiresAt } = put.session
  const event = expiresAt !== null && expiresAt <= gone.at ? 'expired' : 'signed-out'
  return endOf({ event, at: gone.at, user, expiresAt, other: null }, known, 'journal')
}

function endOf(
  { event, at, user, expiresAt, other }: Pick<ActivityEvent, 'event' | 'at' | 'user' | 'expiresAt' | 'other'>,
  { isByKey, hasTtl }: Known,
  from: WhySource
): KnownEnd | null {
  if (event === 'expired')
    return { kind: 'expired', user, expiredAt: expiresAt ?? at, isThere: false, hasTtl, from }
  if (!isEnding(event)) return null
  return { kind: 'ended', how: event, at, user, expiresAt, from, by: null, other, isLikely: !isByKey }
}

/** The same with who did it; where nothing else is known, the list of what was done from here tells. */
export function withAudit(
  end: KnownEnd | null,
  audit: readonly AuditLine[],
  { key }: Known
): KnownEnd | null {
  // The newest line comes first: what was undone since is no ending.
  const line = audit.find(one => one.keys.includes(key) && !one.act.startsWith('expiry'))
  if (line === undefined || line.act === 'undone') return end
  if (end?.kind === 'ended' && end.how === 'revoked') return { ...end, by: line.by }
  if (end !== null) return end
  return {
    kind: 'ended',
    how: 'revoked',
    at: line.at,
    user: null,
    expiresAt: null,
    from: 'audit',
    by: line.by,
    other: null,
    isLikely: false
  }
}

/** A sign-in that renews the id deletes the old session and saves the new one within moments. */
const RENEWAL_MS = 3000
/** An ending is seen up to a poll later than it was, and dates that an id tells are whole seconds. */
const SEEN_LATE_MS = 1500

/** From when on the session led nowhere. */
export function endedAtOf(end: KnownEnd): EpochMs {
  return end.kind === 'expired' ? end.expiredAt : end.at
}

/** The user's first session of those that began when this one had ended. Where several did at once, none of them is told to be its new id. */
export function newerOf(endedAt: EpochMs, sessions: readonly Session[], key: SessionKey): Newer | null {
  const since = sessions.filter(one => one.key !== key && one.sinceAt >= endedAt - SEEN_LATE_MS)
  const first = since.sort((a, b) => a.sinceAt - b.sinceAt)[0]
  if (first === undefined || first.user === null) return null
  const { user, maskedId, sinceAt, expiresAt } = first
  const isRenewal = since.filter(one => one.sinceAt < endedAt + RENEWAL_MS).length === 1
  return { kind: 'newer', isRenewal, user, maskedId, sinceAt, expiresAt }
}
