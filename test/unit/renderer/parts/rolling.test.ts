import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownColumns, templateOf } from '../../../../src/renderer/parts/columns'
import {
  idAt,
  isCovered,
  ROW_PX,
  rangeAround,
  type Slice,
  shiftOf,
  standOf,
  topOf
} from '../../../../src/renderer/parts/rolling'
import { stepOf } from '../../../../src/renderer/parts/steps'

function slice(ids: readonly string[], start = 0, matching = ids.length): Slice {
  return { ids, start, matching, question: '' }
}

describe('a grid that comes back to the screen', () => {
  const left = slice(['a', 'b', 'c', 'd'])
  const stand = standOf(left, 2 * ROW_PX + 5)

  it('stands at the row that was first on it, wherever that has moved', () => {
    expect(topOf(slice(['x', 'a', 'b', 'c', 'd']), stand)).toBe(3 * ROW_PX + 5)
    expect(topOf(slice(['b', 'c'], 40, 90), stand)).toBe(41 * ROW_PX + 5)
  })

  it('stands where it stood when that row has gone', () => {
    expect(topOf(slice(['a', 'b', 'd']), stand)).toBe(2 * ROW_PX + 5)
  })

  it('begins at the top of another list, and where it was at the top', () => {
    expect(topOf({ ...left, question: 'another' }, stand)).toBe(0)
    expect(topOf(null, stand)).toBe(0)
    expect(standOf(left, ROW_PX - 1)).toBeNull()
  })
})

describe('the picture', () => {
  it('slides by as many rows as came in above it', () => {
    expect(shiftOf(slice(['a', 'b', 'c']), slice(['x', 'y', 'a', 'b', 'c']), 1)).toBe(2)
    expect(shiftOf(slice(['a', 'b', 'c']), slice(['b', 'c']), 1)).toBe(-1)
  })

  it('holds on to the next row when the first one has gone', () => {
    expect(shiftOf(slice(['a', 'b', 'c']), slice(['x', 'a', 'c']), 1)).toBe(0)
  })

  it('counts with windows that begin at different rows', () => {
    expect(shiftOf(slice(['m', 'n'], 50, 90), slice(['m', 'n'], 53, 93), 50)).toBe(3)
  })

  it('stays where it is when nothing of it is left', () => {
    expect(shiftOf(slice(['a', 'b']), slice(['x', 'y']), 0)).toBe(0)
  })

  it('has the first row still seen at its old place, after any change', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 1 })
    fc.assert(
      fc.property(ids, ids, fc.nat(20), (before, after, first) => {
        const shift = shiftOf(slice(before), slice(after), first)
        const left = before.slice(first).find(id => after.includes(id))
        if (left === undefined) expect(shift).toBe(0)
        else expect(after.indexOf(left)).toBe(before.indexOf(left) + shift)
      })
    )
  })
})

describe('the rows asked for', () => {
  it('cover what is seen and never pass the most a window may carry', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 90 }), (first, count) => {
        const range = rangeAround({ first, count })
        expect(range.count).toBeLessThanOrEqual(200)
        expect(range.start).toBeLessThanOrEqual(first)
        expect(range.start + range.count).toBeGreaterThanOrEqual(first + count)
        const ids = Array.from({ length: range.count }, (_, index) => String(range.start + index))
        expect(isCovered(slice(ids, range.start, 200_000), { first, count })).toBe(true)
      })
    )
  })

  it('are asked for again near an end that is not the end of the list', () => {
    const held = slice(
      Array.from({ length: 100 }, (_, index) => String(index)),
      100,
      1000
    )
    expect(isCovered(held, { first: 105, count: 20 })).toBe(false)
    expect(isCovered(held, { first: 140, count: 20 })).toBe(true)
    expect(isCovered(held, { first: 175, count: 20 })).toBe(false)
    expect(isCovered({ ...held, start: 0, matching: 100 }, { first: 0, count: 100 })).toBe(true)
  })

  it('have no id while they are not held', () => {
    expect(idAt(slice(['a', 'b'], 10), 11)).toBe('b')
    expect(idAt(slice(['a', 'b'], 10), 9)).toBeNull()
  })
})

describe('a key', () => {
  const stand = { first: 40, matching: 100, page: 20 }
  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 0, 0],
    ['PageDown', 90, 99],
    ['PageUp', 50, 30],
    ['Home', 50, 0],
    ['End', null, 99],
    ['ArrowDown', null, 40]
  ])('%s from row %s leads to row %s', (key, from, to) => expect(stepOf(key, from, stand)).toBe(to))
})

describe('columns', () => {
  const columns = [
    { id: 'user', label: 'User', width: 120, isWide: true, isFixed: true },
    { id: 'since', label: 'Since', width: 100, from: 500 }
  ] as const
  it('give way where there is no room, or when hidden', () => {
    expect(shownColumns(columns, [], 499).map(one => one.id)).toEqual(['user'])
    expect(shownColumns(columns, ['since', 'user'], 900).map(one => one.id)).toEqual(['user'])
    expect(shownColumns(columns, [], 500)).toHaveLength(2)
  })
  it('have widths that do not follow content', () => {
    expect(templateOf(columns, { since: 140 })).toBe('minmax(120px, 1fr) 140px')
  })
})
