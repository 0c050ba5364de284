import { Long } from 'bson'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { connect } from '../../../src/monitor/connection'
import { formats } from '../../../src/monitor/formats/registry'
import { type LiveStore, startLiveStore } from '../../../src/monitor/live-store'
import { createReader } from '../../../src/monitor/reader'
import { openStore } from '../../../src/monitor/store'
import type { SessionRow } from '../../../src/shared/domain/view'
import { FaultError } from '../../../src/shared/fault'
import { aDatabase } from '../../support/database'
import { SOON } from '../../support/hostile/curses'
import { type HostileDocument, hostileDocuments } from '../../support/hostile/hostile-documents'
import { insertRaw } from '../../support/hostile/insert-raw'
import { embedded, listOf, rawDocument } from '../../support/hostile/raw-bson'
import { aUsersAsk, aViewAsk } from '../../support/sessions'
import { anAsk } from '../../support/store-at'
import { until } from '../../support/until'
import { startWireServer } from '../../support/wire-server'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const port = Number(new URL(uri).port)
const ignore = () => undefined
const listener = {
  facts: ignore,
  sessions: ignore,
  users: ignore,
  feed: ignore,
  pause: ignore,
  totals: ignore
}

/** Of an id that is no text nobody can ask. */
const BROKEN_ID = 'The id of this session is broken text: its document cannot be asked for by it.'

let taken: readonly HostileDocument[]
let refused: ReadonlyMap<string, string>
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  await db.collection('sessions').createIndex({ expires: 1 })
  const answers = new Map<HostileDocument, string | null>()
  for (const document of hostileDocuments(1))
    answers.set(document, await insertRaw(port, { db: name, collection: 'sessions' }, document.raw))
  taken = [...answers].filter(([, reason]) => reason === null).map(([document]) => document)
  refused = new Map([...answers].flatMap(([d, reason]) => (reason === null ? [] : [[d.what, reason]])))
})
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function opened(mode: 'auto' | 'delta' | 'full', mirrorAtMost = 1_000_000): Promise<LiveStore> {
  const connection = await connect({ uri, isReadOnly: true })
  stops.push(() => connection.close())
  const ask = anAsk(`${name}.sessions`, { mode, mirrorAtMost })
  const live = startLiveStore(connection, await openStore(connection, ask), listener)
  stops.push(() => live.stop())
  return live
}

async function allRows(live: LiveStore): Promise<readonly SessionRow[]> {
  const rows: SessionRow[] = []
  for (let start = 0; start < taken.length; start += 200)
    rows.push(...(await live.monitor.askSessions(aViewAsk({ start, count: 200 }))).rows)
  return rows
}

it('takes in nearly all of them', () => {
  expect([...refused.keys()].every(what => !/ordinary/.test(what))).toBe(true)
  expect(taken.length, JSON.stringify([...refused])).toBeGreaterThan(280)
})

it.each(['auto', 'delta', 'full'] as const)(
  'shows every document as a row, and the ordinary ones rightly, %s',
  async mode => {
    const live = await opened(mode)
    await until(() => live.monitor.totals().documents === taken.length, `all ${taken.length} are read`)
    const rows = await allRows(live)
    expect(new Set(rows.map(row => row.key)).size).toBe(taken.length)
    for (const row of rows) expect(row.reason === null).toBe(row.state !== 'unreadable')
    const byUser = new Map(rows.map(row => [row.user, row]))
    for (const { user, isOrdinary } of taken) {
      if (user === undefined) continue
      expect([...byUser.keys()]).toContain(user)
      if (isOrdinary)
        expect(byUser.get(user)).toMatchObject({ state: 'signed-in', expiresAt: SOON.getTime() })
    }
  }
)

it('opens the detail of each, or says why not', async () => {
  const live = await opened('auto')
  await until(() => live.monitor.totals().documents === taken.length, 'all are read')
  const faults: string[] = []
  for (const { key } of await allRows(live)) {
    const detail = await live.readDetail(key, []).catch((error: unknown) => {
      if (!(error instanceof FaultError)) throw error
      faults.push(error.fault.message)
      return null
    })
    expect(structuredClone(detail)).toEqual(detail)
  }
  expect(faults.filter(text => text !== BROKEN_ID)).toEqual([])
})

it('filters, lists users and completes paths among them', async () => {
  const live = await opened('auto')
  await until(() => live.monitor.totals().documents === taken.length, 'all are read')
  const ordinary = taken.filter(one => one.isOrdinary)
  const found = await live.monitor.askSessions(aViewAsk({ filter: 'user:person' }))
  expect(found.rows.map(row => row.user).sort()).toEqual(ordinary.map(one => one.user).sort())
  await live.monitor.askSessions(aViewAsk({ filter: 'user.email=keyed@shop.io' }))
  const keyed = taken.filter(one => one.user === 'keyed@shop.io').length
  await until(
    async () =>
      (await live.monitor.askSessions(aViewAsk({ filter: 'user.email=keyed@shop.io' }))).rows.length ===
      keyed,
    'what is asked of payloads is found'
  )
  const users = await live.monitor.askUsers(aUsersAsk())
  expect(users.lines.length).toBeGreaterThan(ordinary.length)
  expect(await live.payloadPaths()).toContain('user.email')
})

it('counts them by the database without a fault', async () => {
  const live = await opened('auto', 0)
  await until(() => live.monitor.totals().documents === taken.length, 'all are counted')
  const { rows } = await live.monitor.askSessions(aViewAsk({ count: 200 }))
  expect(rows.length).toBe(200)
  expect(Reflect.has({}, 'polluted')).toBe(false)
})

it('reads what this server does not take as another one would send it', async () => {
  const documents = hostileDocuments(1).filter(({ raw }) => raw.length < 100_000)
  const batch = listOf(documents.map(({ raw }) => ({ type: 3, bytes: raw })))
  const cursor = embedded([
    ['id', Long.ZERO],
    ['ns', 'shop.sessions'],
    ['firstBatch', batch]
  ])
  const reply = rawDocument([
    ['ok', 1],
    ['cursor', cursor]
  ])
  const server = await startWireServer(() => ({
    hello: { isWritablePrimary: true },
    commands: { find: reply }
  }))
  stops.push(server.stop)
  const connection = await connect({ uri: `mongodb://127.0.0.1:${server.port}/`, isReadOnly: true })
  stops.push(() => connection.close())
  const found = await connection.client.db('shop').collection('sessions').find().toArray()
  expect(found).toHaveLength(documents.length)
  const reader = createReader([formats['connect-mongodb-session'].assume([], [])])
  for (const [i, { user, what, isOrdinary }] of documents.entries()) {
    const { session } = reader.read(found[i] ?? {}, SOON.getTime() - 1000, false)
    if (user !== undefined) expect(session.user, what).toBe(user)
    if (isOrdinary) expect(session).toMatchObject({ state: 'signed-in', expiresAt: SOON.getTime() })
  }
})
