import { MongoClient } from 'mongodb'
import { afterAll, expect, inject, it } from 'vitest'
import { connect } from '../../../src/monitor/connection'
import { readDetail } from '../../../src/monitor/detail'
import { discover } from '../../../src/monitor/discover'
import { startFeed } from '../../../src/monitor/feed/choose'
import { isFollowing } from '../../../src/shared/domain/store'
import { aDatabase } from '../../support/database'
import { anObjectDocument, aTextDocument, manyOf } from '../../support/documents'
import { mapSink } from '../../support/map-sink'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const connection = await connect({ uri, isReadOnly: true })
afterAll(() => connection.close())

it('finds session stores by what is in them, whatever their name, best first', async () => {
  await db.collection('visitors').insertMany(manyOf(20, o => aTextDocument({}, o)))
  await db.collection('sessions').insertMany(manyOf(5, o => anObjectDocument({}, o)))
  await db.collection('session_log').insertMany(manyOf(5, o => ({ ...o, session: 'abc' })))
  await db.createCollection('nothing')
  await db.collection('fresh').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  const found = await discover(connection)
  expect(found.stores.filter(ns => ns.startsWith(`${name}.`))).toEqual([
    `${name}.visitors`,
    `${name}.sessions`,
    `${name}.fresh`
  ])
  const collections = found.databases.find(d => d.name === name)?.collections
  expect(collections?.map(c => [c.name, c.documents, c.session?.format ?? null])).toEqual([
    ['fresh', 0, 'connect-mongodb-session'],
    ['nothing', 0, null],
    ['session_log', 5, null],
    ['sessions', 5, 'connect-mongodb-session'],
    ['visitors', 20, 'connect-mongo']
  ])
  expect(found.limits).toBeNull()
  expect(found.databases.map(d => d.name)).not.toContain('admin')
})

it('leaves aside a collection that is dropped while it is looked into', async () => {
  const watched = await connect({ uri, isReadOnly: true, monitorCommands: true })
  const drops: Promise<unknown>[] = []
  watched.client.on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'getMore' && command.collection === 'going')
      drops.push(
        db
          .collection('going')
          .drop()
          .catch(() => {})
      )
  })
  for (let round = 0; round < 12; round += 1) {
    await db.collection('going').insertMany(manyOf(200, o => aTextDocument({}, o)))
    await discover(watched)
    await Promise.all(drops)
  }
  expect(drops.length).toBeGreaterThan(5)
  await watched.close()
})

it('reads one session in full, numbers typed, and says when it has gone', async () => {
  const writer = new MongoClient(uri)
  const { store, close } = await openStoreAt(uri, `${name}.sessions`)
  const [first] = await store.collection.find().toArray()
  const ask = { key: store.reader.keyOf(first?._id), revealPaths: [] }
  const detail = await readDetail(store, first?._id, ask)
  expect(detail.payloadEncoding).toBe('BSON object')
  expect(detail.sizeBytes).toBeGreaterThan(100)
  const session = detail.document.children?.find(c => c.name === 'session')
  const cookie = session?.children?.find(c => c.name === 'cookie')
  expect(cookie?.children?.find(c => c.name === 'originalMaxAge')).toMatchObject({
    type: 'int',
    text: '1800000'
  })
  expect(JSON.stringify(detail)).not.toContain(String(first?._id))
  await writer.db(name).collection('sessions').deleteMany({})
  await expect(readDetail(store, first?._id, ask)).rejects.toMatchObject({ fault: { code: 'gone' } })
  await close()
  await writer.close()
})

/** Commands of a driver's own upkeep that read nothing of the store. */
const upkeep = new Set(['hello', 'ping', 'endSessions', 'killCursors', 'getMore', 'buildInfo'])
const reading = new Set([
  'find',
  'aggregate',
  'count',
  'listDatabases',
  'listCollections',
  'listIndexes',
  ...upkeep
])

it('sends only commands that read, each with a time limit, over a whole run of watching', async () => {
  for (const mode of ['auto', 'full'] as const) {
    const { connection: watched, store, close } = await openStoreAt(uri, `${name}.visitors`, { mode })
    const sent: { readonly name: string; readonly hasLimit: boolean }[] = []
    watched.client.on('commandStarted', ({ commandName, command }) => {
      sent.push({ name: commandName, hasLimit: Number(command.maxTimeMS) > 0 })
    })
    await discover(watched)
    const sink = mapSink()
    const feed = startFeed(store.feedSetup, sink)
    await until(() => sink.last !== undefined && isFollowing(sink.last), 'it follows')
    await db.collection('visitors').insertOne(aTextDocument({}, { _id: `new-${mode}-00` }))
    await until(() => sink.documents.has(`new-${mode}-00`), 'the change has come')
    const [first] = await store.collection.find({}, { maxTimeMS: 5000 }).toArray()
    await readDetail(store, first?._id, { key: store.reader.keyOf(first?._id), revealPaths: [] })
    await feed.stop()
    await close()
    expect(sent.length).toBeGreaterThan(5)
    expect(sent.filter(c => !reading.has(c.name))).toEqual([])
    expect(sent.filter(c => !upkeep.has(c.name) && !c.hasLimit)).toEqual([])
  }
})
