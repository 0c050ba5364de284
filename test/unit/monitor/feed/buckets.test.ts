import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Buckets,
  bucketOf,
  differenceOf,
  drillDown,
  END_OF_EXPIRIES,
  FIRST_EXPIRY,
  type Figures,
  figuresOf,
  type Grid,
  isWithin,
  merged,
  noFigures,
  plus,
  type Range,
  rangeOf
} from '../../../../src/monitor/feed/buckets'
import { createShadow, type Dates, type Shadow } from '../../../../src/monitor/feed/shadow'

const START = 1_767_225_600_000
const everything: readonly Range[] = [{ from: FIRST_EXPIRY, to: END_OF_EXPIRIES }]

/** Most expiries within an hour or 14 days, some at the ends of time, some none. */
const anExpiry = () =>
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: START, max: START + 3_600_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: START, max: START + 14 * 86_400_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(FIRST_EXPIRY, END_OF_EXPIRIES - 1, -1, END_OF_EXPIRIES) },
    { weight: 1, arbitrary: fc.constant(null) }
  )
const someDates = (): fc.Arbitrary<Dates> =>
  fc.record({
    expiresAt: anExpiry(),
    writtenAt: fc.option(fc.integer({ min: START - 1000, max: START }), { nil: null })
  })
const aStore = (maxLength = 120) =>
  fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), someDates(), { maxKeys: maxLength })

const isUsual = (at: number | null): at is number => at !== null && at >= FIRST_EXPIRY && at < END_OF_EXPIRIES

/** The same sums by going through all sessions: too simple to be wrong. */
function recount(
  dates: Iterable<Dates>,
  ranges: readonly Range[],
  grid: Grid,
  isDated: boolean
): Map<number, Figures> {
  const buckets = new Map<number, Figures>()
  for (const { expiresAt, writtenAt } of dates) {
    if (!isUsual(expiresAt) || !ranges.some(r => expiresAt >= r.from && expiresAt < r.to)) continue
    const bucket = bucketOf(grid, expiresAt)
    const figures = figuresOf(expiresAt, isDated ? writtenAt : null)
    buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
  }
  return buckets
}

const sorted = (buckets: Buckets) => [...buckets].sort(([a], [b]) => a - b)

function shadowOf(store: Readonly<Record<string, Dates>>): Shadow {
  const shadow = createShadow()
  for (const [id, dates] of Object.entries(store)) shadow.put(id, dates)
  return shadow
}

it('puts each instant into the one bucket that spans it', () => {
  const grid = fc.record({
    origin: fc.integer({ min: 0, max: 2 * START }),
    width: fc.integer({ min: 1, max: 1e9 }),
    count: fc.option(fc.integer({ min: 1, max: 64 }), { nil: null })
  })
  fc.assert(
    fc.property(grid, fc.integer({ min: 0, max: 4 * START }), (g, at) => {
      const { from, to } = rangeOf(g, bucketOf(g, at))
      expect(at >= from && at < to).toBe(true)
    })
  )
})

it('merges ranges into the same set of instants', () => {
  const range = fc.tuple(fc.nat(40), fc.nat(10)).map(([from, length]) => ({ from, to: from + length }))
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), ranges => {
      const result = merged(ranges)
      for (let at = 0; at < 60; at += 1)
        expect(isWithin(result, at)).toBe(ranges.some(r => at >= r.from && at < r.to))
    })
  )
})

const sums = (shadow: Shadow, ranges: readonly Range[], grid: Grid, isDated: boolean) =>
  isDated ? shadow.datedBucketsIn(ranges, grid) : shadow.bucketsIn(ranges, grid)

it('keeps sums per bucket that equal a recount after any puts and removals', async () => {
  const step = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), dates: fc.option(someDates()) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, isDated) => {
      const shadow = createShadow()
      const plain = new Map<string, Dates>()
      for (const { id, dates } of steps) {
        if (dates === null) shadow.remove(id)
        else shadow.put(id, dates)
        if (dates === null) plain.delete(id)
        else plain.set(id, dates)
      }
      const top = shadow.topGrid(START)
      expect(sorted(await sums(shadow, everything, top, isDated))).toEqual(
        sorted(recount(plain.values(), everything, top, isDated))
      )
      const fine = { origin: START + 7, width: 1013, count: null }
      const part = [{ from: START + 100, to: START + 1_800_000 }]
      expect(sorted(await sums(shadow, part, fine, isDated))).toEqual(
        sorted(recount(plain.values(), part, fine, isDated))
      )
      expect(shadow.size).toBe(plain.size)
      expect(shadow.odd).toBe([...plain.values()].filter(d => !isUsual(d.expiresAt)).length)
      expect(shadow.dated).toBe([...plain.values()].filter(d => d.writtenAt !== null).length)
      expect([...shadow.expiriesIn(part, 1000)].sort()).toEqual(
        [...plain.values()]
          .map(d => d.expiresAt)
          .filter(at => at !== null && isWithin(part, at))
          .sort()
      )
    })
  )
})

it('drills down to ranges in which every session that differs lies, and not to many others', async () => {
  await fc.assert(
    fc.asyncProperty(
      aStore(),
      aStore(6),
      fc.array(fc.nat(119), { maxLength: 5 }),
      fc.nat(20),
      async (store, changed, gone, few) => {
        const mine = shadowOf(store)
        const theirs = { ...store, ...changed }
        for (const n of gone) {
          const id = Object.keys(store)[n]
          if (id !== undefined) delete theirs[id]
        }
        const { ranges } = await drillDown(
          {
            mine: (r, grid) => mine.datedBucketsIn(r, grid),
            theirs: (r, grid) => recount(Object.values(theirs), r, grid, true),
            few
          },
          mine.topGrid(START)
        )
        const ids = new Set([...Object.keys(store), ...Object.keys(theirs)])
        for (const id of ids) {
          const [a, b] = [store[id], theirs[id]]
          if (a?.expiresAt === b?.expiresAt && a?.writtenAt === b?.writtenAt) continue
          for (const at of [a?.expiresAt, b?.expiresAt])
            if (at !== undefined && isUsual(at) && isSeenAt(at, store, theirs))
              expect(isWithin(ranges, at)).toBe(true)
        }
        if (ids.size === Object.keys(store).length && JSON.stringify(store) === JSON.stringify(theirs))
          expect(ranges).toEqual([])
      }
    )
  )
})

/** Sums over an index cannot tell one session from another with the very same dates. */
function isSeenAt(
  at: number,
  a: Readonly<Record<string, Dates>>,
  b: Readonly<Record<string, Dates>>
): boolean {
  const at1 = { origin: at, width: 1, count: null }
  const range = [{ from: at, to: at + 1 }]
  const [x, y] = [recount(Object.values(a), range, at1, true), recount(Object.values(b), range, at1, true)]
  return differenceOf(at1, x, y).ranges.length > 0
}

it('finds the one session among many thousands that went, and reads few others for it', async () => {
  const shadow = createShadow()
  for (let i = 0; i < 20_000; i += 1) shadow.put(`s${i}`, { expiresAt: START + i * 90, writtenAt: null })
  const theirs = [...shadow.ids()].filter(id => id !== 's12345').map(id => shadow.get(id) as Dates)
  let rows = 0
  const { ranges, sessions } = await drillDown(
    {
      mine: (r, grid) => shadow.bucketsIn(r, grid),
      theirs: (r, grid) => {
        const buckets = recount(theirs, r, grid, false)
        rows += buckets.size
        return buckets
      }
    },
    shadow.topGrid(START)
  )
  expect(isWithin(ranges, START + 12_345 * 90)).toBe(true)
  expect(sessions).toBeLessThanOrEqual(500)
  expect(rows).toBeLessThan(200)
})

it('keeps its sums while the span of expiries grows and shrinks a thousandfold', () => {
  const shadow = createShadow()
  const at = (i: number, stepMs: number) => START + i * stepMs
  const total = (grid: Grid) => sorted(shadow.bucketsIn(everything, grid))
  for (let i = 0; i < 20_000; i += 1) shadow.put(`s${i}`, { expiresAt: at(i, 60_000), writtenAt: null })
  const wide = shadow.topGrid(START)
  const dates = (stepMs: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ expiresAt: at(i, stepMs), writtenAt: null }))
  expect(total(wide)).toEqual(sorted(recount(dates(60_000, 20_000), everything, wide, false)))
  for (let i = 0; i < 20_000; i += 1) shadow.remove(`s${i}`)
  for (let i = 0; i < 3000; i += 1) shadow.put(`t${i}`, { expiresAt: at(i, 500), writtenAt: null })
  const narrow = shadow.topGrid(START)
  expect(narrow.width).toBeLessThan(wide.width / 100)
  expect(total(narrow)).toEqual(sorted(recount(dates(500, 3000), everything, narrow, false)))
})
