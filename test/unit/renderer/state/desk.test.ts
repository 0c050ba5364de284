import { expect, it } from 'vitest'
import { bridgeOf, createDesk } from '../../../../src/renderer/state/desk'
import { createStores } from '../../../../src/renderer/state/stores'
import type { DeskFacts, TabFacts, TabId } from '../../../../src/shared/domain/desk'
import type { AppFacts, PageBridge, Pushes, PushName } from '../../../../src/shared/ipc/contract'
import { manualTime } from '../../../support/renderer/manual-time'
import { aWindow } from '../../../support/renderer/rows'
import { shopConnection, shopStore } from '../../../support/renderer/shop-facts'

const aTab = (id: TabId, part: Partial<TabFacts> = {}): TabFacts => ({
  id,
  label: 'localhost',
  connectionId: 'c',
  isDemo: false,
  ns: 'shop.sessions',
  feed: 'live',
  isPaused: false,
  signedIn: 1,
  cameBack: 0,
  ...part
})

const factsOf = (tab: TabId): AppFacts => ({
  version: '1',
  versions: [],
  kept: null,
  platform: 'linux',
  appearance: 'system',
  recent: [],
  saved: [],
  keychain: { canKeep: true, why: null },
  mirrorAtMost: 1,
  learned: [],
  connection: { ...shopConnection, label: `server ${tab}` },
  store: shopStore,
  storeFault: null,
  feed: { kind: 'idle' },
  pause: null,
  demo: { kind: 'off' },
  fault: null
})

/** A window of tabs whose main answers at once, but for what a test holds back. */
function aPage(ids: readonly TabId[]) {
  let facts: DeskFacts = { version: 0, tabs: ids.map(id => aTab(id)), shown: ids[0] ?? 1 }
  const listeners = new Set<readonly [PushName, (push: never, tab: TabId | null) => void]>()
  const held: (() => void)[] = []
  let isHolding = false
  const asked: [name: string, tab: TabId][] = []

  function become(part: Partial<DeskFacts>): DeskFacts {
    facts = { ...facts, ...part, version: facts.version + 1 }
    return facts
  }

  function answer(name: string, ask: unknown, tab: TabId): unknown {
    const wanted = (ask as { tab?: TabId } | undefined)?.tab ?? 0
    if (name === 'app:read') return factsOf(tab)
    if (name === 'desk:read') return facts
    if (name === 'desk:show') return become({ shown: wanted })
    if (name === 'desk:open') return become({ tabs: [...facts.tabs, aTab(9, { label: null })], shown: 9 })
    if (name === 'desk:close') {
      const tabs = facts.tabs.filter(one => one.id !== wanted)
      return become({ tabs, shown: tabs[0]?.id ?? 0 })
    }
    if (name === 'names:read') return { source: null, names: [], trouble: null }
    if (name === 'view:ask') return aWindow({ version: tab })
    return null
  }

  const page: PageBridge = {
    async ask(name, ask, tab) {
      asked.push([name, tab])
      if (name === 'view:ask' && isHolding) await new Promise<void>(resolve => held.push(resolve))
      return { ok: true, value: answer(name, ask, tab) as never }
    },
    on(name, listener) {
      const entry = [name, listener as never] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    }
  }
  const desk = createDesk(page, (tab, of) =>
    createStores({
      bridge: bridgeOf(page, tab),
      time: manualTime(),
      storage: null,
      startAt: 0,
      tab,
      desk: of
    })
  )
  return {
    desk,
    asked,
    become,
    hold: () => {
      isHolding = true
    },
    letGo: () => held.forEach(resume => void resume()),
    push<N extends PushName>(name: N, value: Pushes[N], tab: TabId | null): void {
      for (const [of, listener] of listeners) if (of === name) listener(value as never, tab)
    },
    listening: () => listeners.size
  }
}

const viewAsk = { start: 0, count: 1, anchor: null, anchorOffset: 0, holdOrder: false } as never

it('keeps what the person set up in a tab while another is shown', async () => {
  const { desk } = aPage([1, 2])
  await desk.read()
  const first = desk.storesShown()
  first?.ui.setSessions({ filter: 'ann', facet: 'signed-in', sort: { by: 'user', descending: false } })
  first?.ui.setState({ tab: 'activity' })
  await desk.walk(1)
  expect(desk.getState().shown).toBe(2)
  expect(desk.storesShown()?.ui.getState()).toMatchObject({ tab: 'sessions', sessions: { filter: '' } })
  await desk.walk(1)
  expect(desk.storesShown()).toBe(first)
  expect(first?.ui.getState()).toMatchObject({
    tab: 'activity',
    sessions: { filter: 'ann', facet: 'signed-in', sort: { by: 'user' } }
  })
})

it('puts a late answer where it was asked, not where the person has gone meanwhile', async () => {
  const { desk, hold, letGo, asked } = aPage([1, 2])
  await desk.read()
  const first = desk.storesShown()
  hold()
  const answered = first?.view.ask(viewAsk)
  await desk.show(2)
  const second = desk.storesShown()
  letGo()
  await answered
  expect(first?.view.getState().view).not.toBeNull()
  expect(second?.view.getState().view).toBeNull()
  expect(asked.filter(([name]) => name === 'view:ask')).toEqual([['view:ask', 1]])
})

it('asks for the present of a tab before it is drawn again', async () => {
  const { desk, asked } = aPage([1, 2])
  await desk.read()
  await desk.show(2)
  await desk.show(1)
  expect(asked.filter(([name]) => name === 'app:read').map(([, tab]) => tab)).toEqual([1, 2, 1])
  expect(desk.storesShown()?.app.getState().facts?.connection?.label).toBe('server 1')
})

it('gives a tab what is pushed for it, and all of them what is for no tab', async () => {
  const { desk, push } = aPage([1, 2])
  await desk.read()
  const first = desk.storesShown()
  await desk.show(2)
  const second = desk.storesShown()
  push('feed:state', { kind: 'failed', fault: { code: 'lost' } } as never, 1)
  push('demo:state', { kind: 'starting', step: 'x' }, null)
  const kinds = [first, second].map(stores => {
    const { facts } = stores?.app.getState() ?? {}
    return [facts?.feed.kind, facts?.demo.kind]
  })
  expect(kinds).toEqual([
    ['failed', 'starting'],
    ['idle', 'starting']
  ])
})

it('lets go of all it held of a tab that is closed', async () => {
  const { desk, listening } = aPage([1, 2])
  await desk.read()
  const alone = listening()
  await desk.show(2)
  expect(listening()).toBeGreaterThan(alone)
  await desk.close(2)
  expect([desk.getState().shown, desk.getState().tabs.length, listening()]).toEqual([1, 1, alone])
})

it('goes by the newest news, in whatever order it comes', async () => {
  const { desk, push, become } = aPage([1, 2])
  await desk.read()
  const older = become({ shown: 2 })
  const newer = become({ shown: 1, tabs: [aTab(1, { signedIn: 7 }), aTab(2)] })
  push('desk:state', newer, null)
  push('desk:state', older, null)
  expect(desk.getState()).toMatchObject({ shown: 1, tabs: [{ signedIn: 7 }, {}] })
})

it('opens another store of a connection in a tab of its own', async () => {
  const { desk, asked } = aPage([1])
  await desk.read()
  await desk.openBeside(1, 'shop.other')
  expect(desk.getState().shown).toBe(9)
  expect(asked.at(-1)).toEqual(['connection:beside', 9])
})
