import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chosenText } from '../../../../src/renderer/format/chosen-text'
import { exportText } from '../../../../src/renderer/format/export-text'
import { type Chosen, isChosen, rangeStart, rowsOf, toggled } from '../../../../src/renderer/state/chosen'
import { createUiStore, firstSessionsQuery } from '../../../../src/renderer/state/ui-store'
import { fault } from '../../../../src/shared/fault'
import { keyOf } from '../../../support/sessions'

const [one, two, three] = [keyOf(1), keyOf(2), keyOf(3)]

it('selects the row with the focus alone until another is added', () => {
  expect(isChosen(null, one, one)).toBe(true)
  expect(isChosen(null, one, two)).toBe(false)
  const both = toggled(null, one, two)
  expect([one, two, three].map(key => isChosen(both, one, key))).toEqual([true, true, false])
  expect(rangeStart(both, one)).toBe(two)
})

it('holds all that match as a query, without a list of keys', () => {
  expect(isChosen({ kind: 'all' }, null, three)).toBe(true)
  const query = { ...firstSessionsQuery, filter: 'user:ann and', inForce: 'user:ann' }
  expect(rowsOf({ kind: 'all' }, one, query)).toEqual({
    query: { filter: 'user:ann', facet: 'all', user: null, sort: 'since', descending: true },
    keys: null
  })
  expect(rowsOf(null, one, query).keys).toEqual([one])
  expect(rowsOf(null, null, query).keys).toBeNull()
})

it('has in it exactly the rows that were toggled an odd number of times', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 })), list => {
      let chosen: Chosen = null
      const odd = new Set<number>()
      for (const n of list) {
        chosen = toggled(chosen, null, keyOf(n))
        if (!odd.delete(n)) odd.add(n)
      }
      for (let n = 1; n <= 5; n++) expect(isChosen(chosen, null, keyOf(n))).toBe(odd.has(n))
    })
  )
})

it('is left when other sessions are listed, and kept when they only lie otherwise', () => {
  const ui = createUiStore(null)
  ui.setState({ chosen: { kind: 'all' } })
  ui.setSessions({ sort: { by: 'user', descending: false } })
  expect(ui.getState().chosen).toEqual({ kind: 'all' })
  ui.setSessions({ filter: 'user:' })
  expect(ui.getState().chosen).toEqual({ kind: 'all' })
  ui.setSessions({ filter: 'ann' })
  expect(ui.getState().chosen).toBeNull()
})

it('is told in the status bar', () => {
  expect(chosenText(null, 9, true)).toBeNull()
  expect(chosenText({ kind: 'some', keys: new Set([one, two, three]), from: one }, 9, true)).toBe(
    '3 sessions selected'
  )
  expect(chosenText({ kind: 'all' }, 41_210, true)).toBe('All 41,210 that match selected')
  expect(chosenText({ kind: 'all' }, 400, false)).toBe('All that match selected')
})

it('says how far an export is', () => {
  const file = 'a.csv'
  expect(exportText({ kind: 'running', file, done: 200, expected: 1500 })).toBe(
    '200 of 1,500 sessions written to a.csv'
  )
  expect(exportText({ kind: 'running', file, done: 1, expected: null })).toBe(
    '1 session written to a.csv so far'
  )
  expect(exportText({ kind: 'done', file, done: 2 })).toBe('2 sessions written to a.csv.')
  expect(exportText({ kind: 'cancelled', file })).toBe('Cancelled: nothing was kept in a.csv.')
  expect(exportText({ kind: 'failed', file, fault: fault('lost', 'Lost.', 'Again.') })).toBe('Lost. Again.')
})
