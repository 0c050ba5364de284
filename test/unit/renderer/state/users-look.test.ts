import { expect, it } from 'vitest'
import { createUsersStore } from '../../../../src/renderer/state/users-store'
import type { UsersAsk, UserWindow } from '../../../../src/shared/domain/view'
import { aBridge } from '../../../support/renderer/a-bridge'
import { aUsersAsk } from '../../../support/sessions'

const totals = {} as UserWindow['totals']
let version = 0
const aWindow = (ask: UsersAsk): UserWindow => ({
  version: ++version,
  ask,
  start: 0,
  lines: [
    {
      kind: 'user',
      isOpen: false,
      pulse: null,
      summary: {
        user: ask.filter,
        sessions: 1,
        firstSeenAt: 0,
        isFirstSeenOrEarlier: false,
        lastSeenAt: null,
        nextExpiryAt: null,
        nextLifetimeMs: null
      }
    }
  ],
  matching: 1,
  facetCounts: { all: 1, several: 0, expiring: 0 },
  counted: null,
  reading: null,
  totals,
  madeAt: 0
})

it('looks for users in passing: the grid goes on following what it did', async () => {
  const asks: UsersAsk[] = []
  const bridge = aBridge({
    'users:ask': ask => {
      asks.push(ask)
      const made = aWindow(ask)
      if (ask.filter.startsWith('user:')) bridge.push('users:window', aWindow(ask))
      return made
    }
  })
  const users = createUsersStore(bridge, () => undefined)
  await users.ask(aUsersAsk({ filter: 'mine', count: 20 }))
  expect(await users.look('a "b')).toEqual([asks[1]?.filter])
  await Promise.resolve()
  expect(asks.map(ask => ask.filter)).toEqual(['mine', 'user:"a \\"b"', 'mine'])
  expect(users.getState().view?.ask.filter).toBe('mine')
  users.leave()
  await users.look('c')
  expect(asks.at(-1)).toMatchObject({ filter: 'mine', count: 0 })
})
