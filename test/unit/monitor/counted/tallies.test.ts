import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cleared,
  counted,
  countFromSample,
  moved,
  nothingCounted,
  type Tallies,
  totalsOf
} from '../../../../src/monitor/counted/tallies'
import { type Session, stateAt } from '../../../../src/shared/domain/session'
import { aGuest, anySession, aSession, keyOf, START } from '../../../support/sessions'

const count = {
  at: START,
  states: { 'signed-in': 10, guest: 20, expired: 3, unreadable: 0 },
  users: 8,
  expiringSoon: 2,
  sampled: null,
  hasUsers: true
}

/** States of these sessions, counted one by one. */
function recount(sessions: Iterable<Session>) {
  const states = { 'signed-in': 0, guest: 0, expired: 0, unreadable: 0 }
  for (const session of sessions) states[stateAt(session, START)] += 1
  return states
}

it('equals a recount after any changes, as long as every session is known', () => {
  const change = fc.record({ session: anySession, isGone: fc.boolean() })
  fc.assert(
    fc.property(fc.array(anySession), fc.array(change), (first, changes) => {
      const there = new Map(first.map(session => [session.key, session]))
      let tallies: Tallies = counted({ ...count, states: recount(there.values()) })
      for (const { session, isGone } of changes) {
        const before = there.get(session.key) ?? null
        if (isGone && before === null) continue
        tallies = moved(tallies, before, isGone ? null : session, START)
        if (isGone) there.delete(session.key)
        else there.set(session.key, session)
      }
      expect(tallies.states).toEqual(recount(there.values()))
      expect(totalsOf(tallies).documents).toBe(there.size)
    })
  )
})

it('takes one that goes unseen for an expired one, and never counts below nothing', () => {
  let tallies: Tallies = counted(count)
  for (let gone = 0; gone < 5; gone += 1) tallies = moved(tallies, undefined, null, START)
  expect(tallies.states).toEqual({ 'signed-in': 10, guest: 18, expired: 0, unreadable: 0 })
  for (let gone = 0; gone < 50; gone += 1) tallies = moved(tallies, undefined, null, START)
  expect(totalsOf(tallies)).toMatchObject({ documents: 0, signedIn: 0, guests: 0 })
})

it('learns nothing from a change of a session that was never seen', () => {
  expect(moved(counted(count), undefined, aSession(), START).states).toEqual(count.states)
})

it('says that it has not counted yet, and is empty once the collection is dropped', () => {
  expect(totalsOf(nothingCounted).counted).toMatchObject({ at: null, trouble: null })
  expect(totalsOf(cleared(counted(count)))).toMatchObject({ documents: 0, users: 0, expiringSoon: 0 })
})

it('scales a sample to what is not expired, and every document has one state', () => {
  const sessions = fc.array(anySession, { minLength: 1 })
  fc.assert(
    fc.property(sessions, fc.nat(5_000_000), fc.nat(5_000_000), (sample, documents, expired) => {
      const { states } = countFromSample(sample, { at: START, documents, expired, soon: 0 })
      expect(Object.values(states).reduce((sum, n) => sum + n, 0)).toBe(documents)
      expect(Math.min(...Object.values(states))).toBeGreaterThanOrEqual(0)
    })
  )
  const sample = [aSession(), aGuest({ key: keyOf(2) }), aGuest({ key: keyOf(3) }), aGuest({ key: keyOf(4) })]
  const { states, sampled } = countFromSample(sample, { at: START, documents: 1100, expired: 100, soon: 5 })
  expect(states).toEqual({ 'signed-in': 250, guest: 750, expired: 100, unreadable: 0 })
  expect(sampled).toBe(4)
})
