import { expect, it } from 'vitest'
import { allActions } from '../../../../src/renderer/actions/all-actions'
import { actionsWithKeys, keyLines, keysOf } from '../../../../src/renderer/actions/keys'
import type { AppFacts } from '../../../../src/shared/ipc/contract'
import { type Answers, aBridge } from '../../../support/renderer/a-bridge'
import { loneStores } from '../../../support/renderer/a-desk'
import { shopConnection, shopStore } from '../../../support/renderer/shop-facts'

const facts: AppFacts = {
  version: '1.0.0',
  platform: 'linux',
  appearance: 'system',
  recent: [
    { id: 'r', label: 'localhost', uri: 'mongodb://localhost', usedAt: 0, remark: '', hasPassword: false }
  ],
  saved: [],
  keychain: { canKeep: true, why: null },
  mirrorAtMost: 1_000_000,
  learned: [],
  versions: [['Electron', '45.4.1']],
  kept: null,
  connection: shopConnection,
  store: shopStore,
  feed: { kind: 'live', sinceAt: 0, mode: 'watch', lagMs: 1 },
  pause: null,
  demo: { kind: 'off' },
  fault: null,
  storeFault: null
}
const asked = { saved: [{ name: 'Mine', text: 'user:ann' }], journal: null }

async function actionsOf(part: Partial<AppFacts> = {}, answers: Answers = {}) {
  const bridge = aBridge({ 'app:read': () => ({ ...facts, ...part }), ...answers })
  const stores = loneStores(bridge)
  await stores.app.read()
  const read = () => allActions(stores, asked).flatMap(group => group.actions)
  const run = (id: string) =>
    read()
      .find(action => action.id === id)
      ?.run()
  return { stores, bridge, read, run }
}

it('has one of each, with words of its own', async () => {
  const { read } = await actionsOf()
  const actions = read()
  expect(new Set(actions.map(action => action.id)).size).toBe(actions.length)
  expect(new Set(actions.map(action => action.label)).size).toBe(actions.length)
  expect(actions.length).toBeGreaterThan(90)
})

it('offers what needs a store only where one is open', async () => {
  const { read } = await actionsOf({ connection: null, store: null })
  const ids = read().map(action => action.id)
  expect(ids).toContain('new-connection')
  expect(ids).toContain('zone utc')
  expect(ids).not.toContain('pause')
})

it('knows every action that has a key, and the list of keys has every one of those', async () => {
  const { read } = await actionsOf()
  const ids = new Set(read().map(action => action.id))
  for (const id of actionsWithKeys) {
    expect(ids).toContain(id)
    const names = keysOf(id)?.split(' ') ?? []
    const line = keyLines.find(([keys]) => names.every(name => keys.split(' ').includes(name)))
    expect([id, line !== undefined]).toEqual([id, true])
  }
})

it('does what it says', async () => {
  const { stores, bridge, run } = await actionsOf()
  const ui = () => stores.ui.getState()
  run('zone utc')
  run('times clock')
  expect([ui().times, stores.clock.getState().zone]).toEqual([{ zone: 'utc', style: 'clock' }, 'utc'])
  run('sort user')
  run('sort user')
  expect(ui().sessions.sort).toEqual({ by: 'user', descending: true })
  run('column session')
  run('move left last-seen')
  expect(Object.values(ui().columns)[0]).toMatchObject({
    hidden: ['session'],
    order: { sessions: ['session', 'last-seen', 'since'] }
  })
  run('saved Mine')
  expect(ui().sessions.inForce).toBe('user:ann')
  run('clear-filter')
  expect(ui().sessions.filter).toBe('')
  run('noise')
  expect([ui().tab, ui().activity.hasNoise]).toEqual(['activity', true])
  run('zoom in')
  expect(bridge.asked).toContain('window:act')
})
