import { expect, it } from 'vitest'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import { activityKinds } from '../../../src/shared/domain/event'
import { eventSentence, eventUser, eventWord, manySessionsText } from '../../../src/shared/words/event-words'
import { lastedText, ordinalText } from '../../../src/shared/words/spans'
import { anEvent } from '../../support/events'
import { keyOf, START } from '../../support/sessions'

const clock = (at: number) => new Date(at).toISOString().slice(11, 19)
const said = (fields: Partial<ActivityEvent>, hasTtl = true) =>
  eventSentence(anEvent(fields), { clock, hasTtl })
const MINUTE = 60_000

it('says of a sign-in whether it is a new session, a guest under the same id, or likely one under another', () => {
  expect(said({})).toBe('new session; expires 12:30:00')
  expect(said({ stayedMs: 716_000, expiryBefore: START })).toBe(
    'was a guest for 11 min 56 s; expires 12:30:00'
  )
  const other = { key: keyOf(2), maskedId: 'x0…Jm', user: null }
  expect(said({ other, stayedMs: 5000, isStayedAtLeast: true })).toBe(
    'likely x0…Jm under a new id; was a guest for at least 5 s; expires 12:30:00'
  )
})

it('counts a user’s sessions aloud from the fifth on', () => {
  expect(manySessionsText(anEvent({ nthSession: 4 }))).toBeNull()
  expect(manySessionsText(anEvent({ nthSession: 9 }))).toBe('9th session open for this user')
})

it('says how early a session was deleted and how long it stayed, or that its user was taken out', () => {
  const ending = { event: 'signed-out' as const, expiresAt: START + 1_766_000, stayedMs: 272_000 }
  expect(said(ending)).toBe('deleted 29:26 before its expiry; stayed 4 min 32 s')
  expect(said({ ...ending, isNowGuest: true })).toBe('user removed from the session; now a guest')
})

it('says what becomes of an expired document, and when it was deleted', () => {
  expect(said({ event: 'expired', expiresAt: START })).toBe(
    'document still there; the TTL pass deletes it by 12:01:00'
  )
  const gone = anEvent({ event: 'expired', stayedMs: 60_000 })
  expect(eventSentence(gone, { clock, hasTtl: true, isGone: true })).toBe(
    'its document has been deleted since; stayed 1 min'
  )
  expect(said({ event: 'expired' }, false)).toBe('document still there; no TTL index deletes it')
  expect(said({ event: 'removed', expiresAt: START - 12_000 })).toBe(
    'expired document deleted 12 s after its expiry'
  )
})

it('says where the expiry moved, and of a change what could not be compared', () => {
  expect(said({ event: 'touched', expiryBefore: START + MINUTE, expiresAt: START + 2 * MINUTE })).toBe(
    'expires 12:01:00 → 12:02:00'
  )
  expect(said({ event: 'touched', expiryBefore: START, expiresAt: START + 300 })).toBe(
    'expires 12:00:00, less than a second later than before'
  )
  expect(said({ event: 'changed', uncompared: 'too-large' })).toBe('too large to compare')
  expect(
    said({
      event: 'changed',
      changes: [{ path: 'a', how: 'added', before: null, after: '1', isMasked: false }]
    })
  ).toBeNull()
})

it('never says for sure that one session went on as another', () => {
  const other = { key: keyOf(2), maskedId: 'Qk…7d', user: 'mei@shop.io' }
  expect(said({ event: 'replaced', other })).toMatch(/^likely .*Qk…7d of mei@shop.io/)
})

it('has a word for every kind, and calls nobody signed out who was not signed in', () => {
  for (const event of activityKinds) expect(eventWord(anEvent({ event }))).not.toBe('')
  const guest = anEvent({ event: 'signed-out', user: null, state: 'guest' })
  expect([eventWord(guest), eventUser(guest)]).toEqual(['deleted', 'guest'])
})

it('gives spans in two units and ordinals with their endings', () => {
  expect([900, 29_000, 272_000, 41 * MINUTE, 192 * MINUTE, 25 * 60 * MINUTE].map(lastedText)).toEqual([
    'less than a second',
    '29 s',
    '4 min 32 s',
    '41 min',
    '3 h 12 min',
    '1 d 1 h'
  ])
  expect([1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinalText)).toEqual([
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '112th'
  ])
})
