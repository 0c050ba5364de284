import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellsOf, recordFields, recordOf, safeCell } from '../../../src/shared/rows/row-record'
import { aSession, START } from '../../support/sessions'

it('tells a session as of an instant, with the id it is given and instants in UTC', () => {
  const session = aSession({ user: 'ann', sinceAt: 0, lastSeenAt: null, expiresAt: START })
  expect(recordOf(session, START - 1, { id: '4f…e1', name: 'Ann Lee' })).toMatchObject({
    state: 'signed-in',
    user: 'ann',
    name: 'Ann Lee',
    session: '4f…e1',
    since: '1970-01-01T00:00:00.000Z',
    lastSeen: null,
    expires: new Date(START).toISOString()
  })
  expect(recordOf(session, START, { id: '' }).state).toBe('expired')
})

it('has no instant where a document holds a date that is none', () => {
  expect(recordOf(aSession({ expiresAt: 9e15, sinceAt: Number.NaN }), START, { id: '' })).toMatchObject({
    expires: null,
    since: null
  })
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])('makes text of %j', text => {
  expect(safeCell(text)).toBe(`'${text}`)
})

it('never gives a cell that a spreadsheet takes for a formula, and changes no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const cells = cellsOf(recordOf(aSession({ user: text }), START, { id: text, name: text }))
      expect(cells).toHaveLength(recordFields.length)
      for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      for (const cell of cells.slice(1, 4)) expect([text, `'${text}`]).toContain(cell)
    })
  )
})
