import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { connect } from '../../../src/monitor/connection'
import { discover } from '../../../src/monitor/discover'
import { startFeed } from '../../../src/monitor/feed/choose'
import { anObjectDocument } from '../../support/documents'
import { mapSink } from '../../support/map-sink'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const PASSWORD = 'c4n4ry s3cret/@:'
let storagePath: string
let server: EmbeddedDatabase

beforeAll(async () => {
  storagePath = await mkdtemp(join(tmpdir(), 'sextant-rights-'))
  const open = await startDatabase({ storagePath })
  const client = new MongoClient(open.uri)
  await client.db('shop').collection('sessions').insertOne(anObjectDocument())
  await client.db('other').collection('sessions').insertOne(anObjectDocument())
  const user = (name: string, roles: object[]) =>
    client.db('admin').command({ createUser: name, pwd: PASSWORD, roles })
  await user('reader', [{ role: 'read', db: 'shop' }])
  await user('nobody', [])
  await client.close()
  await open.stop()
  server = await startDatabase({ storagePath, isAuth: true })
})
afterAll(async () => {
  await server.stop()
  await rm(storagePath, { recursive: true, force: true })
})

const uriFor = (user: string, password = PASSWORD, database = 'shop') =>
  `mongodb://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}?authSource=admin`

it('works with a login that may read one database only', async () => {
  const { connection, store, close } = await openStoreAt(uriFor('reader'), 'shop.sessions')
  const found = await discover(connection)
  expect(found.stores).toContain('shop.sessions')
  expect(found.stores).not.toContain('other.sessions')
  const sink = mapSink()
  const feed = startFeed(store.feedSetup, sink)
  await until(() => sink.documents.size === 1, 'its session is told')
  await feed.stop()
  await close()
})

it('tells a login without any rights what follows from that', async () => {
  const connection = await connect({ uri: uriFor('nobody'), isReadOnly: true })
  const found = await discover(connection)
  expect(found.stores).toEqual([])
  expect(found.limits).toContain('may not list the collections of “shop”')
  await connection.close()
})
