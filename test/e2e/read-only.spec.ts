import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { tourEverything } from '../support/feature-tour'
import { connectTo } from '../support/page-parts'
import { startProxy } from '../support/proxy'
import { writesIn } from '../support/read-only-commands'
import { writeSessions } from '../support/write-sessions'

let folder = ''
let database: EmbeddedDatabase

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-read-only-'))
  database = await startDatabase({})
  for (const _ of [1, 2]) await writeSessions(database.uri, { count: 20, people: 6 })
  const client = new MongoClient(database.uri)
  await client
    .db('shop')
    .collection('sessions')
    .updateMany({}, { $set: { 'session.visits': 3 } })
  await client.close()
})

test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

test('no screen and no feature of the window sends a command that writes', async () => {
  test.setTimeout(240_000)
  const proxy = await startProxy(database.port)
  const sextant = await launchSextant({ args: [] })
  await connectTo(sextant.page, proxy.uri)
  await tourEverything(sextant, {
    user: 'person1@shop.io',
    why: { cookie: 'connect.sid=s%3Aperson.AAAA', secret: 'a secret' },
    exports: { csv: join(folder, 'all.csv'), json: join(folder, 'all.json') }
  })
  await sextant.close()
  expect(proxy.commands.length).toBeGreaterThan(50)
  for (const read of ['find', 'aggregate', 'getMore', 'listCollections', 'count'])
    expect(proxy.commands.map(command => command.name)).toContain(read)
  expect(writesIn(proxy.commands)).toEqual([])
  await proxy.close()
})
