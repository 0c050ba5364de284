import { type Db, MongoClient } from 'mongodb'
import { expect, inject, it, onTestFinished } from 'vitest'
import { counting, documentsOf, filled, type Told } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { nothingIsLeftOver } from '../../support/left-over'
import { startProxy, type TestProxy } from '../../support/proxy'
import { aViewAsk } from '../../support/sessions'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { name } = aDatabase(uri)

interface Watched {
  readonly writing: { readonly db: Db }
  readonly proxy: TestProxy
  readonly store: Told
  /** The window and the totals are those of a store with so many people and guests. */
  readonly untilRight: (people: number, guests: number) => Promise<unknown>
  /** Ends everything; what is still there then is left over. */
  readonly finish: () => Promise<void>
}

/** 25 people and 25 guests, on screen, with the proxy in between. */
async function watched(collection: string): Promise<Watched> {
  // A client of its own, gone with the test: nothing of it may be counted as left over.
  const writer = new MongoClient(uri)
  const writing = { db: writer.db(name) }
  await filled(
    writing,
    collection,
    documentsOf(50, n => (n % 2 === 0 ? { user: `user-${n}` } : {}))
  )
  const proxy = await startProxy(Number(new URL(uri).port))
  onTestFinished(() => proxy.close())
  const store = await counting(proxy.uri, `${name}.${collection}`)
  await store.live.monitor.askSessions(aViewAsk())
  const untilRight = (people: number, guests: number) =>
    until(() => {
      const rows = store.windows.at(-1)?.rows.filter(row => row.ending === null) ?? []
      expect(store.live.monitor.feed).toMatchObject({ kind: 'counted' })
      expect(store.totals).toMatchObject({ documents: people + guests, signedIn: people, guests })
      expect(rows.filter(row => row.user !== null)).toHaveLength(people)
      expect(rows).toHaveLength(people + guests)
      return true
    }, `there are ${people} people and ${guests} guests`)
  async function finish(): Promise<void> {
    proxy.pass()
    await store.live.stop()
    await store.at.close()
    await writer.close()
    await until(() => proxy.sockets === 0, 'no socket is left')
    await proxy.close()
  }
  await untilRight(25, 25)
  return { writing, proxy, store, untilRight, finish }
}

/** What nobody tells while the server is away: a person and a guest leave, two people come. */
async function writeUnseen({ writing }: Watched, collection: string): Promise<void> {
  const sessions = writing.db.collection<{ _id: string }>(collection)
  await sessions.deleteMany({ _id: { $in: ['id-0000', 'id-0001'] } })
  await sessions.insertMany(documentsOf(52, () => ({ user: 'late' })).slice(50) as never[])
}

nothingIsLeftOver()

it('is right again after its connections were cut and refused', async () => {
  const all = await watched('refused')
  const { proxy, store, untilRight, finish } = all
  proxy.refuse()
  await until(() => store.live.monitor.feed.kind === 'lost', 'it is lost')
  await writeUnseen(all, 'refused')
  proxy.pass()
  await untilRight(26, 24)
  await finish()
})

it('is right again after a reply stopped in its middle', async () => {
  const all = await watched('stalled')
  const { proxy, store, untilRight, finish } = all
  proxy.stallAfter(37)
  await until(() => store.live.monitor.feed.kind === 'lost', 'it is lost')
  await writeUnseen(all, 'stalled')
  proxy.pass()
  await untilRight(26, 24)
  await finish()
})

it('goes on when the server answers "not primary" to whatever it is asked', async () => {
  const all = await watched('stepped')
  const { proxy, store, untilRight, finish } = all
  proxy.answer({
    commands: ['getMore', 'aggregate'],
    code: 10_107,
    codeName: 'NotWritablePrimary',
    times: 2
  })
  await writeUnseen(all, 'stepped')
  await until(() => proxy.answered > 0, 'it was answered so')
  await untilRight(26, 24)
  expect(store.live.monitor.feed).toMatchObject({ kind: 'counted', hasStream: true })
  await finish()
})

it('says that a collection was dropped, and counts the one that takes its place', async () => {
  const { writing, store, untilRight, finish } = await watched('dropped')
  await writing.db.collection('dropped').drop()
  await untilRight(0, 0)
  expect(new Set(store.events.map(({ event }) => event))).toEqual(new Set(['cleared']))
  await filled(
    writing,
    'dropped',
    documentsOf(3, () => ({ user: 'ann' }))
  )
  await untilRight(3, 0)
  await finish()
})

it('tells a count that takes too long, keeps the last one, and asks again', async () => {
  const { proxy, store, finish } = await watched('slow')
  proxy.answer({
    commands: ['aggregate'],
    code: 50,
    codeName: 'MaxTimeMSExpired'
  })
  await store.live.restart()
  // The change stream is opened by an aggregate as well: without an answer to that, there is no count.
  await until(() => store.live.monitor.feed.kind === 'lost' || store.totals?.counted?.trouble, 'it is told')
  proxy.pass()
  await until(
    () => store.live.monitor.feed.kind === 'counted' && store.totals?.counted?.trouble === null,
    'it counts'
  )
  expect(store.totals).toMatchObject({ signedIn: 25, guests: 25 })
  await finish()
})

it('says so and stops when the right to read is taken away', async () => {
  const { proxy, store, finish } = await watched('revoked')
  proxy.answer({
    commands: ['aggregate', 'getMore'],
    code: 13,
    codeName: 'Unauthorized'
  })
  await until(() => store.live.monitor.feed.kind === 'failed', 'it has stopped')
  expect(store.totals).toMatchObject({ signedIn: 25, guests: 25 })
  await finish()
})
