import type { EpochMs, Session, SessionKey, SessionState } from '../../shared/domain/session'
import type { Facet } from '../../shared/domain/view'
import {
  compares,
  conditionId,
  type FilterLeaf,
  type FilterTree,
  leavesOf,
  type Test,
  type TimeField,
  testOf
} from '../../shared/filter/tree'
import type { SortValues } from './value-order'

/** Asks the monitor, which alone has them, whether a session's id begins with this text. */
export type IdStartsWith = (key: SessionKey, text: string) => boolean

/** What the database said of conditions on payloads, which no mirror holds. */
export interface PayloadAnswers {
  /** Whether the session with this key meets the condition of this id, as far as is known. */
  has(conditionId: string, key: SessionKey): boolean
  /** False while it is still being found out: then a session that is not found may be one that has not been met yet. */
  isKnown(conditionId: string): boolean
}

/** Nobody looks into payloads: no condition on them is met, nor denied, and nothing is known to sort by. */
export const noAnswers: PayloadAnswers & SortValues = {
  has: () => false,
  isKnown: () => false,
  valueOf: () => undefined,
  isRead: () => false
}

/** What a filter asks beyond the session itself. */
export interface FilterSource {
  readonly idStartsWith: IdStartsWith
  readonly payloads: PayloadAnswers
  /** Active sessions of a user. */
  readonly sessionsOf: (user: string) => number
  readonly now: () => EpochMs
  /** Whether a user's name, joined from elsewhere, has this lower-case text in it; without it, names are not looked at. */
  readonly isNamed?: ((user: string, lower: string) => boolean) | undefined
}

/** A session and the state it is shown in. */
export interface Filtered {
  readonly session: Session
  readonly state: SessionState
}

/** A filter text as a test, and what its answers depend on besides the session. */
export interface SessionFilter {
  readonly passes: Test<Filtered>
  /** Answers change as time passes. */
  readonly isTimed: boolean
  /** Answers change when another session of the same user comes or goes. */
  readonly countsSessions: boolean
  /** Lets everything through. */
  readonly isEmpty: boolean
}

const stateWords: ReadonlyMap<string, SessionState> = new Map([
  ['signed-in', 'signed-in'],
  ['guest', 'guest'],
  ['guests', 'guest'],
  ['expired', 'expired'],
  ['unreadable', 'unreadable']
])

/** Whether a word by itself means a state. */
export function isStateWord(word: string): boolean {
  return stateWords.has(word.toLowerCase())
}

/** Shorter beginnings of an id match too much by accident: two characters are what a masked id shows. */
const MIN_ID_PREFIX = 2
const ELLIPSIS = '…'.charCodeAt(0)

/** A tree as a test over sessions. */
export function createFilter(tree: FilterTree, source: FilterSource): SessionFilter {
  const leaves = leavesOf(tree)
  return {
    passes: testOf(tree, (leaf, isDenied) => leafTest(leaf, isDenied, source)),
    isTimed: leaves.some(leaf => leaf.kind === 'time'),
    countsSessions: leaves.some(leaf => leaf.kind === 'sessions'),
    isEmpty: leaves.length === 0
  }
}

function leafTest(leaf: FilterLeaf, isDenied: boolean, source: FilterSource): Test<Filtered> {
  if (leaf.kind === 'payload') {
    const id = conditionId(leaf)
    const { payloads } = source
    return isDenied
      ? ({ session }) => payloads.isKnown(id) && !payloads.has(id, session.key)
      : ({ session }) => payloads.has(id, session.key)
  }
  const test = positiveTest(leaf, source)
  return isDenied ? filtered => !test(filtered) : test
}

function positiveTest(leaf: Exclude<FilterLeaf, { kind: 'payload' }>, source: FilterSource): Test<Filtered> {
  switch (leaf.kind) {
    case 'word':
      return wordTest(leaf.text, source)
    case 'user':
      return userTest(leaf.text, leaf.isWhole, source)
    case 'state':
      return ({ state }) => state === leaf.state
    case 'id':
      return ({ session }) => isIdPrefix(session, leaf.text, source)
    case 'sessions':
      // Of the active ones, which are those that are counted: an expired session is told nothing of the others.
      return ({ session, state }) =>
        session.user !== null &&
        state === 'signed-in' &&
        compares(source.sessionsOf(session.user), leaf.op, leaf.count)
    case 'time':
      return filtered => {
        const spanMs = spanOf(filtered, leaf.field, source.now())
        return spanMs !== null && compares(spanMs, leaf.op, leaf.spanMs)
      }
  }
}

/** Inside the user, as a state word, inside the reason, or as the beginning of the session id (case counts there). */
function wordTest(word: string, source: FilterSource): Test<Filtered> {
  const lower = word.toLowerCase()
  const named = stateWords.get(lower)
  return ({ session, state }) =>
    isCalled(session, lower, source) ||
    (named !== undefined && state === named) ||
    (session.reason?.toLowerCase().includes(lower) ?? false) ||
    isIdPrefix(session, word, source)
}

/** By the key or by the name. */
function isCalled({ user }: Session, lower: string, { isNamed }: FilterSource): boolean {
  return user !== null && (user.toLowerCase().includes(lower) || isNamed?.(user, lower) === true)
}

function userTest(text: string, isWhole: boolean, source: FilterSource): Test<Filtered> {
  const lower = text.toLowerCase()
  return isWhole ? ({ session }) => session.user === text : ({ session }) => isCalled(session, lower, source)
}

function isIdPrefix(session: Session, text: string, { idStartsWith }: FilterSource): boolean {
  const { maskedId } = session
  if (maskedId.startsWith(text)) return true
  if (text.length < MIN_ID_PREFIX) return false
  // A masked id of the usual kind begins as the id does: most sessions are told by that, and no id is looked up.
  const isTold = maskedId.charCodeAt(2) === ELLIPSIS && text.charCodeAt(0) < 128 && text.charCodeAt(1) < 128
  if (
    isTold &&
    (maskedId.charCodeAt(0) !== text.charCodeAt(0) || maskedId.charCodeAt(1) !== text.charCodeAt(1))
  )
    return false
  return idStartsWith(session.key, text)
}

/** Null: there is no such span. Who has expired has no time left to compare; who never expires has all of it. */
function spanOf({ session }: Filtered, field: TimeField, now: EpochMs): number | null {
  if (field === 'since') return now - session.sinceAt
  if (field === 'seen') return session.lastSeenAt === null ? null : now - session.lastSeenAt
  if (session.expiresAt === null) return Number.POSITIVE_INFINITY
  return session.expiresAt > now ? session.expiresAt - now : null
}

/** Whether a state belongs under a facet. */
export function isInFacet(state: SessionState, facet: Facet): boolean {
  return facet === 'all' || facet === state
}
