import { expect, it } from 'vitest'
import {
  fresherTotals,
  knownUntil,
  selectRow,
  selectUsersRow
} from '../../../../src/renderer/state/selectors'
import { stateAt } from '../../../../src/shared/domain/session'
import { aKey, aRow, aUserWindow, aWindow } from '../../../support/renderer/rows'

it('calls nothing expired that passed its expiry after the server went away', () => {
  const row = aRow({ expiresAt: 10_000 })
  expect(stateAt(row, knownUntil(12_000, null))).toBe('expired')
  expect(stateAt(row, knownUntil(12_000, 9_000))).toBe('signed-in')
  expect(stateAt(row, knownUntil(12_000, 11_000))).toBe('expired')
})

it('finds a row in either window, as the object that is already there', () => {
  const row = aRow({ key: aKey(3) })
  expect(selectRow({ view: aWindow({ rows: [row] }), fault: null, refusal: null }, aKey(3))).toBe(row)
  expect(selectRow({ view: null, fault: null, refusal: null }, aKey(3))).toBeNull()
  const users = aUserWindow({ lines: [{ kind: 'session', row }] })
  expect(selectUsersRow({ view: users, fault: null, refusal: null }, aKey(3))).toBe(row)
  expect(selectUsersRow({ view: users, fault: null, refusal: null }, null)).toBeNull()
})

it('takes the totals of the window that was told last', () => {
  const old = aWindow({ madeAt: 1 })
  const fresh = aUserWindow({ madeAt: 2 })
  expect(fresherTotals(old, fresh)).toBe(fresh.totals)
  expect(fresherTotals(old, null)).toBe(old.totals)
  expect(fresherTotals(null, null)).toBeNull()
})
