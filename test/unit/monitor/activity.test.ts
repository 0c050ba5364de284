import { expect, it } from 'vitest'
import { endingOf, eventOf } from '../../../src/monitor/activity'
import type { Transition } from '../../../src/monitor/mirror/mirror'
import type { Session } from '../../../src/shared/domain/session'
import { aGuest, aSession, keyOf, START } from '../../support/sessions'

const nobody = { isCleared: false, isOurEnding: () => false, returnOf: () => null }

const told = (before: Session | null, after: Session | null, at = START) => {
  const transition: Transition = { key: keyOf(1), before, after }
  return eventOf(transition, { ...nobody, at, toldUntil: at })
}

it('tells a new session of a person as a sign-in and a new guest as an arrival', () => {
  expect(told(null, aSession())).toMatchObject({ event: 'signed-in', user: 'ann@shop.io', at: START })
  expect(told(null, aGuest())).toMatchObject({ event: 'arrived', user: null })
})

it('tells a guest who becomes a person as a sign-in, and the way back as a sign-out of that person', () => {
  expect(told(aGuest(), aSession())).toMatchObject({ event: 'signed-in', user: 'ann@shop.io' })
  expect(told(aSession(), aGuest())).toMatchObject({ event: 'signed-out', user: 'ann@shop.io' })
})

it('tells a change of person under the same id as a sign-in', () => {
  expect(told(aSession(), aSession({ user: 'bob@shop.io' }))).toMatchObject({
    event: 'signed-in',
    user: 'bob@shop.io'
  })
})

it('tells a later expiry with the same payload as a touch, another payload as a change', () => {
  expect(told(aSession(), aSession({ expiresAt: START + 9_999_999 }))?.event).toBe('touched')
  expect(told(aSession(), aSession({ expiresAt: START + 9_999_999, payloadDigest: 2 }))?.event).toBe(
    'changed'
  )
  expect(told(aSession(), aSession({ expiresAt: START + 1 }))?.event).toBe('changed')
})

it('tells a document that goes before its expiry as a sign-out', () => {
  expect(told(aSession(), null)?.event).toBe('signed-out')
})

it('tells the deleting of a session that had expired as no ending: that was told when its expiry passed', () => {
  expect(told(aSession({ expiresAt: START - 1 }), null)?.event).toBe('removed')
})

it('says how long a session that ends was there, and whether that is only what was seen', () => {
  const begun = { sinceAt: START - 272_000, sinceBasis: 'created-date' as const }
  expect(told(aSession(begun), null)).toMatchObject({ stayedMs: 272_000, isStayedAtLeast: false })
  expect(told(aSession(), null)).toMatchObject({ stayedMs: 60_000, isStayedAtLeast: true })
  expect(told(aGuest(begun), aSession())).toMatchObject({ event: 'signed-in', stayedMs: 272_000 })
})

it('tells a user who is taken out of the session as a sign-out that leaves a guest', () => {
  expect(told(aSession(), aGuest())).toMatchObject({ event: 'signed-out', isNowGuest: true })
  expect(told(aSession(), null)).toMatchObject({ event: 'signed-out', isNowGuest: false })
})

it('tells a touch with the expiry before it', () => {
  const later = aSession({ expiresAt: START + 9_999_999 })
  expect(told(aSession(), later)).toMatchObject({
    expiryBefore: START + 1_740_000,
    expiresAt: START + 9_999_999
  })
})

it('tells an expiry that passed unseen when the document is found gone', () => {
  const transition: Transition = { key: keyOf(1), before: aSession({ expiresAt: START - 1 }), after: null }
  const told = eventOf(transition, { ...nobody, at: START, toldUntil: START - 2 })
  expect(told).toMatchObject({ event: 'expired', at: START - 1 })
})

it('calls the end of a dropped collection cleared, whatever the expiries', () => {
  const how = { at: START, isOurs: false }
  expect(endingOf(aSession({ expiresAt: START - 1 }), { ...how, isCleared: true })).toBe('cleared')
  expect(endingOf(aSession({ expiresAt: null }), { ...how, isCleared: false })).toBe('signed-out')
})

it('tells what is ended and brought back from here as that, and what comes back by itself as coming back', () => {
  const key = keyOf(1)
  const gone: Transition = { key, before: aSession(), after: null }
  const there: Transition = { key, before: null, after: aSession() }
  const how = { ...nobody, at: START, toldUntil: START }
  expect(eventOf(gone, { ...how, isCleared: true, isOurEnding: () => true })).toMatchObject({
    event: 'revoked',
    user: 'ann@shop.io',
    stayedMs: 60_000
  })
  expect(eventOf(there, { ...how, returnOf: () => 'restored' })?.event).toBe('restored')
  expect(eventOf(there, { ...how, returnOf: () => 'came-back' })?.event).toBe('came-back')
})
