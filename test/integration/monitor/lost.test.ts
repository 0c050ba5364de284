import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { startFeed } from '../../../src/monitor/feed/choose'
import { anObjectDocument } from '../../support/documents'
import { mapSink } from '../../support/map-sink'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

type Stored = Document & { readonly _id: string }
const aSession = (_id: string): Stored => ({
  ...anObjectDocument(),
  expires: new Date(Date.now() + 600_000),
  _id
})
const journaled = { writeConcern: { w: 1, j: true } } as const

describe.each([
  { mode: 'watch', isStandalone: false, kind: 'live' },
  { mode: 'full', isStandalone: true, kind: 'polling' },
  { mode: 'delta', isStandalone: true, kind: 'polling' }
] as const)('the $mode feed, when the server goes away', ({ mode, isStandalone, kind }) => {
  let storagePath: string
  let server: EmbeddedDatabase
  beforeAll(async () => {
    storagePath = await mkdtemp(join(tmpdir(), 'sextant-lost-'))
    server = await startDatabase({ storagePath, isStandalone })
    await withWriter(c => sessions(c).createIndex({ expires: 1 }))
    await insert('kept-000', 'gone-000')
  })
  afterAll(async () => {
    await server.stop()
    await rm(storagePath, { recursive: true, force: true })
  })

  async function withWriter(work: (client: MongoClient) => Promise<unknown>): Promise<void> {
    const client = new MongoClient(server.uri)
    await work(client).finally(() => client.close())
  }
  const sessions = (client: MongoClient) => client.db('shop').collection<Stored>('sessions', journaled)
  const insert = (...ids: string[]) => withWriter(c => sessions(c).insertMany(ids.map(aSession)))

  it('says so, keeps what it had, and is back with what changed meanwhile', async () => {
    const { store, close } = await openStoreAt(server.uri, 'shop.sessions', { mode })
    const sink = mapSink()
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === kind, `it is ${kind}`)

    const killedAt = performance.now()
    await server.kill()
    const lost = await until(() => sink.states.find(s => s.kind === 'lost'), 'it is lost')
    expect(performance.now() - killedAt).toBeLessThan(5000)
    expect(lost).toMatchObject({ attempt: 1, fault: { code: 'lost' } })
    expect(sink.documents.size).toBe(2)
    await until(() => sink.states.some(s => s.kind === 'lost' && s.attempt > 1), 'it tries again')

    server = await startDatabase({ storagePath, isStandalone, port: server.port })
    await insert('back-000')
    await withWriter(c => sessions(c).deleteOne({ _id: 'gone-000' }))
    await until(() => sink.last?.kind === kind, `it is ${kind} again`)
    await until(
      () => [...sink.documents.keys()].sort().join() === 'back-000,kept-000',
      'it holds what is there now'
    )
    expect(sink.calls).not.toContain('clear')
    await feed.stop()
    await close()
  })

  it('stops at once while the server is away', async () => {
    const { store, close } = await openStoreAt(server.uri, 'shop.sessions', { mode })
    const sink = mapSink()
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === kind, `it is ${kind}`)
    await server.kill()
    await until(() => sink.last?.kind === 'lost', 'it is lost')
    const stoppedAt = performance.now()
    await feed.stop()
    expect(performance.now() - stoppedAt).toBeLessThan(3000)
    const told = sink.states.length
    await close()
    server = await startDatabase({ storagePath, isStandalone, port: server.port })
    expect(sink.states).toHaveLength(told)
  })

  it('notices a server that only stops answering', async () => {
    const { store, close } = await openStoreAt(server.uri, 'shop.sessions', { mode })
    const sink = mapSink()
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === kind, `it is ${kind}`)
    process.kill(server.pid, 'SIGSTOP')
    try {
      await until(() => sink.last?.kind === 'lost', 'the silence is noticed')
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    await until(() => sink.last?.kind === kind, `it is ${kind} again`)
    await feed.stop()
    await close()
  })
})
