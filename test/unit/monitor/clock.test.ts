import { expect, it } from 'vitest'
import { createServerClock } from '../../../src/monitor/clock'
import { manualTime } from '../../support/manual-time'

/** A server whose clock is `aheadMs` ahead, at the end of a way of `tripMs`. */
function aServer(aheadMs: number, tripsMs: readonly number[]) {
  let monotonic = 1000
  let epoch = 1_767_225_600_000
  let ahead = aheadMs
  const trips = [...tripsMs]
  const time = manualTime(0)
  let isAway = false
  let samples = 0
  return {
    time,
    samples: () => samples,
    /** Time goes on by `ms`, timers fire, and samples that they have begun arrive. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 1000) {
        monotonic += Math.min(left, 1000)
        time.advance(Math.min(left, 1000))
        for (let i = 0; i < 5; i += 1) await Promise.resolve()
      }
    },
    /** Time goes on, and no timer fires. */
    stand(ms: number) {
      monotonic += ms
    },
    /** Somebody sets this computer's clock; server and monotonic clock do not care. */
    setWall(byMs: number) {
      epoch += byMs
      ahead -= byMs
    },
    /** The server's own clock is set. */
    setServer(byMs: number) {
      ahead += byMs
    },
    /** This computer sleeps, and its monotonic clock stands still, as on Linux. */
    sleep(ms: number) {
      epoch += ms
    },
    leave: () => {
      isAway = true
    },
    wall: () => epoch + monotonic,
    serverNow: () => epoch + monotonic + ahead,
    source: {
      monotonic: () => monotonic,
      wall: () => epoch + monotonic,
      timers: time.timers,
      sample: async () => {
        samples += 1
        if (isAway) throw new Error('away')
        const tripMs = trips.shift() ?? 2
        monotonic += tripMs / 2
        const at = new Date(epoch + monotonic + ahead)
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
  await server.pass(12_345)
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
  await server.pass(5000)
  expect(clock.now()).toBe(server.serverNow())
  clock.stop()
})

it('samples again each minute, and takes up that the server’s clock was set', async () => {
  const server = aServer(0, [])
  const clock = await createServerClock(server.source)
  let moved = 0
  clock.onMoved(() => {
    moved += 1
  })
  expect(server.samples()).toBe(3)
  server.setServer(300_000)
  await server.pass(59_000)
  expect(server.samples()).toBe(3)
  await server.pass(3000)
  expect(server.samples()).toBe(4)
  expect(clock.now()).toBe(server.serverNow())
  expect(moved).toBe(1)
  await server.pass(60_000)
  expect([server.samples(), moved]).toEqual([5, 1])
  clock.stop()
})

it.each([3_600_000, -3_600_000])('does not care that this computer’s clock jumps by %d ms', async jumpMs => {
  const server = aServer(300_000, [])
  const clock = await createServerClock(server.source)
  let moved = 0
  clock.onMoved(() => {
    moved += 1
  })
  server.setWall(jumpMs)
  expect(clock.now()).toBe(server.serverNow())
  await server.pass(10_000)
  expect(clock.now()).toBe(server.serverNow())
  expect([clock.offsetMs(), moved]).toEqual([300_000 - jumpMs, 0])
  clock.stop()
})

it('is right again within a second or two of waking from an hour’s sleep', async () => {
  const server = aServer(0, [2, 2, 2, 1800])
  const clock = await createServerClock(server.source)
  let moved = 0
  clock.onMoved(() => {
    moved += 1
  })
  server.sleep(3_600_000)
  await server.pass(2000)
  expect(moved).toBe(1)
  // The first answer after waking took long: still nearer than an hour.
  expect(Math.abs(clock.now() - server.serverNow())).toBeLessThanOrEqual(900)
  clock.stop()
})

it('says so when nothing ran for an hour, where the monotonic clock goes on meanwhile', async () => {
  const server = aServer(0, [])
  const clock = await createServerClock(server.source)
  const moved: number[] = []
  clock.onMoved(byMs => moved.push(byMs))
  server.stand(3_600_000)
  await server.pass(1000)
  expect(moved).toEqual([3_600_000])
  expect(server.samples()).toBe(4)
  clock.stop()
})

it('leaves no timer behind once stopped', async () => {
  const server = aServer(0, [])
  const clock = await createServerClock(server.source)
  clock.stop()
  expect(server.time.pending).toBe(0)
})
