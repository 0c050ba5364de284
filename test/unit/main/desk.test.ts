import { expect, it } from 'vitest'
import { createDesk, type Desk, type TabContent, type TabVoice } from '../../../src/main/desk'
import type { Handlers } from '../../../src/main/ipc/serve'
import type { OpenConnection } from '../../../src/shared/domain/connection'
import { MOST_TABS, type TabId } from '../../../src/shared/domain/desk'
import type { StoreFacts } from '../../../src/shared/domain/store'
import { noTotals } from '../../../src/shared/domain/view'
import type { PushName } from '../../../src/shared/ipc/contract'
import { manualTime } from '../../support/manual-time'
import { shopConnection, shopStore } from '../../support/renderer/shop-facts'

const SHOP = { uri: 'mongodb://shop', ns: 'shop.sessions' }
const live = { kind: 'live', sinceAt: 0, mode: 'watch', lagMs: 1 } as const

/** A tab whose workspace is what a test says it is. */
interface ToyTab extends TabContent {
  readonly voice: TabVoice
  readonly log: string[]
  put(uri: string | null, part?: Partial<OpenConnection>): void
  endClosing(): void
}

function toyTab(voice: TabVoice): ToyTab {
  let uri: string | null = null
  let connection: OpenConnection | null = null
  let store: StoreFacts | null = null
  let endClosing = () => {}
  const log: string[] = []
  return {
    voice,
    log,
    handlers: {} as Handlers,
    cancel: async () => void log.push('cancel'),
    endClosing: () => endClosing(),
    put(next, part = {}) {
      uri = next
      connection = next === null ? null : { ...shopConnection, ...part }
      store = next === null ? null : shopStore
    },
    workspace: {
      get connection() {
        return connection
      },
      get facts() {
        return store
      },
      feed: live,
      pause: null,
      isOf: one => one.uri === uri,
      setShown: isShown => void log.push(isShown ? 'shown' : 'hidden'),
      cancel: () => undefined,
      close: () =>
        new Promise(resolve => {
          log.push('closing')
          endClosing = resolve
        })
    }
  }
}

function aDesk() {
  const told: [name: PushName, tab: TabId | null][] = []
  const totals: number[] = []
  const time = manualTime(0)
  const desk: Desk<ToyTab> = createDesk<ToyTab>({
    make: (_id, voice) => toyTab(voice),
    push: (name, _value, tab) => void told.push([name, tab]),
    totals: next => void totals.push(next.signedIn),
    timers: time.timers
  })
  /** With something open in it, so that the next one is another. */
  const openShop = (uri = `mongodb://${Math.random()}`) => {
    const id = desk.open().shown
    desk.tab(id).put(uri)
    return id
  }
  return { desk, told, totals, time, openShop }
}

it('shows the window of the tab that is looked at, and nothing of the others but that they are there', () => {
  const { desk, told, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  told.length = 0
  desk.tab(a).voice.push('feed:state', live)
  desk.tab(b).voice.push('feed:state', live)
  expect(told).toEqual([['feed:state', b]])
  desk.show(a)
  desk.tab(a).voice.push('feed:state', live)
  expect(told.at(-1)).toEqual(['feed:state', a])
})

it('tells a tab in the background of what it would never hear of again', () => {
  const { desk, told, openShop } = aDesk()
  const [a] = [openShop(), openShop()]
  desk.tab(a).voice.push('store:facts', shopStore)
  expect(told.at(-1)).toEqual(['store:facts', a])
})

it('tells the counts of the others now and then, and those of the one shown to whoever prints them', () => {
  const { desk, told, totals, time, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  told.length = 0
  for (const signedIn of [1, 2, 3]) desk.tab(a).voice.totals({ ...noTotals, signedIn })
  desk.tab(b).voice.totals({ ...noTotals, signedIn: 9 })
  expect(told).toEqual([])
  time.advance(1000)
  expect(told).toEqual([['desk:state', null]])
  expect(desk.facts.tabs.map(tab => tab.signedIn)).toEqual([3, 9])
  expect(totals).toEqual([9])
})

it('is silent while there is one tab, whose window has it all', () => {
  const { desk, told, time, openShop } = aDesk()
  const a = openShop()
  told.length = 0
  desk.tab(a).voice.totals({ ...noTotals, signedIn: 1 })
  time.advance(5000)
  expect(told).toEqual([])
})

it('has a workspace rest while another is looked at', () => {
  const { desk, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  desk.show(a)
  expect([desk.tab(a).log, desk.tab(b).log]).toEqual([
    ['hidden', 'shown'],
    ['shown', 'hidden']
  ])
})

it('opens one tab with nothing in it, not two, and not more than a person could want', () => {
  const { desk, openShop } = aDesk()
  expect(desk.open().tabs).toHaveLength(1)
  const a = openShop()
  const empty = desk.open().shown
  desk.show(a)
  expect(desk.open().shown).toBe(empty)
  desk.tab(empty).put('mongodb://other')
  while (desk.facts.tabs.length < MOST_TABS) openShop()
  expect(() => desk.open()).toThrow(/tabs are open/)
})

it('shows the next one to the right of a tab that is closed, else the one to its left; one that is hidden just goes', async () => {
  const { desk, openShop } = aDesk()
  const [a, b, c, d] = [openShop(), openShop(), openShop(), openShop()]
  desk.show(b)
  void desk.close(b)
  expect(desk.facts.shown).toBe(c)
  void desk.close(a)
  expect(desk.facts.shown).toBe(c)
  desk.show(d)
  void desk.close(d)
  expect(desk.facts.shown).toBe(c)
  expect(desk.facts.tabs.map(tab => tab.id)).toEqual([c])
})

it('hears nothing more of a tab from the moment it is closed, and is done when all in it has ended', async () => {
  const { desk, told, openShop } = aDesk()
  const [a] = [openShop(), openShop()]
  const tab = desk.tab(a)
  let isDone = false
  const closing = desk.close(a).then(() => {
    isDone = true
  })
  told.length = 0
  tab.voice.push('connection:state', null)
  tab.voice.totals({ ...noTotals, signedIn: 1 })
  expect(told).toEqual([])
  expect(() => desk.tab(a)).toThrow('This tab has been closed.')
  await Promise.resolve()
  expect([isDone, tab.log.includes('cancel')]).toEqual([false, true])
  tab.endClosing()
  await closing
  expect(isDone).toBe(true)
})

it('keeps the last tab, with nothing in it', async () => {
  const { desk, openShop } = aDesk()
  const a = openShop()
  const closing = desk.close(a)
  desk.tab(a).endClosing()
  expect((await closing).tabs.map(tab => tab.id)).toEqual([a])
  expect(desk.tab(a).log).toContain('closing')
})

it('shows what is open already instead of opening it twice, and takes the empty tab away', async () => {
  const { desk, openShop } = aDesk()
  const a = openShop(SHOP.uri)
  const empty = desk.open().shown
  const opened: string[] = []
  const open = async () => void opened.push('open')
  await expect(desk.openOnce(empty, SHOP, open)).rejects.toMatchObject({ fault: { code: 'cancelled' } })
  expect([desk.facts.shown, desk.facts.tabs.map(tab => tab.id), opened]).toEqual([a, [a], []])

  const next = desk.open().shown
  await desk.openOnce(next, { ...SHOP, ns: 'shop.other' }, open)
  await expect(desk.openOnce(next, { ...SHOP, ns: null }, open)).rejects.toThrow('another tab')
  expect(opened).toEqual(['open'])
})

it('does not take a tab in which something is being opened for an empty one', async () => {
  const { desk } = aDesk()
  let end = () => {}
  const opening = desk.openOnce(
    1,
    SHOP,
    () =>
      new Promise<void>(resolve => {
        end = resolve
      })
  )
  expect(desk.open().shown).toBe(2)
  end()
  await opening
})

it('opens one place once, also where two tabs ask for it in the same moment', async () => {
  const { desk, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  let fail = (_error: Error) => {}
  const opened: TabId[] = []
  const openIn = (tab: TabId) => () =>
    new Promise<void>((_resolve, reject) => {
      opened.push(tab)
      fail = reject
    })
  const first = desk.openOnce(a, SHOP, openIn(a))
  await expect(desk.openOnce(b, SHOP, openIn(b))).rejects.toMatchObject({ fault: { code: 'cancelled' } })
  await expect(desk.openOnce(b, { ...SHOP, ns: null }, openIn(b))).rejects.toThrow('another tab')
  expect([opened, desk.facts.shown]).toEqual([[a], a])

  const other = desk.openOnce(b, { ...SHOP, ns: 'shop.other' }, async () => void opened.push(b))
  await other
  fail(new Error('no route'))
  await expect(first).rejects.toThrow('no route')
  await desk.openOnce(b, SHOP, async () => void opened.push(b))
  expect(opened).toEqual([a, b, b])
})

it('tells at once what is open and what no longer is, also of the only tab', () => {
  const { desk, told, time, openShop } = aDesk()
  const a = openShop()
  told.length = 0
  const tab = desk.tab(a)
  tab.voice.push('connection:state', shopConnection)
  tab.voice.push('store:facts', shopStore)
  time.advance(0)
  expect(told.filter(([name]) => name === 'desk:state')).toHaveLength(1)
  tab.put(null)
  tab.voice.push('connection:state', null)
  time.advance(0)
  expect(told.filter(([name]) => name === 'desk:state')).toHaveLength(2)
})

it('tells the first count of a tab at once, and that its feed is another', () => {
  const { desk, told, time, openShop } = aDesk()
  const [a] = [openShop(), openShop()]
  const tells = () => told.filter(([name]) => name === 'desk:state').length
  time.advance(5000)
  const before = tells()
  desk.tab(a).voice.totals({ ...noTotals, signedIn: 1 })
  time.advance(0)
  expect(tells()).toBe(before + 1)
  desk.tab(a).voice.totals({ ...noTotals, signedIn: 2 })
  time.advance(0)
  expect(tells()).toBe(before + 1)
  desk.tab(a).voice.push('feed:state', live)
  time.advance(0)
  expect(tells()).toBe(before + 2)
})

it('closes the tab of the demo when the demo ends, and no other', async () => {
  const { desk, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  desk.tab(b).put('mongodb://demo', { isDemo: true })
  const demo = desk.tab(b)
  const closing = desk.closeDemo()
  demo.endClosing()
  await closing
  expect(desk.facts.tabs.map(tab => tab.id)).toEqual([a])
})

it('counts those that came back while nobody looked, until somebody does', () => {
  const { desk, openShop } = aDesk()
  const [a, b] = [openShop(), openShop()]
  const cameBack = () => desk.facts.tabs.map(tab => tab.cameBack)
  for (const id of [a, b]) desk.tab(id).voice.push('session:came-back', {} as never)
  expect(cameBack()).toEqual([1, 0])
  desk.show(a)
  expect(cameBack()).toEqual([0, 0])
})
