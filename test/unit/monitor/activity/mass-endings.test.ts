import { expect, it } from 'vitest'
import { createMassEndings } from '../../../../src/monitor/activity/mass-endings'
import { anEvent } from '../../../support/events'
import { keyOf, START } from '../../../support/sessions'

const endings = (from: number, count: number, at = START) =>
  Array.from({ length: count }, (_, i) =>
    anEvent({ id: from + i, key: keyOf(from + i), event: 'signed-out', at })
  )

it('calls it a clearing when more than half of the store goes at once', () => {
  const masses = createMassEndings()
  expect(masses.take(endings(1, 60), START, 40)).toEqual({ isCleared: true, earlier: [] })
})

it('gives back those told before it was clear, as a change stream tells one after the other', () => {
  const masses = createMassEndings()
  expect(masses.take(endings(1, 40), START, 60).isCleared).toBe(false)
  const now = masses.take(endings(41, 40, START + 300), START + 300, 20)
  expect([now.isCleared, now.earlier.length]).toEqual([true, 40])
  expect(masses.take(endings(81, 20, START + 600), START + 600, 0)).toEqual({ isCleared: true, earlier: [] })
})

it('does not take people who leave for a clearing: few, or slowly, or not most of the store', () => {
  const few = createMassEndings()
  expect(few.take(endings(1, 9), START, 0).isCleared).toBe(false)
  const part = createMassEndings()
  expect(part.take(endings(1, 49), START, 51).isCleared).toBe(false)
  const slow = createMassEndings()
  for (let i = 0; i < 100; i += 1)
    expect(slow.take(endings(i, 1, START + i * 200), START + i * 200, 99 - i).isCleared).toBe(false)
})
