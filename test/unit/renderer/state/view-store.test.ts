import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineId, takeUsers } from '../../../../src/renderer/state/users-store'
import { createViewStore, takeView } from '../../../../src/renderer/state/view-store'
import { fault } from '../../../../src/shared/fault'
import { aBridge } from '../../../support/renderer/a-bridge'
import { aKey, anAsk, aRow, aSummary, aUserWindow, aWindow } from '../../../support/renderer/rows'

it('keeps the object of a row that did not change', () => {
  const old = aWindow({ rows: [aRow({ key: aKey(1) }), aRow({ key: aKey(2) })] })
  const next = takeView(
    old,
    aWindow({ version: 2, rows: [aRow({ key: aKey(2), expiresAt: 9 }), aRow({ key: aKey(1) })] })
  )
  expect(next.rows[1]).toBe(old.rows[0])
  expect(next.rows[0]).not.toBe(old.rows[1])
  expect(next.rows[0]?.expiresAt).toBe(9)
})

it('shows what main said, whatever it keeps', () => {
  const row = fc.record({
    key: fc.integer({ min: 0, max: 5 }).map(aKey),
    expiresAt: fc.integer({ min: 0, max: 2 }),
    changedAt: fc.option(fc.integer({ min: 0, max: 2 })),
    userSessions: fc.integer({ min: 0, max: 2 }),
    ending: fc.option(
      fc.constantFrom({ how: 'expired', at: 1 } as const, { how: 'signed-out', at: 2 } as const)
    )
  })
  const rows = fc.uniqueArray(row, { selector: one => one.key }).map(list => list.map(aRow))
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const next = aWindow({ version: 2, rows: after })
      expect(takeView(aWindow({ rows: before }), next)).toEqual(next)
    })
  )
})

it('drops a window that is older than the one on screen', () => {
  const old = aWindow({ version: 5 })
  expect(takeView(old, aWindow({ version: 4, matching: 9 }))).toBe(old)
})

it('takes a reply like a push, and tells the clock of both', async () => {
  const bridge = aBridge({ 'view:ask': () => aWindow({ version: 1, madeAt: 10 }) })
  const heard: number[] = []
  const store = createViewStore(bridge, madeAt => heard.push(madeAt))
  await store.ask(anAsk())
  bridge.push('view:window', aWindow({ version: 2, matching: 7, madeAt: 20 }))
  expect(store.getState().view?.matching).toBe(7)
  expect(heard).toEqual([10, 20])
})

it('keeps the last window when a question is refused, and says why', async () => {
  const bridge = aBridge({
    'view:ask': () => {
      throw fault('not-connected', 'No store is open.')
    }
  })
  const store = createViewStore(bridge, () => undefined)
  bridge.push('view:window', aWindow())
  await store.ask(anAsk())
  expect(store.getState().view).not.toBeNull()
  expect(store.getState().fault?.message).toBe('No store is open.')
})

it('hears nothing any more once stopped', () => {
  const bridge = aBridge()
  const store = createViewStore(bridge, () => undefined)
  store.stop()
  bridge.push('view:window', aWindow())
  expect(store.getState().view).toBeNull()
})

it('keeps unchanged lines of the users, and tells users from sessions of the same name', () => {
  const line = { kind: 'user', summary: aSummary(), isOpen: true, pulse: [0, 2] } as const
  const session = { kind: 'session', row: aRow() } as const
  const old = aUserWindow({ lines: [line, session] })
  const next = takeUsers(
    old,
    aUserWindow({ version: 2, lines: [{ ...line, summary: aSummary({ sessions: 2 }) }, { ...session }] })
  )
  expect(next.lines[0]).not.toBe(line)
  expect(next.lines[1]).toBe(session)
  expect(lineId(line)).not.toBe(lineId(session))
  expect(takeUsers(next, aUserWindow({ version: 1 }))).toBe(next)
})
