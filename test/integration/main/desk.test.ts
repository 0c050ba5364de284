import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createAudit } from '../../../src/main/audit'
import { createDesk, type Desk } from '../../../src/main/desk'
import { createJournalPlaces } from '../../../src/main/journals'
import { createTab, type Shared, type Tab } from '../../../src/main/tab'
import { systemTimers } from '../../../src/monitor/timers'
import type { TabId } from '../../../src/shared/domain/desk'
import { automaticAsk } from '../../../src/shared/domain/store'
import { FaultError, fault } from '../../../src/shared/fault'
import type { Pushes, PushName } from '../../../src/shared/ipc/contract'
import { aDatabase } from '../../support/database'
import { nothingIsLeftOver } from '../../support/left-over'
import { memorySettings } from '../../support/memory-settings'
import { memoryConnections } from '../../support/saved-connections'
import { anActivityAsk, aViewAsk } from '../../support/sessions'
import type { Stored } from '../../support/store-writes'
import { until } from '../../support/until'
import { storedSession } from '../../support/watched'

interface Told {
  readonly name: PushName
  readonly value: Pushes[PushName]
  readonly tab: TabId | null
}

const uri = inject('replicaSetUri')
const { db, name, client } = aDatabase(uri)
const [shop, blog] = [db.collection<Stored>('shop'), db.collection<Stored>('blog')]
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-desk-'))
  await shop.insertMany([storedSession('shop-1', 'ann'), storedSession('shop-2', 'bob')])
  await blog.insertMany([storedSession('blog-1', 'cid')])
  await client.db().admin().ping()
})
afterAll(() => rm(folder, { recursive: true, force: true }))
nothingIsLeftOver()

/** The program's own desk, but for what only Electron has. */
function aDesk() {
  const told: Told[] = []
  const errors: unknown[] = []
  const settings = memorySettings()
  const refuse = () => Promise.reject(new FaultError(fault('demo-failed', 'There is no demo here.')))
  const shared: Shared = {
    system: {
      version: '0',
      versions: [],
      platform: 'test',
      applyAppearance: () => undefined,
      windowAct: () => undefined,
      writeClipboard: () => undefined,
      openInBrowser: async () => undefined
    },
    settings,
    kept: memoryConnections(),
    places: createJournalPlaces(join(folder, 'journals'), settings),
    demo: { state: { kind: 'off' }, start: refuse, stop: async () => undefined },
    audit: createAudit(join(folder, 'audit.jsonl'), error => void errors.push(error)),
    log: { error: (_what, error) => void errors.push(error) },
    desk: () => desk,
    firstFault: () => null,
    recent: () => undefined,
    chooseFile: async () => null,
    mirrorAtMost: () => null,
    isReadOnlyForGood: () => false,
    notify: () => undefined,
    startShop: refuse
  }
  const desk: Desk<Tab> = createDesk<Tab>({
    make: (id, voice) => createTab(shared, id, voice),
    push: (pushed, value, tab) => void told.push({ name: pushed, value, tab }),
    totals: () => undefined,
    timers: systemTimers
  })
  const of = (tab: TabId) => desk.tab(tab).handlers
  const connect = (tab: TabId, collection: string) => connectTo(tab, `${name}.${collection}`)
  const connectTo = (tab: TabId, ns: string | null) =>
    of(tab)['connection:open']({
      uri,
      isReadOnly: true,
      ns,
      insteadOf: null,
      ssh: null,
      savedId: null,
      secrets: {}
    })
  const users = async (tab: TabId) => {
    const { rows } = await of(tab)['view:ask'](aViewAsk())
    return rows.map(row => row.user).sort()
  }
  return { desk, told, errors, of, connect, connectTo, users }
}

const activity = anActivityAsk({ hasNoise: true })

it('watches two stores at once, the one in the background without its window, and leaves nothing when closed', async () => {
  const { desk, told, errors, of, connect, users } = aDesk()
  const first = desk.facts.shown
  await connect(first, 'shop')
  await until(async () => (await users(first)).length === 2, 'the shop is read')
  const second = desk.open().shown
  await of(second)['connection:beside']({ tab: first, ns: `${name}.blog` })
  await until(async () => (await users(second)).length === 1, 'the blog is read')
  expect([await users(first), await users(second)]).toEqual([['ann', 'bob'], ['cid']])

  // Something happens in both: only what is shown gets windows, and the other its count.
  told.length = 0
  await shop.insertOne(storedSession('shop-3', 'dan'))
  await blog.insertOne(storedSession('blog-2', 'eve'))
  const shopFacts = () => desk.facts.tabs.find(tab => tab.id === first)
  await until(() => shopFacts()?.signedIn === 3, 'the shop has counted its third')
  await until(() => told.some(one => one.name === 'view:window' && one.tab === second), 'the blog is shown')
  await until(() => told.some(one => one.name === 'desk:state'), 'the strip is told')
  expect(told.filter(one => one.tab === first)).toEqual([])

  // Brought to the front, it has all that happened meanwhile.
  told.length = 0
  desk.show(first)
  await until(() => told.some(one => one.name === 'view:window' && one.tab === first), 'its window is told')
  const { lines } = await of(first)['activity:ask'](activity)
  const seen = lines.flatMap(line => (line.kind === 'event' ? [[line.event.event, line.event.user]] : []))
  expect(seen).toContainEqual(['signed-in', 'dan'])
  expect(seen).not.toContainEqual(['signed-in', 'eve'])
  expect(await users(first)).toEqual(['ann', 'bob', 'dan'])

  // What is allowed in one is not in the other.
  await of(first)['sign-out:allow']({ isAllowed: true })
  expect([first, second].map(tab => desk.tab(tab).workspace.connection?.isReadOnly)).toEqual([false, true])
  const rows = { query: aViewAsk(), keys: null }
  await expect(of(second)['sign-out:plan'](rows)).rejects.toThrow('read-only')

  // The same store is shown, not opened once more.
  const third = desk.open().shown
  await expect(connect(third, 'blog')).rejects.toThrow('another tab')
  expect([desk.facts.shown, desk.facts.tabs.map(tab => tab.id)]).toEqual([second, [first, second]])

  await desk.close(second)
  expect(desk.facts).toMatchObject({ shown: first, tabs: [{ id: first }] })
  expect(() => of(second)).toThrow('closed')
  await desk.closeAll()
  expect(errors).toEqual([])
})

it('opens a place once, where two tabs ask for it at once and where one is just leaving it', async () => {
  const { desk, errors, of, connect, users, connectTo } = aDesk()
  const first = desk.facts.shown
  await connect(first, 'blog')
  const second = desk.open().shown
  const opening = connect(second, 'shop')
  await expect(connect(first, 'shop')).rejects.toThrow('another tab')
  await opening
  expect(desk.facts).toMatchObject({ shown: second, tabs: [{ ns: `${name}.blog` }, { ns: `${name}.shop` }] })
  await desk.close(second)

  const third = desk.open().shown
  const closing = of(first)['connection:close']()
  expect(desk.facts.tabs.find(tab => tab.id === first)?.connectionId).toBeNull()
  await connectTo(third, null)
  await closing
  expect(desk.facts.tabs.filter(tab => tab.connectionId !== null).map(tab => tab.id)).toEqual([third])
  await of(third)['store:open'](automaticAsk(`${name}.shop`))
  await until(async () => (await users(third)).length > 1, 'the shop is read')
  await desk.closeAll()
  expect(errors).toEqual([])
})
