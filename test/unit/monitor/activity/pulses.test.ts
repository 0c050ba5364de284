import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPulses } from '../../../../src/monitor/activity/pulses'
import { START } from '../../../support/sessions'

const MINUTE = 60_000
const aWrite = (
  user: string | null,
  minute: number,
  event: 'touched' | 'changed' | 'expired' = 'touched'
) => ({
  user,
  event,
  at: START + minute * MINUTE + 10,
  isCorrection: false
})
const longAgo = START - 1000 * MINUTE

it('counts what a plain list of the writes would count, minute by minute', () => {
  const writes = fc.array(
    fc.record({ user: fc.constantFrom('ann', 'bob', '__proto__'), minute: fc.integer({ min: -5, max: 80 }) }),
    { maxLength: 60 }
  )
  fc.assert(
    fc.property(writes, fc.integer({ min: 0, max: 30 }), (made, later) => {
      const pulses = createPulses()
      // As they come: a clock that is corrected may set one back by some minutes.
      const inOrder = [...made].sort((a, b) => a.minute - b.minute)
      pulses.add(inOrder.map(one => aWrite(one.user, one.minute)))
      const now = (inOrder.at(-1)?.minute ?? 0) + later
      for (const user of ['ann', 'bob', '__proto__', 'nobody']) {
        const wanted = Array.from({ length: 30 }, (_, at) => {
          const minute = now - 29 + at
          return inOrder.filter(one => one.user === user && one.minute === minute).length
        })
        expect(pulses.of(user, longAgo, START + now * MINUTE)).toEqual(wanted)
      }
    })
  )
})

it('begins with the minute in which watching began, and counts neither guests nor what is no write', () => {
  const pulses = createPulses()
  pulses.add([aWrite('ann', 1), aWrite(null, 1), aWrite('ann', 2, 'expired'), aWrite('ann', 2, 'changed')])
  pulses.add([{ ...aWrite('ann', 2), isCorrection: true }])
  expect(pulses.of('ann', START, START + 3 * MINUTE)).toEqual([0, 1, 1, 0])
  expect(pulses.of('ann', START + 5 * MINUTE, START + 3 * MINUTE)).toEqual([0])
})

it('takes a write that comes late where it belongs, and leaves out what is older than it reaches', () => {
  const pulses = createPulses()
  pulses.add([aWrite('ann', 40), aWrite('ann', 38), aWrite('ann', 3)])
  expect(pulses.of('ann', longAgo, START + 40 * MINUTE)).toEqual([...Array(27).fill(0), 1, 0, 1])
})

it('forgets those who wrote longest ago first', () => {
  const pulses = createPulses(2)
  pulses.add([aWrite('ann', 0), aWrite('bob', 1), aWrite('ann', 2), aWrite('cay', 3)])
  const totals = ['ann', 'bob', 'cay'].map(user =>
    pulses.of(user, longAgo, START + 3 * MINUTE).reduce((sum, count) => sum + count, 0)
  )
  expect(totals).toEqual([2, 0, 1])
})
