import { ObjectId } from 'bson'
import type { Document } from 'mongodb'
import { expect, inject, it, onTestFinished } from 'vitest'
import { type LiveStore, startLiveStore } from '../../../src/monitor/live-store'
import type { KnownNames } from '../../../src/shared/domain/names'
import { aDatabase } from '../../support/database'
import { aCookie } from '../../support/documents'
import { aViewAsk } from '../../support/sessions'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

const first = ['Ann', 'Bob', 'Zoe', 'Kim', 'Lee', 'Max']
const nameOf = (n: number) => `${first[n % first.length]} Number ${n}`

/** A store whose sessions name users by `idOf`, and a users collection that knows all but the last two of them. */
async function aStore(collection: string, count: number, idOf: (n: number) => unknown): Promise<void> {
  const expires = new Date(Date.now() + 3_600_000)
  await db.collection<Document>(collection).insertMany(
    Array.from({ length: count }, (_, n) => ({
      _id: `session-number-${n}` as never,
      expires,
      session: { cookie: aCookie({ expires }), userId: idOf(n) }
    }))
  )
}

async function watch(collection: string) {
  const commands: string[] = []
  const at = await openStoreAt(uri, `${name}.${collection}`)
  at.connection.client.on('commandStarted', ({ commandName }) => commands.push(commandName))
  const told: KnownNames[] = []
  const live: LiveStore = startLiveStore(at.connection, at.store, {
    facts: () => undefined,
    sessions: () => undefined,
    users: () => undefined,
    feed: () => undefined,
    pause: () => undefined,
    totals: () => undefined,
    names: names => told.push(names)
  })
  onTestFinished(async () => {
    await live.stop()
    await at.close()
  })
  await until(() => live.monitor.feed.kind === 'live', 'it is live')
  return { live, told, commands }
}

it.each([
  ['ObjectId', (n: number) => ObjectId.createFromTime(n + 1)],
  ['hex text', (n: number) => ObjectId.createFromTime(n + 1).toHexString()],
  ['number', (n: number) => n + 1]
])('finds who users are by the _id of a users collection: %s', async (kind, idOf) => {
  const store = `by_${kind.replace(/\W/g, '_')}`
  const members = `members_${kind.replace(/\W/g, '_')}`
  await aStore(store, 20, idOf)
  const stored = kind === 'number' ? idOf : (n: number) => ObjectId.createFromTime(n + 1)
  const profiles = Array.from({ length: 18 }, (_, n) => ({
    _id: stored(n) as never,
    name: nameOf(n),
    secret: 'x'.repeat(1000)
  }))
  await db.collection<Document>(members).insertMany(profiles)
  await db.collection<Document>('products').insertOne({ _id: `lamp of ${kind}` as never, name: 'Lamp' })
  const { live, told, commands } = await watch(store)
  const proposal = await live.proposeNames()
  expect(proposal).toMatchObject({ asked: 20, named: 18 })
  expect(proposal?.source.fields).toEqual(['name'])
  expect(proposal?.example[1]).toMatch(/Number/)

  live.names.use(proposal?.source ?? null)
  await live.monitor.askSessions(aViewAsk())
  const names = await until(() => told.find(one => one.names.length === 18), 'the names')
  expect(new Map(names.names).get(String(idOf(0)))).toBe(nameOf(0))
  expect(JSON.stringify(told)).not.toContain('xxxx')

  const writes = ['insert', 'update', 'delete', 'findAndModify', 'createIndexes', 'drop', 'create']
  expect(commands.filter(command => writes.includes(command))).toEqual([])
  expect(live.names.use(null).names).toEqual([])
})

it('finds a session by a name that no window has shown, and its key still works', async () => {
  await aStore('many', 600, n => ObjectId.createFromTime(n + 1))
  await db
    .collection<Document>('people')
    .insertMany(
      Array.from({ length: 600 }, (_, n) => ({ _id: ObjectId.createFromTime(n + 1), name: nameOf(n) }))
    )
  const { live } = await watch('many')
  live.names.use({ ns: `${name}.people`, fields: ['name'] })
  const ask = aViewAsk({ filter: 'number 577', count: 20 })
  await live.monitor.askSessions(ask)
  await until(async () => (await live.monitor.askSessions(ask)).matching > 0, 'the name is found')
  const { rows } = await live.monitor.askSessions(ask)
  expect(rows.map(row => row.user)).toContain(ObjectId.createFromTime(578).toHexString())
  const byKey = await live.monitor.askSessions(
    aViewAsk({ filter: ObjectId.createFromTime(578).toHexString() })
  )
  expect(byKey.matching).toBe(1)

  const { sort, facet, user, descending } = ask
  const reading = live.monitor.rows({
    query: { filter: 'number 577', sort, facet, user, descending },
    keys: null
  })
  const written = []
  for await (const batch of reading.batches) written.push(...batch.map(row => row.name))
  expect(written).toContain(nameOf(577))
  expect(written.every(one => one?.includes('Number 577'))).toBe(true)
})

it('proposes nothing where no collection knows the users', async () => {
  await aStore('strangers', 20, n => `stranger${n}@nowhere.io`)
  const { live } = await watch('strangers')
  expect(await live.proposeNames()).toBeNull()
})
