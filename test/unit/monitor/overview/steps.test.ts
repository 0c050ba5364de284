import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSteps, type Tier } from '../../../../src/monitor/overview/steps'

interface Value {
  readonly last: number
  readonly min: number
  readonly max: number
}
const one = (n: number): Value => ({ last: n, min: n, max: n })
const join = (a: Value, b: Value): Value => ({
  last: b.last,
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max)
})
/** Small, so that few samples fill them. */
const small: readonly Tier[] = [
  { stepMs: 1000, keep: 12 },
  { stepMs: 10_000, keep: 12 },
  { stepMs: 60_000, keep: 8 }
]

/** Samples at growing times, 1 s to 3 min apart. */
const samples = fc
  .array(fc.record({ gapMs: fc.integer({ min: 1, max: 180_000 }), value: fc.integer({ min: 0, max: 99 }) }), {
    minLength: 1,
    maxLength: 120
  })
  .map(list => {
    let at = 0
    return list.map(({ gapMs, value }) => {
      at += gapMs
      return { at, value }
    })
  })

it('says of each step the last, least and most of the samples in it, and makes up no step', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 40 }), (told, most) => {
      const steps = createSteps(join, small)
      for (const { at, value } of told) steps.add(at, one(value))
      const toAt = told.at(-1)?.at ?? 0
      for (const fromAt of [0, toAt - 10_000, toAt - 100_000]) {
        const read = steps.read(fromAt, toAt, most)
        expect(read.steps.length).toBeLessThanOrEqual(most)
        for (const { at, value } of read.steps) {
          const within = told.filter(s => s.at >= at && s.at < at + read.stepMs).map(s => s.value)
          expect(value).toEqual({ last: within.at(-1), min: Math.min(...within), max: Math.max(...within) })
        }
      }
    })
  )
})

it('keeps the beginning however long it goes on, within a bounded number of steps', () => {
  fc.assert(
    fc.property(samples, told => {
      const steps = createSteps(join, small)
      for (const { at, value } of told) steps.add(at, one(value))
      const read = steps.read(0, told.at(-1)?.at ?? 0, 1000)
      const all = told.map(s => s.value)
      expect(read.steps.length).toBeLessThanOrEqual(12)
      expect(Math.min(...read.steps.map(s => s.value.min))).toBe(Math.min(...all))
      expect(Math.max(...read.steps.map(s => s.value.max))).toBe(Math.max(...all))
      expect(read.steps.at(-1)?.value.last).toBe(all.at(-1))
    })
  )
})

it('is fine where it is recent, and as coarse as `most` asks for', () => {
  const steps = createSteps(join)
  for (let s = 0; s < 7200; s += 1) steps.add(s * 1000, one(s))
  const toAt = 7199_000
  expect(steps.read(toAt - 300_000, toAt, 400).stepMs).toBe(1000)
  expect(steps.read(toAt - 3_600_000, toAt, 400).stepMs).toBe(10_000)
  expect(steps.read(0, toAt, 400).stepMs).toBe(60_000)
  expect(steps.read(toAt - 3_600_000, toAt, 60).stepMs).toBe(60_000)
  expect(steps.read(toAt - 300_000, toAt, 30).stepMs).toBe(10_000)
})

it('marks the first step after nobody looked, and only that', () => {
  const steps = createSteps(join)
  for (const at of [0, 1000, 2000]) steps.add(at, one(1))
  steps.breakOff()
  for (const at of [30_000, 31_000]) steps.add(at, one(2))
  const read = steps.read(0, 31_000, 100)
  expect(read.steps.map(s => [s.at, s.isAfterGap])).toEqual([
    [0, false],
    [1000, false],
    [2000, false],
    [30_000, true],
    [31_000, false]
  ])
})

it('has no gap before the beginning', () => {
  const steps = createSteps(join)
  steps.breakOff()
  steps.add(5000, one(1))
  expect(steps.read(0, 5000, 10).steps[0]?.isAfterGap).toBe(false)
})

it('joins what comes late to its own step, and to the newest when nobody looked then', () => {
  const steps = createSteps((a: number, b: number) => a + b)
  for (const at of [0, 1000, 4000]) steps.add(at, 0)
  steps.add(1500, 5)
  steps.add(2500, 7)
  expect(steps.read(0, 4000, 100).steps.map(s => [s.at, s.value])).toEqual([
    [0, 0],
    [1000, 5],
    [4000, 7]
  ])
})
