import { expect, it } from 'vitest'
import { type Column, orderAfterMove, orderedColumns } from '../../../../src/renderer/parts/columns'

type Id = 'first' | 'a' | 'b' | 'c' | 'd' | 'last'
const aColumn = (id: Id): Column<Id> => ({
  id,
  label: id,
  width: 100,
  isPinned: id === 'first' || id === 'last'
})
const columns = (['first', 'a', 'b', 'c', 'd', 'last'] as const).map(aColumn)
const ids = (order: readonly string[]) => orderedColumns(columns, order).map(column => column.id)

it('puts columns in the person’s order, those that keep their place in theirs, and new ones after the others', () => {
  expect(ids([])).toEqual(['first', 'a', 'b', 'c', 'd', 'last'])
  expect(ids(['c', 'a'])).toEqual(['first', 'c', 'a', 'b', 'd', 'last'])
  expect(ids(['last', 'gone', 'd', 'first'])).toEqual(['first', 'd', 'a', 'b', 'c', 'last'])
})

it('moves a column past those on screen, and leaves the ones that are not where they were', () => {
  const shown = columns.filter(column => column.id !== 'b')
  expect(orderAfterMove(columns, shown, { id: 'a', by: 1 })).toEqual(['b', 'c', 'a', 'd'])
  expect(orderAfterMove(columns, shown, { id: 'd', by: -1 })).toEqual(['a', 'b', 'd', 'c'])
  expect(orderAfterMove(columns, shown, { id: 'a', by: 99 })).toEqual(['b', 'c', 'd', 'a'])
})

it('moves nothing past the ends, and nothing that keeps its place', () => {
  expect(orderAfterMove(columns, columns, { id: 'a', by: -1 })).toBeNull()
  expect(orderAfterMove(columns, columns, { id: 'd', by: 1 })).toBeNull()
  expect(orderAfterMove(columns, columns, { id: 'first', by: 1 })).toBeNull()
})
