import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSortedList } from '../../../../src/monitor/mirror/sorted-list'

const byNumber = (a: number, b: number) => a - b

it('holds what a sorted array holds, whatever is added and deleted', () => {
  const step = fc.record({ isAdd: fc.boolean(), n: fc.integer({ min: 0, max: 40 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), steps => {
      const list = createSortedList(byNumber)
      const model = new Set<number>()
      for (const { isAdd, n } of steps) {
        if (isAdd && !model.has(n)) list.add(n)
        if (!isAdd) expect(list.delete(n)).toBe(model.has(n))
        if (isAdd) model.add(n)
        else model.delete(n)
      }
      const sorted = [...model].sort(byNumber)
      expect(list.size).toBe(sorted.length)
      expect(list.slice(0, 1000)).toEqual(sorted)
      for (let n = 0; n <= 40; n += 1) {
        expect(list.indexOf(n)).toBe(sorted.indexOf(n))
        expect(list.rank(n)).toBe(sorted.filter(m => m < n).length)
      }
      expect(list.slice(3, 7)).toEqual(sorted.slice(3, 7))
    })
  )
})

it('keeps places right over many chunks', () => {
  const list = createSortedList(
    byNumber,
    Array.from({ length: 5000 }, (_, i) => i * 2)
  )
  for (let n = 1; n < 10_000; n += 2) list.add(n)
  for (let n = 0; n < 10_000; n += 5) list.delete(n)
  const expected = Array.from({ length: 10_000 }, (_, i) => i).filter(n => n % 5 !== 0)
  expect(list.slice(0, 10_000)).toEqual(expected)
  expect(list.slice(4321, 4330)).toEqual(expected.slice(4321, 4330))
  expect(list.indexOf(9999)).toBe(expected.length - 1)
  expect(list.indexOf(5)).toBe(-1)
})
