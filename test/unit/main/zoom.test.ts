import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextZoom } from '../../../src/main/zoom'

it('steps as browsers do, and back to how it was made', () => {
  expect(nextZoom(1, 'in')).toBe(1.1)
  expect(nextZoom(1, 'out')).toBe(0.9)
  expect(nextZoom(1.05, 'out')).toBe(1)
  expect(nextZoom(2.5, 'reset')).toBe(1)
})

it('never leaves what can be read and seen, whatever is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('in' as const, 'out' as const)), list => {
      const factor = list.reduce<number>(nextZoom, 1)
      expect(factor).toBeGreaterThanOrEqual(0.5)
      expect(factor).toBeLessThanOrEqual(3)
    })
  )
})
