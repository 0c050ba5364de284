import type { CommandStartedEvent, Document } from 'mongodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { startFeed } from '../../../src/monitor/feed/choose'
import { aDatabase } from '../../support/database'
import { anObjectDocument } from '../../support/documents'
import { mapSink } from '../../support/map-sink'
import { openCursorsOf } from '../../support/open-cursors'
import { startProxy } from '../../support/proxy'
import { openStoreAt, type StoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const replicaSet = aDatabase(inject('replicaSetUri'))
const standalone = aDatabase(inject('standaloneUri'))

type Stored = Document & { readonly _id: string }
const aSession = (_id: string, payload: Document = {}): Stored => ({
  ...anObjectDocument(payload, { expires: new Date(Date.now() + 600_000), lastModified: new Date() }),
  _id
})
/** More than two batches, so that the read that was begun is not at its end. */
const COUNT = 1200
const idOf = (n: number) => `session-${String(n).padStart(6, '0')}`
const quick = { delta: { tickMs: 50, sweepMs: 100, share: 0.5 }, full: { shortestMs: 50 } }

describe.each([
  { place: replicaSet, mode: 'watch', kind: 'live' },
  { place: standalone, mode: 'delta', kind: 'polling' },
  { place: replicaSet, mode: 'full', kind: 'polling' }
] as const)('the read by which a store was recognised, gone on with by $mode', ({ place, mode, kind }) => {
  const sessions = place.db.collection<Stored>(`begun_${mode}`)
  let opened: StoreAt
  const commands: CommandStartedEvent[] = []

  async function open(first: readonly Stored[]): Promise<void> {
    await sessions.insertMany([...first])
    opened = await openStoreAt(place.uri, sessions.namespace, { mode })
    opened.connection.client.on('commandStarted', command => commands.push(command))
  }

  beforeEach(async () => {
    commands.length = 0
    await sessions.drop()
    await sessions.createIndex({ expires: 1 })
  })

  afterEach(() => opened.close())

  it('loses nothing that is written before it is followed', async () => {
    await open(Array.from({ length: COUNT }, (_, n) => aSession(idOf(n))))
    const written = { lastModified: new Date() }
    await sessions.insertOne(aSession('came-between', { user: 'ann' }))
    await sessions.deleteMany({ _id: { $in: [idOf(COUNT - 1), idOf(0)] } })
    for (const n of [COUNT - 2, 1])
      await sessions.updateOne({ _id: idOf(n) }, { $set: { 'session.cart': [n], ...written } })
    const sink = mapSink()
    const feed = startFeed({ ...opened.store.feedSetup, ...quick }, sink)
    try {
      const fresh = JSON.stringify(await sessions.find().sort({ _id: 1 }).toArray())
      await until(() => sink.last?.kind === kind, 'it is followed')
      await until(() => {
        const held = [...sink.documents.values()].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
        return JSON.stringify(held) === fresh
      }, 'all that was written is held')
    } finally {
      await feed.stop()
    }
  })

  it('is the only one that reads everything, and ends with the feed', async () => {
    await open(Array.from({ length: COUNT }, (_, n) => aSession(idOf(n))))
    const sink = mapSink()
    const feed = startFeed(opened.store.feedSetup, sink)
    await until(() => sink.last?.kind === kind, 'it is followed')
    await feed.stop()
    const isOfAll = ({ command }: CommandStartedEvent) =>
      command.find === sessions.collectionName && Object.keys(command.filter ?? {}).length === 0
    expect(commands.filter(isOfAll)).toEqual([])
    expect(sink.documents.size).toBe(COUNT)
  })

  it('is given up where documents hold more than a row needs, or nobody follows', async () => {
    const client = place.client
    const large = Array.from({ length: COUNT }, (_, n) => ({ ...aSession(idOf(n)), log: 'x'.repeat(20) }))
    await sessions.insertMany(large)
    opened = await openStoreAt(place.uri, sessions.namespace, { mode })
    const open = openCursorsOf(opened.connection.client)
    const projected = opened.store.feedSetup.source.projection
    expect(projected).not.toHaveProperty('log')
    expect(opened.store.feedSetup.source.takeBegun?.()).toBeNull()
    await sessions.updateMany({}, { $unset: { log: 1 } })
    const another = await openStoreAt(place.uri, sessions.namespace, { mode })
    try {
      await another.store.forget()
      expect(open.size).toBe(0)
      const left = await client.db('admin').command({ currentOp: 1 })
      const idle = (left.inprog as Document[]).filter(op => op.type === 'idleCursor')
      expect(idle.filter(op => op.ns === sessions.namespace)).toEqual([])
    } finally {
      await another.close()
    }
  })
})

it('is given up for a stream without its token where the server refuses that', async () => {
  const sessions = replicaSet.db.collection<Stored>('begun_refused')
  await sessions.insertOne(aSession(idOf(1)))
  const proxy = await startProxy(Number(new URL(inject('replicaSetUri')).port))
  const opened = await openStoreAt(proxy.uri, sessions.namespace)
  // So says the embedded server where another collection was written to last.
  const errmsg = 'Resume token namespace does not match the change-stream watch scope'
  proxy.answer({ commands: ['aggregate'], code: 13, codeName: 'Unauthorized', errmsg, times: 1 })
  const sink = mapSink()
  const feed = startFeed(opened.store.feedSetup, sink)
  try {
    await until(() => sink.last?.kind === 'live' || sink.last?.kind === 'polling', 'it is followed')
    expect(proxy.answered).toBe(1)
    expect(sink.last).toMatchObject({ kind: 'live', mode: 'watch' })
    expect(sink.documents.size).toBe(1)
  } finally {
    await feed.stop()
    await opened.close()
    await proxy.close()
  }
})
