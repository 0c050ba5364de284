import fc from 'fast-check'
import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { isWithin } from '../../../../src/monitor/feed/buckets'
import {
  createBudget,
  createShareMeter,
  SWEEP_SHARE,
  sweepEveryMs,
  tickIntervalMs
} from '../../../../src/monitor/feed/cadence'
import { bucketsFrom } from '../../../../src/monitor/feed/delta-pipeline'
import { datesOf, filtersOf } from '../../../../src/monitor/feed/delta-reads'
import { idOf, idText } from '../../../../src/monitor/feed/document-id'
import { isOrderedBy } from '../../../../src/monitor/feed/expiry-index'
import { createLifetimes, createSlack, planWindows } from '../../../../src/monitor/feed/lifetimes'

const START = 1_767_225_600_000

it('plans windows that miss no write whose expiry is its app server’s now plus a lifetime in use', () => {
  const lifetimes = fc.uniqueArray(fc.integer({ min: 1, max: 30 * 86_400_000 }), {
    minLength: 1,
    maxLength: 16
  })
  fc.assert(
    fc.property(
      lifetimes,
      fc.nat(3_600_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -5000, max: 5000 }),
      fc.nat(15),
      (all, gapMs, when, skewMs, which) => {
        const known = createLifetimes()
        for (const ms of all) known.saw(ms)
        const [sinceAt, untilAt] = [START, START + gapMs]
        const windows = planWindows({ lifetimes: known.inUse(), sinceAt, untilAt, slackMs: 5000 })
        const lifetimeMs = all[which % all.length] ?? 0
        // The default lifetime is known too, and is the first to make room.
        fc.pre(known.inUse().includes(Math.round(lifetimeMs / 1000) * 1000))
        const writtenAt = Math.round(sinceAt + when * gapMs)
        expect(isWithin(windows, writtenAt + skewMs + lifetimeMs)).toBe(true)
      }
    )
  )
})

it('keeps the lifetimes that are used most, at most sixteen, and forgets what is used no more', () => {
  const lifetimes = createLifetimes()
  expect(lifetimes.inUse()).toEqual([14 * 86_400_000])
  for (let i = 1; i <= 2000; i += 1) lifetimes.saw(i * 1000)
  for (let i = 0; i < 30_000; i += 1) lifetimes.saw(1_800_000 + (i % 3))
  lifetimes.saw(Number.NaN)
  lifetimes.saw(-5)
  expect(lifetimes.inUse()).toHaveLength(16)
  expect(lifetimes.inUse()[0]).toBe(1_800_000)
})

it('looks at the present where the index is on the date of the last write', () => {
  const lifetimes = createLifetimes()
  lifetimes.saw(0)
  expect(lifetimes.inUse()).toContain(0)
  const [first] = planWindows({ lifetimes: [0], sinceAt: START, untilAt: START + 1000, slackMs: 1500 })
  expect(first?.from).toBeLessThan(START)
  expect(first?.to).toBeGreaterThan(START + 1000)
})

it('allows five seconds until writes have shown how good the clocks are, then what they show', () => {
  const slack = createSlack()
  expect(slack.ms).toBe(5000)
  for (let i = 0; i < 60; i += 1) slack.saw(START + 500, START, START + 1000)
  expect(slack.ms).toBe(1500)
  slack.saw(START + 9000, START, START + 1000)
  expect(slack.ms).toBe(13_000)
  slack.saw(START - 3_600_000, START, START + 1000)
  expect(slack.ms).toBe(13_000)
  for (let i = 0; i < 400; i += 1) slack.saw(START + 500, START, START + 1000)
  expect(slack.ms).toBe(1500)
})

it('spends no more than a twentieth of the time on sweeps and counts, but for the last one', () => {
  const turn = fc.record({ waitMs: fc.nat(5000), costMs: fc.nat(20_000) })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 80 }), turns => {
      const budget = createBudget(0)
      let now = 0
      let spent = 0
      for (const { waitMs, costMs } of turns) {
        now += waitMs
        if (!budget.isOpen(now)) continue
        expect(spent).toBeLessThanOrEqual(now * SWEEP_SHARE + 1e-6)
        spent += costMs
        now += costMs
        budget.spend(costMs, now)
      }
    })
  )
})

it('lets a dear sweep wait longer, and says how long', () => {
  expect([0, 20, 500, 1400].map(ms => sweepEveryMs(ms, 10_000))).toEqual([10_000, 10_000, 10_000, 28_000])
  expect([0, 100, 250, 60_000].map(ms => tickIntervalMs(ms, 1000))).toEqual([1000, 1000, 2500, 30_000])
})

it('measures its part of the last minute', () => {
  const meter = createShareMeter(0)
  meter.add(500, 5000)
  expect(meter.share(10_000)).toBeCloseTo(0.05)
  meter.add(600, 60_000)
  expect(meter.share(70_000)).toBeCloseTo(0.01)
})

it('keeps ids as text and gives them back', () => {
  for (const id of ['plain', '', '\u0000o', new ObjectId(), 5, 1.5, null, { a: [1, 'b'] }])
    expect(idOf(idText(id))).toEqual(id)
  const hex = new ObjectId().toHexString()
  expect(idText(hex)).not.toBe(idText(new ObjectId(hex)))
  fc.assert(fc.property(fc.string(), id => idOf(idText(id)) === id))
})

it('goes by an ascending index on the expiry alone that has every document', () => {
  expect(isOrderedBy({ key: { expires: 1 } }, 'expires')).toBe(true)
  expect(isOrderedBy({ key: { expires: 1 }, expireAfterSeconds: 0 }, 'expires')).toBe(true)
  for (const index of [
    { key: { expires: -1 } },
    { key: { expires: 1, user: 1 } },
    { key: { other: 1 } },
    { key: { expires: 'hashed' } },
    { key: { expires: 1 }, sparse: true },
    { key: { expires: 1 }, hidden: true },
    { key: { expires: 1 }, partialFilterExpression: { a: 1 } },
    {}
  ])
    expect(isOrderedBy(index, 'expires')).toBe(false)
})

it('asks for a few ranges one by one, and for many at once', () => {
  const ranges = Array.from({ length: 5 }, (_, i) => ({ from: i * 10, to: i * 10 + 5 }))
  expect(filtersOf('a.b', ranges.slice(0, 2))).toEqual([
    { 'a.b': { $gte: new Date(0), $lt: new Date(5) } },
    { 'a.b': { $gte: new Date(10), $lt: new Date(15) } }
  ])
  expect(filtersOf('expires', ranges)).toMatchObject([{ $or: { length: 5 } }])
})

it('reads no expiry out of what is no date between 1970 and 9999', () => {
  const source = { path: 'expires', writtenPath: 'lastModified', lifetimeOf: () => null }
  const at = (expires: unknown) => datesOf({ expires, lastModified: new Date(START) }, source)
  expect(at(new Date(START + 1))).toEqual({ expiresAt: START + 1, writtenAt: START })
  for (const odd of [
    new Date(-1),
    new Date(8.64e15),
    new Date(Number.NaN),
    'text',
    5,
    null,
    [new Date(START)]
  ])
    expect(at(odd)).toEqual({ expiresAt: null, writtenAt: START })
})

it('takes sums of any number type, and counts expiries that are no dates apart', () => {
  const { buckets, others } = bucketsFrom([
    { _id: 3, n: 2, s: 5, q: 7, w: 1 },
    { _id: null, n: 4, s: 0, q: 0 }
  ])
  expect([...buckets]).toEqual([[3, { count: 2, sum: 5, squares: 7, written: 1 }]])
  expect(others).toBe(4)
})
