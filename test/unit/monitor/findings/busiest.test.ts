import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBusiestMeter } from '../../../../src/monitor/findings/busiest'

const MINUTE_MS = 60_000

/** The most within any window, counted the long way. */
function mostWithin(times: readonly number[], windowMs: number): number {
  const counts = times.map(to => times.filter(at => at > to - windowMs && at <= to).length)
  return Math.max(0, ...counts)
}

it('counts what a search over all windows counts, also after another window was asked for', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (steps, first, second) => {
        const meter = createBusiestMeter(first)
        const times: number[] = []
        for (const step of steps) {
          times.push((times.at(-1) ?? 1000) + step)
          meter.add(times.at(-1) ?? 0)
        }
        expect(meter.busiest?.count ?? 0).toBe(mostWithin(times, first * MINUTE_MS))
        meter.windowOf(second)
        expect(meter.busiest?.count ?? 0).toBe(mostWithin(times, second * MINUTE_MS))
      }
    )
  )
})

it('keeps the busiest window when its instants are let go, and a bounded number of them', () => {
  const meter = createBusiestMeter(1)
  for (let n = 0; n < 50; n += 1) meter.add(n)
  for (let n = 0; n < 40_000; n += 1) meter.add(MINUTE_MS * (10 + n))
  expect(meter.busiest).toEqual({ count: 50, from: 0, to: 49 })
  meter.windowOf(60)
  expect(meter.busiest?.count).toBe(60)
})
