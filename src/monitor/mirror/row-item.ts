import {
  type EpochMs,
  type Session,
  type SessionKey,
  type SessionState,
  stateAt
} from '../../shared/domain/session'
import type { Ending, RowSort, SessionRow, SessionSort } from '../../shared/domain/view'
import type { Mirror, Transition } from './mirror'

/** A session as one view holds it: immutable, with the state it is sorted and counted under. */
export interface RowItem {
  readonly session: Session
  readonly state: SessionState
  readonly ending: Ending | null
}

/** When and how a row last arrived or changed, for the flash. */
export interface Mark {
  readonly at: EpochMs
  readonly how: Exclude<SessionRow['changedHow'], null>
}

/** How a row arrived or changed, by what it was before. */
export function markOf(transition: Transition, at: EpochMs): Mark {
  const { before, after } = transition
  if (before === null) return { at, how: 'new' }
  const isSame =
    before.payloadDigest === after?.payloadDigest &&
    before.user === after.user &&
    before.state === after.state
  return { at, how: isSame ? 'touched' : 'changed' }
}

/** What a row is made from beyond its session. */
export interface RowSource {
  readonly mirror: Mirror
  readonly marks: ReadonlyMap<SessionKey, Mark>
}

/** A session as the screen is told of it, whichever view shows it. */
export function rowOf({ mirror, marks }: RowSource, session: Session, ending: Ending | null): SessionRow {
  const mark = marks.get(session.key)
  return {
    ...session,
    userSessions: session.user === null ? 0 : mirror.sessionsOf(session.user).size,
    changedAt: mark?.at ?? null,
    changedHow: mark?.how ?? null,
    ending
  }
}

/** The item of a session as of `now`. */
export function itemOf(session: Session, now: EpochMs): RowItem {
  return { session, state: stateAt(session, now), ending: null }
}

const stateRank: Record<SessionState, number> = { 'signed-in': 0, guest: 1, unreadable: 2, expired: 3 }
/** By code unit: the order must be the same on every machine. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
/** Unknown instants sort as the smallest, so they come last where the newest is first. */
const byInstant = (a: EpochMs | null, b: EpochMs | null) => {
  if (a === b) return 0
  return (a ?? Number.NEGATIVE_INFINITY) < (b ?? Number.NEGATIVE_INFINITY) ? -1 : 1
}
/** People first, by name whatever its case; the nameless after them. */
const byUser = (a: Session, b: Session) => {
  if (a.user === null || b.user === null) return a.user === b.user ? 0 : a.user === null ? 1 : -1
  return byText(a.user.toLowerCase(), b.user.toLowerCase()) || byText(a.user, b.user)
}

const comparers: Record<SessionSort, (a: RowItem, b: RowItem) => number> = {
  state: (a, b) => stateRank[a.state] - stateRank[b.state] || byUser(a.session, b.session),
  user: (a, b) => byUser(a.session, b.session),
  session: (a, b) => byText(a.session.maskedId, b.session.maskedId),
  since: (a, b) => byInstant(a.session.sinceAt, b.session.sinceAt),
  'last-seen': (a, b) => byInstant(a.session.lastSeenAt, b.session.lastSeenAt),
  expires: (a, b) => byInstant(a.session.expiresAt, b.session.expiresAt)
}

/** The columns whose values move by themselves or with every request: their order may be held. */
export const liveSorts: ReadonlySet<RowSort> = new Set(['last-seen', 'expires'])

/** A total order: equal values are told apart by key, so that a window is stable. */
export function comparerOf(sort: SessionSort, isDescending: boolean): (a: RowItem, b: RowItem) => number {
  const compare = comparers[sort]
  const sign = isDescending ? -1 : 1
  return (a, b) => sign * compare(a, b) || byText(a.session.key, b.session.key)
}
