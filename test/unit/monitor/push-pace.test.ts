import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPushPace, MIN_PUSH_GAP_MS } from '../../../src/monitor/push-pace'
import { manualTime } from '../../support/manual-time'

function aPace() {
  const time = manualTime(0)
  const pushedAt: number[] = []
  const pace = createPushPace({
    push: () => pushedAt.push(time.now()),
    monotonicMs: time.now,
    timers: time.timers
  })
  return { time, pushedAt, pace }
}

it('pushes the first request after quiet at once and the next ones together when the gap ends', () => {
  const { time, pushedAt, pace } = aPace()
  pace.request()
  time.advance(10)
  pace.request()
  pace.request()
  time.advance(1000)
  expect(pushedAt).toEqual([0, MIN_PUSH_GAP_MS])
})

it('never pushes more than ten times a second, and never forgets a request', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 }), waits => {
      const { time, pushedAt, pace } = aPace()
      let lastRequestAt = 0
      for (const wait of waits) {
        time.advance(wait)
        lastRequestAt = time.now()
        pace.request()
      }
      time.advance(1000)
      const gaps = pushedAt.slice(1).map((at, i) => at - (pushedAt[i] ?? 0))
      expect(gaps.every(gap => gap >= MIN_PUSH_GAP_MS)).toBe(true)
      if (waits.length > 0) expect(pushedAt.at(-1)).toBeGreaterThanOrEqual(lastRequestAt)
    })
  )
})

it('pushes nothing once stopped', () => {
  const { time, pushedAt, pace } = aPace()
  pace.request()
  pace.request()
  pace.stop()
  time.advance(1000)
  expect(pushedAt).toEqual([0])
  expect(time.pending).toBe(0)
})
