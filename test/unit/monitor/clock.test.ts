import { expect, it } from 'vitest'
import { createServerClock } from '../../../src/monitor/clock'

/** A server whose clock is `aheadMs` ahead, at the end of a way of `tripMs`. */
function aServer(aheadMs: number, tripsMs: readonly number[]) {
  let monotonic = 1000
  const epoch = 1_767_225_600_000
  const trips = [...tripsMs]
  let isAway = false
  return {
    pass: (ms: number) => {
      monotonic += ms
    },
    leave: () => {
      isAway = true
    },
    wall: () => epoch + monotonic,
    serverNow: () => epoch + monotonic + aheadMs,
    source: {
      monotonic: () => monotonic,
      wall: () => epoch + monotonic,
      sample: async () => {
        if (isAway) throw new Error('away')
        const tripMs = trips.shift() ?? 2
        monotonic += tripMs / 2
        const at = new Date(epoch + monotonic + aheadMs)
        monotonic += tripMs / 2
        return at
      }
    }
  }
}

it('tells the server’s time, the way there and back taken out', async () => {
  const server = aServer(90_000, [40, 40, 40])
  const clock = await createServerClock(server.source)
  expect(clock.now()).toBe(server.serverNow())
  server.pass(12_345)
  expect(clock.now()).toBe(server.serverNow())
  expect(clock.offsetMs()).toBe(90_000)
  clock.stop()
})

it('keeps the sample with the shortest way, and a slow one later changes nothing', async () => {
  const server = aServer(-5000, [900, 2, 400, 5000])
  const clock = await createServerClock(server.source)
  const before = clock.now() - server.serverNow()
  await clock.refresh()
  expect(clock.now() - server.serverNow()).toBe(before)
  clock.stop()
})

it('runs on when the server is away', async () => {
  const server = aServer(0, [])
  const clock = await createServerClock(server.source)
  server.leave()
  await clock.refresh()
  server.pass(5000)
  expect(clock.now()).toBe(server.serverNow())
  clock.stop()
})
