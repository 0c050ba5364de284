import { afterEach, expect, inject, it } from 'vitest'
import { type LiveStore, startLiveStore } from '../../../src/monitor/live-store'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { StoreFacts } from '../../../src/shared/domain/store'
import type { SessionWindow, Totals } from '../../../src/shared/domain/view'
import { aDatabase } from '../../support/database'
import { aViewAsk } from '../../support/sessions'
import { openStoreAt, type StoreAt } from '../../support/store-at'
import { startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

interface Watched {
  readonly live: LiveStore
  readonly at: StoreAt
  readonly events: ActivityEvent[]
  readonly windows: SessionWindow[]
  facts: StoreFacts | null
  totals: Totals | null
}

const open: Watched[] = []
afterEach(async () => {
  for (const { live, at } of open.splice(0)) {
    await live.stop()
    await at.close()
  }
})

async function watched(collection: string): Promise<Watched> {
  const at = await openStoreAt(uri, `${name}.${collection}`)
  const told: Omit<Watched, 'live'> = { at, events: [], windows: [], facts: null, totals: null }
  const live = startLiveStore(at.connection, at.store, {
    facts: facts => {
      told.facts = facts
    },
    sessions: window => told.windows.push(window),
    users: () => undefined,
    feed: () => undefined,
    pause: () => undefined,
    totals: totals => {
      told.totals = totals
    },
    events: events => told.events.push(...events)
  })
  const result = Object.assign(told, { live })
  open.push(result)
  await until(() => live.monitor.feed.kind === 'live', 'the change stream')
  return result
}

it('recognises an empty collection when its first sessions come', async () => {
  await db.createCollection('fresh')
  const store = await watched('fresh')
  expect(store.live.facts.notices.map(n => n.code)).toEqual(['empty-collection'])
  const app = await startStoreApp({ library: 'connect-mongo-6', uri, database: name, collection: 'fresh' })
  await app.browser().visit('/login/ann@shop.io')
  await until(() => store.facts?.format.id === 'connect-mongo', 'the format')
  await until(() => store.live.monitor.totals().signedIn === 1, 'the sign-in')
  expect(store.live.facts.notices.map(n => n.code)).not.toContain('empty-collection')
  await app.stop()
})

it('reads one session in full and tells its id only when asked', async () => {
  const library = 'connect-mongodb-session'
  const app = await startStoreApp({ library, uri, database: name, collection: library })
  await app.browser().visit('/login/bob@shop.io')
  const store = await watched(library)
  const [row] = (await store.live.monitor.askSessions(aViewAsk())).rows
  if (!row) throw new Error('no row')
  const document = await db.collection(library).findOne({})
  const id = String(document?._id)
  const detail = await store.live.readDetail(row.key, [])
  expect(JSON.stringify([row, detail])).not.toContain(id)
  expect(JSON.stringify(detail)).toContain('bob@shop.io')
  expect(JSON.stringify(await store.live.readDetail(row.key, ['_id']))).toContain(id)
  expect(store.live.revealId(row.key)).toBe(id)
  const found = await store.live.monitor.askSessions(aViewAsk({ filter: id.slice(0, 6) }))
  expect(found.matching).toBe(1)
  await app.stop()
})

it('pushes a window for a write, holds it while paused, and ends a session as signed out', async () => {
  const app = await startStoreApp({
    library: 'connect-mongodb-session',
    uri,
    database: name,
    collection: 'pushes'
  })
  const person = app.browser()
  await person.visit('/')
  const store = await watched('pushes')
  store.live.monitor.askSessions(aViewAsk())
  const rowsPushed = () => store.windows.at(-1)?.rows ?? []
  await person.visit('/login/eve@shop.io')
  await until(() => rowsPushed()[0]?.user === 'eve@shop.io', 'the window with the login')

  store.live.monitor.pause(true)
  const pushedBefore = store.windows.length
  await person.visit('/')
  await until(() => (store.live.monitor.pauseState?.waiting ?? 0) > 0, 'a change that waits')
  expect(store.windows).toHaveLength(pushedBefore)
  store.live.monitor.pause(false)

  await person.visit('/logout')
  await until(() => rowsPushed()[0]?.ending?.how === 'signed-out', 'the struck row')
  await until(() => store.windows.at(-1)?.matching === 0, 'the row to leave')
  expect(store.events.map(e => e.event)).toEqual(['signed-in', 'changed', 'signed-out'])
  await app.stop()
})
