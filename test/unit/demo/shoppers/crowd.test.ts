import fc from 'fast-check'
import { expect, it } from 'vitest'
import { robot } from '../../../../src/demo/shop/accounts'
import { Crowd, DEFAULT_SHOPPERS } from '../../../../src/demo/shoppers/crowd'
import { createRandom } from '../../../../src/demo/shoppers/random'

function fill(crowd: Crowd, seed: number): { id: number; isMember: boolean }[] {
  const random = createRandom(seed)
  const inside = []
  for (let next = crowd.arrive(random, 1_000); next !== null; next = crowd.arrive(random, 1_000)) {
    inside.push({ id: next.id, isMember: next.account !== null })
  }
  return inside
}

it('is a believable crowd: 130 signed in, 340 guests, about 95 people, a robot nine times', () => {
  fc.assert(
    fc.property(fc.nat(), seed => {
      const crowd = new Crowd(DEFAULT_SHOPPERS)
      const inside = fill(crowd, seed)
      const devices = crowd.devices()
      expect(inside.filter(shopper => shopper.isMember)).toHaveLength(130)
      expect(inside.filter(shopper => !shopper.isMember)).toHaveLength(340)
      expect(devices.size).toBeGreaterThanOrEqual(94)
      expect(devices.size).toBeLessThanOrEqual(97)
      expect(devices.get(robot)).toBe(9)
      for (const [account, count] of devices) if (account !== robot) expect(count).toBeLessThanOrEqual(4)
    }),
    { numRuns: 10 }
  )
})

it('never holds more than its size, whatever comes, goes and lapses', () => {
  const move = fc.constantFrom('arrive', 'leave', 'prolong', 'lapse', 'forget')
  fc.assert(
    fc.property(fc.array(move, { maxLength: 200 }), fc.nat(), fc.nat({ max: 60 }), (moves, seed, size) => {
      const crowd = new Crowd(size)
      const random = createRandom(seed)
      moves.forEach((kind, now) => {
        if (kind === 'arrive') crowd.arrive(random, now + 10)
        if (kind === 'leave') crowd.leave(now % 30)
        if (kind === 'prolong') crowd.prolong(now % 30, now + 20)
        if (kind === 'lapse') crowd.lapse(now)
        if (kind === 'forget') crowd.forget()
        // Each of the six kinds rounds its own share.
        expect(crowd.count()).toBeLessThanOrEqual(size + 3)
      })
    })
  )
})

it('makes room when a session lapses, and not before', () => {
  const crowd = new Crowd(DEFAULT_SHOPPERS)
  fill(crowd, 1)
  crowd.prolong(1, 2_000)
  crowd.lapse(999)
  expect(crowd.count()).toBe(DEFAULT_SHOPPERS)
  crowd.lapse(1_000)
  expect(crowd.count()).toBe(1)
})

it('lets nobody into a shop without shoppers', () => {
  expect(new Crowd(0).arrive(createRandom(1), 1_000)).toBeNull()
})
