import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMirror, type Mirror } from '../../../../src/monitor/mirror/mirror'
import { stateAt } from '../../../../src/shared/domain/session'
import { aGuest, anyChanges, aSession, keyOf, START, sessionsByPlainMap } from '../../../support/sessions'

/** What names a user, counted anew. */
function recountCoverage(mirror: Mirror) {
  const states = [...mirror.sessions()].map(s => [stateAt(s, mirror.now), s.user] as const)
  return {
    named: states.filter(([state, user]) => state === 'signed-in' && user !== null).length,
    sessions: states.filter(([state]) => state === 'signed-in' || state === 'guest').length
  }
}

const contents = (mirror: Mirror) => new Map([...mirror.sessions()].map(s => [s.key, s]))

/** Every count, made anew from the sessions. */
function recount(mirror: Mirror) {
  const sessions = [...mirror.sessions()]
  const inState = (state: string) => sessions.filter(s => stateAt(s, mirror.now) === state)
  return {
    documents: sessions.length,
    signedIn: inState('signed-in').length,
    guests: inState('guest').length,
    expired: inState('expired').length,
    unreadable: inState('unreadable').length,
    users: new Set(inState('signed-in').flatMap(s => (s.user === null ? [] : [s.user]))).size,
    counted: null,
    expiringSoon: sessions.filter(
      s => s.expiresAt !== null && s.expiresAt > mirror.now && s.expiresAt <= mirror.now + 60_000
    ).length
  }
}

it('holds what a plain Map would hold after any run of changes', () => {
  fc.assert(
    fc.property(anyChanges(), changes => {
      const mirror = createMirror(START)
      mirror.apply(changes)
      expect(contents(mirror)).toEqual(sessionsByPlainMap(changes))
    })
  )
})

it('keeps its counts equal to a recount while sessions change and time passes, forwards or back', () => {
  const step = fc.oneof(
    anyChanges().map(changes => ({ changes, to: null })),
    fc.integer({ min: -150, max: 250 }).map(s => ({ changes: [], to: START + s * 1000 }))
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const mirror = createMirror(START)
      for (const { changes, to } of steps) {
        mirror.apply(changes)
        if (to !== null) mirror.advance(to)
        expect(mirror.totals()).toEqual(recount(mirror))
        expect(mirror.coverage()).toEqual(recountCoverage(mirror))
      }
    })
  )
})

it('tells by transitions exactly how it went from one content to the next', () => {
  fc.assert(
    fc.property(anyChanges(), anyChanges(), (first, second) => {
      const mirror = createMirror(START)
      mirror.apply(first)
      const before = contents(mirror)
      for (const { key, before: old, after } of mirror.apply(second)) {
        expect(before.get(key) ?? null).toEqual(old)
        if (after) before.set(key, after)
        else before.delete(key)
      }
      expect(contents(mirror)).toEqual(before)
    })
  )
})

it('removes at the end of a snapshot what the snapshot did not tell', () => {
  const mirror = createMirror(START, [aSession({ key: keyOf(1) }), aGuest({ key: keyOf(2) })])
  mirror.beginSnapshot()
  mirror.apply([{ kind: 'put', session: aGuest({ key: keyOf(2) }), at: START }])
  expect(mirror.endSnapshot().map(t => [t.key, t.after])).toEqual([[keyOf(1), null]])
  expect(mirror.size).toBe(1)
  expect(mirror.endSnapshot()).toEqual([])
})

it('tells nothing of a document that is read again unchanged', () => {
  const mirror = createMirror(START, [aSession()])
  expect(mirror.apply([{ kind: 'put', session: aSession({ sinceAt: START }), at: START + 5000 }])).toEqual([])
})

it('keeps the start it saw when the store keeps none', () => {
  const mirror = createMirror(START, [aSession({ sinceAt: START - 99, sinceBasis: 'seen-arriving' })])
  mirror.apply([{ kind: 'put', session: aSession({ payloadDigest: 2, sinceAt: START }), at: START }])
  expect(mirror.get(keyOf(1))).toMatchObject({
    sinceAt: START - 99,
    sinceBasis: 'seen-arriving',
    payloadDigest: 2
  })
})

it('learns last seen and lifetime from watching a write when the document tells neither', () => {
  const silent = { lastSeenAt: null, lastSeenBasis: 'unknown', lifetimeMs: null } as const
  const mirror = createMirror(START, [aSession(silent)])
  const touched = aSession({ ...silent, expiresAt: START + 905_000 })
  mirror.apply([{ kind: 'put', session: touched, at: START + 5000 }])
  expect(mirror.get(keyOf(1))).toMatchObject({
    lastSeenAt: START + 5000,
    lastSeenBasis: 'seen-change',
    lifetimeMs: 900_000
  })
})

it('says when its counts next change by time alone', () => {
  const mirror = createMirror(START, [
    aSession({ key: keyOf(1), expiresAt: START + 90_000 }),
    aSession({ key: keyOf(2), expiresAt: null })
  ])
  expect(mirror.nextDueAt()).toBe(START + 30_000)
  mirror.advance(START + 30_000)
  expect(mirror.totals().expiringSoon).toBe(1)
  expect(mirror.nextDueAt()).toBe(START + 90_000)
  mirror.advance(START + 90_000)
  expect(mirror.totals()).toMatchObject({ signedIn: 1, expired: 1, users: 1 })
  expect(mirror.nextDueAt()).toBeNull()
})
