import type { CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb'
import { beforeAll, expect, inject, it } from 'vitest'
import { startDatabase } from '../../../../src/demo/embedded-database'
import { connect } from '../../../../src/monitor/connection'
import { checkOnce } from '../../../../src/monitor/health/check-once'
import { readFacts } from '../../../../src/monitor/health/read-facts'
import { reportOf } from '../../../../src/monitor/health/report'
import { rules } from '../../../../src/monitor/health/rules'
import { readWords } from '../../../../src/shared/words/health-words'
import { aDatabase } from '../../../support/database'
import { anAsk, openStoreAt } from '../../../support/store-at'
import { writeSessions } from '../../../support/write-sessions'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const ns = `${database}.many`
const DOCUMENTS = 6000

beforeAll(async () => {
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, expires, httpOnly: true, secure: true, sameSite: 'lax' }
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => ({
    _id: String(i).padStart(32, 'x') as never,
    session: { cookie, user: `user${i}` },
    expires
  }))
  await db.collection('many').insertMany(documents)
  await db.collection('many').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
})

/** What is asked from here on, and how many documents come. */
function listenTo(client: MongoClient) {
  const asked: CommandStartedEvent[] = []
  const heard = { asked, received: 0 }
  client.on('commandStarted', event => {
    if (!['hello', 'killCursors', 'endSessions'].includes(event.commandName)) asked.push(event)
  })
  client.on('commandSucceeded', ({ reply }: CommandSucceededEvent) => {
    const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } }
    heard.received += (cursor?.firstBatch ?? cursor?.nextBatch ?? []).length
  })
  return heard
}

function expectBounded({ asked, received }: ReturnType<typeof listenTo>): void {
  for (const { commandName, command } of asked)
    if (commandName !== 'getMore') expect(command.maxTimeMS, commandName).toBeGreaterThan(0)
  expect(received).toBeLessThanOrEqual(2010)
}

it('reads at most 2,000 documents of a larger store, drawn at random, with a bound on its time, and says so', async () => {
  const { store, connection, close } = await openStoreAt(uri, ns)
  await store.forget()
  const heard = listenTo(connection.client)
  const report = reportOf(await readFacts(connection, store), rules, 0)
  await close()

  expect(new Set(heard.asked.map(({ commandName }) => commandName))).toEqual(
    new Set(['listIndexes', 'count', 'aggregate', 'getMore'])
  )
  expectBounded(heard)
  expect(report).toMatchObject({ read: 2000, documents: DOCUMENTS, findings: [] })
  expect(readWords(report)).toBe('2,000 of 6,000 documents read, drawn at random')
})

it('counts a store once and reads of it once, where it is only checked', async () => {
  const connection = await connect({ uri, isReadOnly: true, monitorCommands: true })
  const heard = listenTo(connection.client)
  const report = reportOf(await checkOnce(connection, anAsk(ns)), rules, 0)
  await connection.close()

  const questions = heard.asked.flatMap(({ commandName: name, command }) =>
    name === 'aggregate' ? [Object.keys(command.pipeline[0])[0]] : name === 'getMore' ? [] : [name]
  )
  // Of what goes through the collection on some servers there is one count and one draw; the match goes along the expiry index.
  expect([...questions].sort()).toEqual(
    ['$match', '$sample', 'count', 'listCollections', 'listIndexes', 'listIndexes'].sort()
  )
  expectBounded(heard)
  expect(report).toMatchObject({ read: 2000, documents: DOCUMENTS, findings: [] })
})

it('waits for a server that answers nothing else while it reads', async () => {
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 60, people: 20 })
  const connection = await connect({
    uri: database.uri,
    isReadOnly: true,
    isPatient: true,
    monitorCommands: true
  })
  // Longer than a heartbeat may take where a store is followed.
  connection.client.once('commandStarted', () => {
    process.kill(database.pid, 'SIGSTOP')
    setTimeout(() => process.kill(database.pid, 'SIGCONT'), 14_000)
  })
  const report = reportOf(await checkOnce(connection, anAsk('shop.sessions')), rules, 0)
  expect(report).toMatchObject({ read: 60, documents: 60 })
  await connection.close()
  await database.stop()
}, 60_000)
