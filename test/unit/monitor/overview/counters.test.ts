import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Countable, createCountHistory } from '../../../../src/monitor/overview/counters'
import { createStays, medianOf } from '../../../../src/monitor/overview/stays'
import { createUserWrites } from '../../../../src/monitor/overview/user-writes'
import { keyOf, START } from '../../../support/sessions'

const kinds = ['arrived', 'signed-in', 'touched', 'changed', 'signed-out', 'expired', 'cleared'] as const
const anEvent = (fields: Partial<Countable> = {}): Countable => ({
  event: 'touched',
  key: keyOf(1),
  user: 'ann@shop.io',
  state: 'guest',
  at: START,
  ...fields
})

const SECONDS = 900
const someEvents = fc.array(
  fc.record({
    event: fc.constantFrom(...kinds),
    key: fc.integer({ min: 1, max: 9 }).map(keyOf),
    user: fc.constantFrom(null, 'ann@shop.io', '__proto__'),
    second: fc.integer({ min: 0, max: SECONDS - 1 })
  }),
  { maxLength: 200 }
)

it('counts, minute by minute, what a recount of the events counts', () => {
  fc.assert(
    fc.property(someEvents, list => {
      const history = createCountHistory()
      const events = [...list].sort((a, b) => a.second - b.second)
      let next = 0
      for (let second = 0; second < SECONDS; second += 1) {
        history.looked(START + second * 1000)
        for (; events[next]?.second === second; next += 1) {
          const { second: s, ...event } = events[next] as (typeof events)[number]
          history.take([anEvent({ ...event, at: START + s * 1000 + 7 })], e => e.user !== null)
        }
      }
      const toAt = START + (SECONDS - 1) * 1000
      const { steps, sum } = history.read(START, toAt, 60)
      const count = (from: number, toSecond: number, fits: (e: (typeof events)[number]) => boolean) =>
        events.filter(e => e.second >= from && e.second < toSecond && fits(e)).length
      const expected = (from: number, toSecond: number) => ({
        seconds: toSecond - from,
        signedIn: count(from, toSecond, e => e.event === 'signed-in'),
        signedOut: count(from, toSecond, e => e.event === 'signed-out' && e.user !== null),
        expired: count(from, toSecond, e => e.event === 'expired' && e.user !== null),
        newGuests: count(from, toSecond, e => e.event === 'arrived'),
        goneGuests: count(
          from,
          toSecond,
          e => (e.event === 'expired' || e.event === 'signed-out') && e.user === null
        ),
        cleared: count(from, toSecond, e => e.event === 'cleared'),
        writes: count(from, toSecond, e => ['arrived', 'signed-in', 'changed', 'touched'].includes(e.event)),
        touches: count(from, toSecond, e => e.event === 'touched')
      })
      for (const { at, isAfterGap, ...counts } of steps) {
        const from = (at - START) / 1000
        expect(counts).toEqual(expected(from, Math.min(SECONDS, from + 30)))
        expect(isAfterGap).toBe(false)
      }
      expect(sum).toEqual(expected(0, SECONDS))
    }),
    { numRuns: 50 }
  )
})

it('tells the last whole minute apart from the one under way', () => {
  const history = createCountHistory()
  for (let second = 0; second <= 70; second += 1) history.looked(START + second * 1000)
  history.take([anEvent({ event: 'signed-in', at: START + 30_000 })], () => false)
  history.take([anEvent({ event: 'signed-in', at: START + 65_000 })], () => false)
  expect(history.read(START, START + 70_000, 60).lastMinute).toMatchObject({ seconds: 60, signedIn: 1 })
  expect(history.read(START, START + 40_000, 60).lastMinute).toBeNull()
})

it('counts as cleared what was counted as a sign-out before it was known to be one of many', () => {
  const history = createCountHistory()
  const [person, guest] = [anEvent({ event: 'signed-out' }), anEvent({ event: 'signed-out', user: null })]
  history.take([person, guest, person], event => event.user !== null)
  history.correct([person, guest])
  const { sum } = history.read(START, START + 1000, 60)
  expect(sum).toMatchObject({ signedOut: 1, goneGuests: 0, cleared: 2 })
})

it('takes the session of a guest that is deleted for nobody’s sign-out', () => {
  const stays = createStays()
  expect(stays.take(anEvent({ event: 'signed-out', user: null }))).toBe(false)
  expect(stays.take(anEvent({ event: 'signed-out' }))).toBe(true)
  // Signed in without a name: known from having been seen to.
  stays.take(anEvent({ event: 'signed-in', key: keyOf(2), user: null }))
  expect(stays.take(anEvent({ event: 'signed-out', key: keyOf(2), user: null }))).toBe(true)
})

it('measures stays of those who were seen to come and to go, and of no others', () => {
  const stays = createStays()
  const come = (n: number, at: number) => stays.take(anEvent({ event: 'signed-in', key: keyOf(n), at }))
  const go = (n: number, at: number, event: 'signed-out' | 'expired' = 'signed-out') =>
    stays.take(anEvent({ event, key: keyOf(n), at }))
  expect(stays.medianSince(0)).toEqual({ medianStayMs: null, stays: 0 })
  come(1, START)
  go(1, START + 60_000)
  come(2, START)
  go(2, START + 180_000)
  come(3, START)
  go(3, START + 900_000, 'expired')
  go(4, START + 5000)
  expect(stays.medianSince(0)).toEqual({ medianStayMs: 120_000, stays: 2 })
  expect(stays.medianSince(START + 100_000)).toEqual({ medianStayMs: 180_000, stays: 1 })
})

it('finds a median with half of the values on either side', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), values => {
      const median = medianOf(values) as number
      const half = values.length / 2
      expect(values.filter(v => v < median).length).toBeLessThanOrEqual(half)
      expect(values.filter(v => v > median).length).toBeLessThanOrEqual(half)
    })
  )
})

it('counts a user’s writes of the last hour and forgets older ones', () => {
  const writes = createUserWrites()
  const users = ['ann@shop.io', '__proto__']
  for (let minute = 0; minute < 180; minute += 1)
    for (const user of users) writes.take(anEvent({ user, at: START + minute * 60_000 }))
  writes.take(anEvent({ event: 'signed-out', at: START + 179 * 60_000 }))
  for (const user of users) {
    const counted = writes.of(user, START + 179 * 60_000)
    expect(counted).toBeGreaterThanOrEqual(60)
    expect(counted).toBeLessThanOrEqual(65)
  }
  expect(writes.of('ann@shop.io', START + 400 * 60_000)).toBe(0)
})

it('counts a sign-out from here as one, and what comes back or is brought back as a write, not as a sign-in', () => {
  const history = createCountHistory()
  history.looked(START)
  const kindsOfOurs = ['revoked', 'came-back', 'restored', 'removed', 'replaced'] as const
  history.take(
    kindsOfOurs.map(event => anEvent({ event })),
    () => true
  )
  const { sum } = history.read(START - 60_000, START + 60_000, 10)
  expect(sum).toMatchObject({ signedOut: 1, signedIn: 0, writes: 2, goneGuests: 0 })
})
