import fc from 'fast-check'
import { expect, it } from 'vitest'
import { barEdges, countPeople, findCliff, startBars } from '../../../../src/monitor/overview/expiries'
import type { Session } from '../../../../src/shared/domain/session'
import { aSession, keyOf, START } from '../../../support/sessions'

const MINUTE = 60_000

const byExpiry = (a: Session, b: Session) =>
  (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY)

function filled(sessions: readonly Session[]) {
  const bars = startBars(sessions, START)
  for (const session of sessions) bars.add(session)
  return bars.bars()
}

function cliffOf(people: readonly Session[]) {
  const looks = findCliff(people, people.filter(s => s.expiresAt !== null).length)
  for (;;) {
    const { done, value } = looks.next()
    if (done === true) return value
  }
}

/** Active sessions in the order of their expiries. */
const someActive = fc
  .array(
    fc.record({
      state: fc.constantFrom('signed-in' as const, 'guest' as const),
      user: fc.constantFrom(null, 'ann@shop.io', 'bob@shop.io'),
      expiresAt: fc.option(
        fc
          .oneof(fc.integer({ min: 1, max: 30 * MINUTE }), fc.integer({ min: 1, max: 40 * 1440 * MINUTE }))
          .map(ms => START + ms),
        { freq: 8 }
      ),
      lifetimeMs: fc.constantFrom(null, MINUTE, 30 * MINUTE, 14 * 1440 * MINUTE)
    }),
    { maxLength: 80 }
  )
  .map(list => list.map((fields, i) => aSession({ key: keyOf(i), ...fields })).sort(byExpiry))

it('puts every active session that expires into one bar, by the time that it has left', () => {
  fc.assert(
    fc.property(someActive, sessions => {
      const bars = filled(sessions)
      for (const { fromMs, toMs, signedIn, guests } of bars) {
        const inside = sessions.filter(({ expiresAt }) => {
          const left = (expiresAt ?? Number.NaN) - START
          return left >= fromMs && (toMs === null || left < toMs)
        })
        expect(signedIn).toBe(inside.filter(s => s.state === 'signed-in').length)
        expect(guests).toBe(inside.length - signedIn)
      }
      const drawn = bars.reduce((sum, bar) => sum + bar.signedIn + bar.guests, 0)
      expect(drawn + sessions.filter(s => s.expiresAt === null).length).toBe(sessions.length)
    })
  )
})

it('has ascending edges that begin with a minute and fit what is typical', () => {
  const edges = (left: number) => barEdges(left).map(ms => ms / MINUTE)
  expect(edges(29 * MINUTE)).toEqual([1, 5, 10, 15, 20, 25, 30, 60, 360, 1440, 10_080, 20_160, 43_200])
  expect(edges(23 * 60 * MINUTE).slice(0, 4)).toEqual([1, 240, 480, 720])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 * 1440 * MINUTE }), typical => {
      const found = barEdges(typical)
      expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
    })
  )
})

/** `count` sessions of half an hour, evenly spread from `fromMs` to `toMs` after START. */
const spread = (count: number, fromMs: number, toMs: number, lifetimeMs = 30 * MINUTE) =>
  Array.from({ length: count }, (_, i) =>
    aSession({
      key: keyOf(i),
      user: `user${fromMs}-${i}`,
      expiresAt: Math.round(START + fromMs + (i / count) * (toMs - fromMs)),
      lifetimeMs
    })
  )

it('names the cliff: who is logged out, between when and when', () => {
  const morning = spread(1240, 60 * MINUTE, 61.9 * MINUTE, 8 * 60 * MINUTE)
  const others = spread(600, 0, 480 * MINUTE, 8 * 60 * MINUTE)
  const cliff = cliffOf([...morning, ...others].sort(byExpiry))
  expect(cliff?.fromAt).toBeGreaterThanOrEqual(START + 59 * MINUTE)
  expect(cliff?.toAt).toBeLessThanOrEqual(START + 62.5 * MINUTE)
  expect(cliff?.people).toBeGreaterThanOrEqual(1200)
})

it('sees no cliff where people go one by one, in a small crowd, or where sessions live for a moment', () => {
  expect(cliffOf([])).toBeNull()
  expect(cliffOf(spread(300, 0, 30 * MINUTE))).toBeNull()
  expect(cliffOf(spread(9, 5 * MINUTE, 5.2 * MINUTE))).toBeNull()
  expect(cliffOf(spread(300, 0, MINUTE, MINUTE))).toBeNull()
})

it('counts two devices of one person once', () => {
  const same = spread(20, 5 * MINUTE, 5.5 * MINUTE).map(s => ({ ...s, user: 'ann@shop.io' }))
  expect(cliffOf(same)).toMatchObject({ sessions: 20, people: 1, share: 1 })
  expect(countPeople([{ user: null }, { user: null }, { user: '__proto__' }, { user: '__proto__' }])).toBe(3)
})

it('tells of a cliff only what a count of all windows finds', () => {
  fc.assert(
    fc.property(someActive, sessions => {
      const people = sessions.filter(s => s.state === 'signed-in')
      const ends = people.flatMap(s => s.expiresAt ?? [])
      const cliff = cliffOf(people)
      if (cliff === null) return
      expect(cliff.sessions).toBe(ends.filter(at => at >= cliff.fromAt && at <= cliff.toAt).length)
      expect(cliff.share).toBeCloseTo(cliff.sessions / ends.length)
      expect(cliff.sessions).toBeGreaterThanOrEqual(10)
      expect(cliff.share).toBeGreaterThanOrEqual(0.25)
      const length = [1, 2, 5].map(n => n * MINUTE).find(ms => cliff.toAt - cliff.fromAt < ms) ?? 0
      const fullest = Math.max(
        ...ends.map(from => ends.filter(at => at >= from && at < from + length).length)
      )
      expect(cliff.sessions).toBeLessThanOrEqual(fullest)
    })
  )
})
