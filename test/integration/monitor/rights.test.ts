import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { connect } from '../../../src/monitor/connection'
import { discover } from '../../../src/monitor/discover'
import { startFeed } from '../../../src/monitor/feed/choose'
import { openStore } from '../../../src/monitor/store'
import { type Fault, FaultError } from '../../../src/shared/fault'
import { anObjectDocument } from '../../support/documents'
import { mapSink } from '../../support/map-sink'
import { anAsk, openStoreAt } from '../../support/store-at'
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

async function faultIn(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => expect.unreachable('it should have failed'),
    (e: unknown) => e
  )
  if (!(error instanceof FaultError)) throw error
  // Nothing that could be logged of it may hold the password: message, details, stack, causes.
  const all = JSON.stringify(error.fault) + String(error.stack) + String(error.cause)
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(all).not.toContain(secret)
  return error.fault
}

it('says of a wrong password which user and where', async () => {
  const fault = await faultIn(connect({ uri: uriFor('reader', 'wrong'), isReadOnly: true }))
  expect(fault).toMatchObject({ code: 'wrong-password' })
  expect(fault.message).toContain('user “reader”')
  expect(fault.hint).toContain('authSource')
})

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

it('names the missing right and the line that grants it', async () => {
  const connection = await connect({ uri: uriFor('reader'), isReadOnly: true })
  const fault = await faultIn(openStore(connection, anAsk('other.sessions')))
  expect(fault.code).toBe('no-rights')
  expect(fault.message).toContain('“reader” may not read other.sessions')
  expect(fault.hint).toContain('grantRolesToUser("reader", [{ role: "read", db: "other" }])')
  await connection.close()
})

it('tells a login without any rights what follows from that', async () => {
  const connection = await connect({ uri: uriFor('nobody'), isReadOnly: true })
  const found = await discover(connection)
  expect(found.stores).toEqual([])
  expect(found.limits).toContain('may not list the collections of “shop”')
  await connection.close()
})

it('asks for a login where there is none in the string', async () => {
  const uri = `mongodb://127.0.0.1:${server.port}/shop`
  const work = connect({ uri, isReadOnly: true }).then(c => discover(c).finally(() => c.close()))
  const fault = await faultIn(work)
  expect(fault.message).toContain('wants a user name and a password')
})
