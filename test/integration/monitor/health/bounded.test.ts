import type { CommandStartedEvent, CommandSucceededEvent } from 'mongodb'
import { expect, inject, it } from 'vitest'
import { readFacts } from '../../../../src/monitor/health/read-facts'
import { reportOf } from '../../../../src/monitor/health/report'
import { rules } from '../../../../src/monitor/health/rules'
import { readWords } from '../../../../src/shared/words/health-words'
import { aDatabase } from '../../../support/database'
import { openStoreAt } from '../../../support/store-at'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const DOCUMENTS = 6000

it('reads at most 2,000 documents of a larger store, drawn at random, with a bound on its time, and says so', async () => {
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, expires, httpOnly: true, secure: true, sameSite: 'lax' }
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => ({
    _id: String(i).padStart(32, 'x') as never,
    session: { cookie, user: `user${i}` },
    expires
  }))
  await db.collection('many').insertMany(documents)
  await db.collection('many').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  const { store, connection, close } = await openStoreAt(uri, `${database}.many`)
  await store.forget()
  const started: CommandStartedEvent[] = []
  let received = 0
  connection.client.on('commandStarted', event => started.push(event))
  connection.client.on('commandSucceeded', ({ reply }: CommandSucceededEvent) => {
    const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } }
    received += (cursor?.firstBatch ?? cursor?.nextBatch ?? []).length
  })
  const report = reportOf(await readFacts(connection, store), rules, 0)
  await close()

  const asked = started.filter(
    ({ commandName }) => !['hello', 'killCursors', 'endSessions'].includes(commandName)
  )
  expect(new Set(asked.map(({ commandName }) => commandName))).toEqual(
    new Set(['listIndexes', 'count', 'aggregate', 'getMore'])
  )
  for (const { commandName, command } of asked)
    if (commandName !== 'getMore') expect(command.maxTimeMS, commandName).toBeGreaterThan(0)
  expect(received).toBeLessThanOrEqual(2010)
  expect(report).toMatchObject({ read: 2000, documents: DOCUMENTS, findings: [] })
  expect(readWords(report)).toBe('2,000 of 6,000 documents read, drawn at random')
})
