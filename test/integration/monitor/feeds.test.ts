import { randomBytes } from 'node:crypto'
import type { Collection, Document, Long } from 'mongodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { startFeed } from '../../../src/monitor/feed/choose'
import type { Feed } from '../../../src/monitor/feed/feed'
import { aDatabase } from '../../support/database'
import { anObjectDocument } from '../../support/documents'
import { type MapSink, mapSink } from '../../support/map-sink'
import { openStoreAt, type StoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const replicaSet = aDatabase(inject('replicaSetUri'))
const standalone = aDatabase(inject('standaloneUri'))

type Stored = Document & { readonly _id: string }
/** With a date of its last write, as connect-mongo keeps it: by that alone a delta feed sees some changes. */
const aSession = (_id: string, payload: Document = {}): Stored => ({
  ...anObjectDocument(payload, { expires: new Date(Date.now() + 600_000), lastModified: new Date() }),
  _id
})
const written = () => ({ lastModified: new Date() })
/** Quick, so that the tests are: sweeps may take half of the server's time. */
const quick = { tickMs: 50, sweepMs: 100, share: 0.5 }

/** The same promises for every feed: what a sink holds is what the collection holds, once quiet. */
describe.each([
  { name: 'change stream', place: replicaSet, mode: 'auto', kind: 'live' },
  { name: 'full read where change streams are', place: replicaSet, mode: 'full', kind: 'polling' },
  { name: 'full read on a standalone', place: standalone, mode: 'full', kind: 'polling' },
  { name: 'delta poll on a standalone', place: standalone, mode: 'auto', kind: 'polling' },
  { name: 'delta poll where change streams are', place: replicaSet, mode: 'delta', kind: 'polling' }
] as const)('$name', ({ name, place, mode, kind }) => {
  const isDelta = name.startsWith('delta')
  let collection: Collection<Stored>
  let opened: StoreAt
  let sink: MapSink
  let feed: Feed

  beforeEach(async () => {
    collection = place.db.collection<Stored>(`s${randomBytes(4).toString('hex')}`)
    await collection.insertMany([aSession('one-0000'), aSession('two-0000')])
    if (isDelta) await collection.createIndex({ expires: 1 })
    opened = await openStoreAt(place.uri, collection.namespace, { mode })
    sink = mapSink()
    feed = startFeed({ ...opened.store.feedSetup, delta: quick }, sink)
    await until(() => sink.last?.kind === kind, `the feed is ${kind}`)
    if (kind === 'polling') expect(sink.last).toMatchObject({ mode: isDelta ? 'delta' : 'full' })
  })

  afterEach(async () => {
    await feed.stop()
    await opened.close()
    await collection.drop()
  })

  /** Looks only when the sink has heard something: comparing all the time would itself keep the server busy. */
  async function expectSame(what: string): Promise<void> {
    const fresh = JSON.stringify(await collection.find().sort({ _id: 1 }).toArray())
    let heard = -1
    await until(() => {
      if (heard === sink.calls.length) return false
      heard = sink.calls.length
      const held = [...sink.documents.values()].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
      return fresh === JSON.stringify(held)
    }, what)
  }

  it('holds what is there, then inserts, updates and deletes', async () => {
    await expectSame('the first snapshot is held')
    await collection.insertOne(aSession('three-00', { user: 'ann' }))
    await collection.updateOne({ _id: 'one-0000' }, { $set: { 'session.cart': [1], ...written() } })
    await collection.deleteOne({ _id: 'two-0000' })
    await expectSame('insert, update and delete have come')
    expect(sink.arrivals).toEqual(['three-00'])
    expect([...sink.documents.keys()].sort()).toEqual(['one-0000', 'three-00'])
  })

  it('clears when the collection is dropped, and goes on when it comes again', async () => {
    await collection.drop()
    await until(() => sink.calls.includes('clear'), 'the drop is told')
    await until(() => sink.last?.kind === kind, 'the feed is back')
    expect(sink.documents.size).toBe(0)
    await collection.insertOne(aSession('new-0000'))
    await expectSame('the new collection is followed')
    expect(sink.states.some(s => s.kind === 'lost' || s.kind === 'failed')).toBe(false)
  })

  it('clears when the collection is renamed, and follows the old name', async () => {
    const moved = `${collection.collectionName}_moved`
    await place.db.collection(collection.collectionName).rename(moved)
    await until(() => sink.calls.includes('clear'), 'the renaming is told')
    await collection.insertOne(aSession('new-0000'))
    await expectSame('the new collection of the old name is followed')
    await place.db.collection(moved).drop()
  })

  it('takes many at once', async () => {
    const ids = Array.from({ length: 900 }, (_, i) => `id-${String(i).padStart(6, '0')}`)
    await collection.insertMany(ids.map(id => aSession(id)))
    await collection.deleteMany({ _id: { $in: ids.filter((_, i) => i % 3 === 0) } })
    await collection.updateMany(
      { _id: { $in: ids.filter((_, i) => i % 3 === 1) } },
      { $set: { 'session.n': 1, ...written() } }
    )
    await expectSame('900 inserts, 300 deletes and 300 updates have come')
  })

  it('tells nothing once stopped', async () => {
    await feed.stop()
    const [calls, states] = [sink.calls.length, sink.states.length]
    await collection.insertOne(aSession('late-000'))
    await collection.drop()
    await collection.insertOne(aSession('late-001'))
    // Long enough for a change stream: another feed on the same collection has heard of it by then.
    const other = mapSink()
    const second = startFeed(opened.store.feedSetup, other)
    await until(() => other.documents.has('late-001'), 'another feed sees the late change')
    await second.stop()
    expect([sink.calls.length, sink.states.length]).toEqual([calls, states])
  })
})

describe('the choice', () => {
  it('is full on a standalone without an index on the expiry, and says why', async () => {
    await using(standalone, {}, async ({ store }, sink) => {
      const feed = startFeed(store.feedSetup, sink)
      const state = await until(() => sink.states.find(s => s.kind === 'polling'), 'it polls')
      expect(state).toMatchObject({
        mode: 'full',
        intervalMs: 2000,
        why: 'no replica set, no index on expires'
      })
      await feed.stop()
    })
  })

  it('falls back to full where a change stream turns out to be refused', async () => {
    await using(standalone, { mode: 'watch' }, async ({ store }, sink) => {
      // As if `hello` had said otherwise: only trying tells.
      const feed = startFeed({ ...store.feedSetup, topology: 'replica set' }, sink)
      const state = await until(() => sink.states.find(s => s.kind === 'polling'), 'it polls')
      expect(state).toMatchObject({ why: 'no replica set, no index on expires' })
      await feed.stop()
    })
  })

  it('is full for a view', async () => {
    const name = `v${randomBytes(4).toString('hex')}`
    await replicaSet.db.collection<Stored>('base').insertOne(aSession(name))
    await replicaSet.db.createCollection(name, { viewOn: 'base', pipeline: [] })
    const opened = await openStoreAt(replicaSet.uri, `${replicaSet.name}.${name}`)
    const sink = mapSink()
    const feed = startFeed(opened.store.feedSetup, sink)
    const state = await until(() => sink.states.find(s => s.kind === 'polling'), 'it polls')
    expect(state).toMatchObject({ why: 'a view' })
    expect(sink.documents.size).toBe(1)
    await feed.stop()
    await opened.close()
  })

  it('is full without a why when a person wants it so', async () => {
    await using(replicaSet, { mode: 'full' }, async ({ store }, sink) => {
      const feed = startFeed(store.feedSetup, sink)
      const state = await until(() => sink.states.find(s => s.kind === 'polling'), 'it polls')
      expect(state).toMatchObject({ why: null })
      await feed.stop()
    })
  })
})

it('tells a change within a blink, with its lag', async () => {
  await using(replicaSet, {}, async ({ store }, sink) => {
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === 'live', 'it is live')
    await replicaSet.db.collection<Stored>(store.collection.collectionName).insertOne(aSession('quick-00'))
    const state = await until(
      () => sink.states.find(s => s.kind === 'live' && s.lagMs !== null),
      'the lag is told'
    )
    expect(state.kind === 'live' ? state.lagMs : null).toBeLessThan(1000)
    await feed.stop()
  })
})

it('goes on at once, and does not call it lost, when the server ends its cursor', async () => {
  await using(replicaSet, {}, async ({ connection, store }, sink) => {
    const cursors: Long[] = []
    connection.client.on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'getMore') cursors.push(command.getMore)
    })
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === 'live' && cursors.length > 0, 'it is live')
    const { collectionName } = store.collection
    await replicaSet.db.command({ killCursors: collectionName, cursors: cursors.slice(-1) })
    await replicaSet.db.collection<Stored>(collectionName).insertOne(aSession('after-00'))
    await until(() => sink.documents.has('after-00'), 'the change has come')
    expect(sink.states.map(s => s.kind)).not.toContain('lost')
    expect(new Set(cursors.map(String)).size).toBeGreaterThan(1)
    await feed.stop()
  })
})

it('misses nothing that is written while it starts', async () => {
  await using(replicaSet, {}, async ({ store }, sink) => {
    const writer = replicaSet.db.collection<Stored>(store.collection.collectionName)
    let isWriting = true
    const writing = (async () => {
      for (let i = 0; isWriting; i += 1) await writer.insertOne(aSession(`while-${i}`))
    })()
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last?.kind === 'live', 'it is live')
    await until(() => sink.documents.size > 50, 'some have come')
    isWriting = false
    await writing
    await until(async () => sink.documents.size === (await writer.countDocuments()), 'all have come')
    await feed.stop()
  })
})

async function using(
  place: typeof replicaSet,
  ask: Parameters<typeof openStoreAt>[2],
  body: (opened: StoreAt, sink: MapSink) => Promise<void>
): Promise<void> {
  const collection = place.db.collection<Stored>(`s${randomBytes(4).toString('hex')}`)
  await collection.insertOne(aSession('first-00'))
  const opened = await openStoreAt(place.uri, collection.namespace, ask)
  try {
    await body(opened, mapSink())
  } finally {
    await opened.close()
    await collection.drop()
  }
}
