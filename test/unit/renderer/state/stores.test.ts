import { expect, it } from 'vitest'
import { firstDraft, openAskOf } from '../../../../src/renderer/state/connect-draft'
import { createUiStore, nextSort } from '../../../../src/renderer/state/ui-store'
import type { UsersAsk, UserWindow } from '../../../../src/shared/domain/view'
import { fault } from '../../../../src/shared/fault'
import type { AppFacts } from '../../../../src/shared/ipc/contract'
import { type Answers, aBridge } from '../../../support/renderer/a-bridge'
import { loneStores } from '../../../support/renderer/a-desk'
import { aKey, aWindow } from '../../../support/renderer/rows'
import { shopConnection, shopStore } from '../../../support/renderer/shop-facts'

const facts: AppFacts = {
  version: '1.0.0',
  platform: 'linux',
  appearance: 'system',
  recent: [],
  saved: [],
  keychain: { canKeep: true, why: null },
  mirrorAtMost: 1_000_000,
  learned: [],
  versions: [['Electron', '45.4.1']],
  kept: null,
  connection: shopConnection,
  store: shopStore,
  feed: { kind: 'idle' },
  pause: null,
  demo: { kind: 'off' },
  fault: null,
  storeFault: null
}

async function someStores(answers: Answers = {}) {
  const bridge = aBridge({ 'app:read': () => facts, ...answers })
  const stores = loneStores(bridge)
  await stores.app.read()
  return { bridge, stores }
}

it('shows where the feed stands as soon as main tells', async () => {
  const { bridge, stores } = await someStores()
  bridge.push('feed:state', { kind: 'live', sinceAt: 1, mode: 'watch', lagMs: 8 })
  expect(stores.app.getState().facts?.feed.kind).toBe('live')
})

it('says why connecting failed, and keeps the steps that worked', async () => {
  const { bridge, stores } = await someStores({
    'connection:open': () => {
      bridge.push('connection:steps', [{ text: 'Reached localhost:27017', isDone: true, tookMs: 2 }])
      throw fault('wrong-password', 'The server refused the password.')
    }
  })
  await stores.commands.connect(openAskOf(firstDraft, null))
  const { connectFault, steps, isConnecting } = stores.app.getState()
  expect(connectFault?.code).toBe('wrong-password')
  expect(steps).toHaveLength(1)
  expect(isConnecting).toBe(false)
})

it('says nothing of a fault when the person cancelled', async () => {
  const { stores } = await someStores({
    'connection:open': () => {
      throw fault('cancelled', 'Cancelled.')
    }
  })
  await stores.commands.connect(openAskOf(firstDraft, null))
  expect(stores.app.getState().connectFault).toBeNull()
})

it('reads a mapped store another way without losing its mapping', async () => {
  const asks: unknown[] = []
  const { stores } = await someStores({
    'store:open': ask => {
      asks.push(ask)
      return { ...shopStore, ask }
    }
  })
  const mapping = { expiry: 'until', payload: '', user: 'who' }
  await stores.commands.openStore({
    ns: shopStore.ns,
    mode: 'auto',
    format: 'mapped',
    mirrorAtMost: 1_000_000,
    userPaths: ['mail'],
    mapping
  })
  await stores.commands.setFeedChoice('full')
  expect(asks[1]).toEqual({
    ns: shopStore.ns,
    mode: 'full',
    format: 'mapped',
    mirrorAtMost: 1_000_000,
    userPaths: ['mail'],
    mapping
  })
})

it('learns where the user is, the newest first, and takes the last one back', async () => {
  const asks: unknown[] = []
  const { bridge, stores } = await someStores({
    'identity:learn': paths => {
      asks.push(paths)
      return [{ connectionId: shopConnection.id, ns: shopStore.ns, paths }]
    }
  })
  const { commands, app } = stores
  await commands.learnUser('mail')
  bridge.push('store:facts', { ...shopStore, ask: { ...shopStore.ask, userPaths: ['mail'] } })
  await commands.learnUser('account.mail')
  bridge.push('store:facts', { ...shopStore, ask: { ...shopStore.ask, userPaths: ['account.mail', 'mail'] } })
  await commands.learnUser('mail')
  await commands.unlearnUser()
  expect(asks).toEqual([['mail'], ['account.mail', 'mail'], ['mail', 'account.mail'], ['mail']])
  expect(app.getState().facts?.learned[0]?.paths).toEqual(['mail'])
})

it('opens a store with what was learned of it, and of no other', async () => {
  const asks: Array<{ userPaths: string[] }> = []
  const { stores } = await someStores({
    'store:open': ask => {
      asks.push(ask)
      return { ...shopStore, ask }
    }
  })
  const learned = { connectionId: shopConnection.id, ns: 'shop.sessions', paths: ['mail'] }
  stores.app.patch({ learned: [{ ...learned, connectionId: 'another', paths: ['no'] }, learned] })
  await stores.commands.openNs('shop.sessions')
  await stores.commands.openNs('shop.admin_sessions')
  expect(asks.map(ask => ask.userPaths)).toEqual([['mail'], []])
})

it('begins empty in another store: no rows, filter or selection of the old one', async () => {
  const { bridge, stores } = await someStores()
  bridge.push('view:window', aWindow())
  stores.ui.setSessions({ filter: 'ann', user: 'ann' })
  stores.ui.setState({ selectedKey: aKey(1), isDrawerOpen: true })
  bridge.push('store:facts', { ...shopStore, ns: 'blog.mySessions' })
  expect(stores.view.getState().view).toBeNull()
  expect(stores.ui.getState().sessions.filter).toBe('')
  expect(stores.ui.getState().selectedKey).toBeNull()
})

it('keeps the filter when the same store is opened another way', async () => {
  const { bridge, stores } = await someStores()
  bridge.push('view:window', aWindow({ version: 9 }))
  stores.ui.setSessions({ filter: 'ann' })
  bridge.push('store:facts', null)
  bridge.push('store:facts', { ...shopStore })
  bridge.push('view:window', aWindow({ version: 1 }))
  expect(stores.view.getState().view?.version).toBe(1)
  expect(stores.ui.getState().sessions.filter).toBe('ann')
})

it('tells a store that failed to open on a good connection apart from a failed connection', async () => {
  const { bridge, stores } = await someStores({
    'connection:open': () => {
      bridge.push('store:fault', {
        ns: 'shop.sessions',
        fault: fault('no-rights', 'This login may not read shop.sessions.')
      })
      return shopConnection
    }
  })
  await stores.commands.connect(openAskOf(firstDraft, null))
  expect(stores.app.getState().connectFault).toBeNull()
  expect(stores.app.getState().storeFault).toMatchObject({
    ns: 'shop.sessions',
    fault: { code: 'no-rights' }
  })
})

it('keeps rows and filter when the same store is told anew', async () => {
  const { bridge, stores } = await someStores()
  bridge.push('view:window', aWindow())
  stores.ui.setSessions({ filter: 'ann' })
  bridge.push('store:facts', { ...shopStore })
  expect(stores.view.getState().view).not.toBeNull()
  expect(stores.ui.getState().sessions.filter).toBe('ann')
})

it('pauses and resumes by what main last said', async () => {
  const { stores } = await someStores({
    'view:pause': ({ isPaused }) => (isPaused ? { pausedAt: 1, waiting: 0 } : null)
  })
  await stores.commands.togglePause()
  expect(stores.app.getState().facts?.pause).toEqual({ pausedAt: 1, waiting: 0 })
  await stores.commands.togglePause()
  expect(stores.app.getState().facts?.pause).toBeNull()
})

it('remembers widths, and starts afresh from what it cannot read', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value)
  }
  createUiStore(storage).setState({ drawerWidth: 500, selectedKey: aKey(1) })
  expect(createUiStore(storage).getState().drawerWidth).toBe(500)
  expect(createUiStore(storage).getState().selectedKey).toBeNull()
  for (const bad of ['{', 'null', '{"drawerWidth":"wide","hiddenColumns":[1]}']) {
    kept.set('sextant.ui', bad)
    expect(createUiStore(storage).getState().drawerWidth).toBe(448)
  }
})

it('turns a sort round on a second click, and begins dates at the newest', () => {
  expect(nextSort({ by: 'since', descending: true }, 'since')).toEqual({ by: 'since', descending: false })
  expect(nextSort({ by: 'since', descending: true }, 'user')).toEqual({ by: 'user', descending: false })
  expect(nextSort({ by: 'user', descending: false }, 'last-seen')).toEqual({
    by: 'last-seen',
    descending: true
  })
})

it('follows no users once their grid has left the screen, and keeps what it showed', async () => {
  const asks: UsersAsk[] = []
  const shown = { version: 3, start: 0, lines: [], matching: 0, madeAt: 0 } as unknown as UserWindow
  const { stores } = await someStores({
    'users:ask': ask => {
      asks.push(ask)
      return { ...shown, ask }
    }
  })
  const ask: UsersAsk = {
    start: 0,
    count: 60,
    filter: 'a',
    facet: 'all',
    sort: 'user',
    descending: false,
    open: []
  }
  await stores.users.ask(ask)
  stores.users.leave()
  expect(asks).toEqual([ask, { ...ask, count: 0 }])
  expect(stores.users.getState().view?.ask).toEqual(ask)
})
