import { expect, it } from 'vitest'
import { createClock } from '../../../../src/renderer/state/clock'
import { manualTime } from '../../../support/renderer/manual-time'

it('ticks when the second of the server turns, and only then', () => {
  const time = manualTime()
  const clock = createClock(time, 1_000_400)
  const ticks: number[] = []
  clock.subscribe(({ now }) => ticks.push(now))
  time.advance(599)
  expect(ticks).toEqual([])
  time.advance(1)
  time.advance(2_000)
  expect(ticks).toEqual([1_001_000, 1_002_000, 1_003_000])
})

it('takes the clock of the server from what arrives, and goes on from there', () => {
  const time = manualTime()
  const clock = createClock(time, 0)
  clock.sync(1_700_000_000_300)
  expect(clock.getState().now).toBe(1_700_000_000_000)
  time.advance(700)
  expect(clock.getState().now).toBe(1_700_000_001_000)
})

it('does not go back for a window that was late on its way', () => {
  const time = manualTime()
  const clock = createClock(time, 1_000_000)
  time.advance(1_000)
  clock.sync(1_000_950)
  expect(clock.serverNow()).toBe(1_001_000)
})

it('follows a server whose clock was set back', () => {
  const time = manualTime()
  const clock = createClock(time, 1_000_000)
  clock.sync(940_000)
  expect(clock.getState().now).toBe(940_000)
})

it('stops', () => {
  const time = manualTime()
  const clock = createClock(time, 1_000_000)
  clock.stop()
  time.advance(5_000)
  expect(clock.getState().now).toBe(1_000_000)
})
