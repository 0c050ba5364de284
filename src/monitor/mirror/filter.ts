import type { Session, SessionKey, SessionState } from '../../shared/domain/session'
import type { Facet } from '../../shared/domain/view'

/** Asks the monitor, which alone has them, whether a session's id begins with this text. */
export type IdStartsWith = (key: SessionKey, text: string) => boolean

const stateWords: ReadonlyMap<string, SessionState> = new Map([
  ['signed-in', 'signed-in'],
  ['guest', 'guest'],
  ['guests', 'guest'],
  ['expired', 'expired'],
  ['unreadable', 'unreadable']
])

type Test = (session: Session, state: SessionState) => boolean

/** Shorter beginnings of an id match too much by accident: two characters are what a masked id shows. */
const MIN_ID_PREFIX = 2

function testOf(word: string, idStartsWith: IdStartsWith): Test {
  const lower = word.toLowerCase()
  const named = stateWords.get(lower)
  return (session, state) =>
    (session.user?.toLowerCase().includes(lower) ?? false) ||
    (named !== undefined && state === named) ||
    (session.reason?.toLowerCase().includes(lower) ?? false) ||
    session.maskedId.startsWith(word) ||
    (word.length >= MIN_ID_PREFIX && idStartsWith(session.key, word))
}

/**
 * The filter text as a test. Every word must fit: inside the user, as a state word, or as the beginning of the session
 * id (case counts there). An empty text lets everything through. Two-word "signed in" is read as the state.
 */
export function createFilter(text: string, idStartsWith: IdStartsWith): Test {
  const words = text
    .replace(/\bsigned in\b/gi, 'signed-in')
    .split(/\s+/)
    .filter(Boolean)
  const tests = words.map(word => testOf(word, idStartsWith))
  return (session, state) => tests.every(test => test(session, state))
}

/** Whether a state belongs under a facet. */
export function isInFacet(state: SessionState, facet: Facet): boolean {
  return facet === 'all' || facet === state
}
