import { calculateObjectSize, type Document } from 'bson'
import type { CommandSucceededEvent, MongoClient } from 'mongodb'
import { startLiveStore } from '../../../src/monitor/live-store'
import { type FeedMode, feedModes, isFollowing } from '../../../src/shared/domain/store'
import { openStoreAt } from '../../support/store-at'
import { collectionOf, createRandom, freshExpiry, type SeededStore, seededId } from '../seeded-store'
import { createFollowing, silent } from './live'

/** Follow a store by each kind of poll while a share of it changes. */
export interface BytesJob {
  readonly kind: 'bytes'
  readonly store: SeededStore
  /** How many sessions are touched between two ticks. */
  readonly changed: number
  readonly ticks: number
}

/** What one tick made the server send. */
export interface TickCost {
  readonly bytes: number
  readonly documents: number
  readonly commands: number
}

/** `changed`: ticks in which the changes were found; `quiet`: ticks in which nothing had changed. */
export interface PollCost {
  readonly changed: readonly TickCost[]
  readonly quiet: readonly TickCost[]
  /** Until every change was told, over all the ticks it took. */
  readonly total: TickCost
}
export type BytesAnswer = Readonly<Record<string, PollCost>>

/** Every poll that this version has. */
export async function measureBytes(job: BytesJob): Promise<BytesAnswer> {
  const polls = feedModes.filter((mode: string) => mode === 'full' || mode === 'delta')
  const costs: [string, PollCost][] = []
  for (const mode of polls) costs.push([mode, await measurePoll(job, mode)])
  return Object.fromEntries(costs)
}

async function measurePoll({ store, changed, ticks }: BytesJob, mode: FeedMode): Promise<PollCost> {
  const { connection, store: opened, close } = await openStoreAt(store.uri, store.ns, { mode })
  const meter = createMeter(connection.client)
  const following = createFollowing()
  let told = 0
  let tickEnded: () => void = () => {}
  const live = startLiveStore(connection, opened, {
    ...silent,
    feed(state) {
      following.heard(state)
      if (isFollowing(state)) tickEnded()
    },
    events(events) {
      told += events.length
    }
  })
  const tick = async (): Promise<TickCost> => {
    const ended = new Promise<void>(resolve => {
      tickEnded = resolve
    })
    // A full read waits a minute by its own cadence: asked for, it comes at once and costs the same.
    if (mode === 'full') await live.restart()
    await ended
    return meter.take()
  }
  await following.begun
  meter.take()
  const quiet: TickCost[] = []
  for (let i = 0; i < ticks; i += 1) quiet.push(await tick())
  const costs: TickCost[] = []
  const expected = await touch(connection.client, store, changed)
  while (told < expected) costs.push(await tick())
  await live.stop()
  await close()
  return { quiet, changed: costs, total: costs.reduce(sum) }
}

const sum = (a: TickCost, b: TickCost): TickCost => ({
  bytes: a.bytes + b.bytes,
  documents: a.documents + b.documents,
  commands: a.commands + b.commands
})

/** Touches so many different sessions; resolves with how many. */
async function touch(client: MongoClient, store: SeededStore, count: number): Promise<number> {
  const random = createRandom(store.seed + 2)
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(Math.floor(random() * store.sessions))
  const updates = [...chosen].map(n => ({
    updateOne: { filter: { _id: seededId(store.seed, n) }, update: { $set: { expires: freshExpiry(0) } } }
  }))
  const { matchedCount } = await collectionOf(client, store.ns).bulkWrite(updates, { ordered: false })
  return matchedCount
}

/** What the server sends in answer to reads, counted by the driver's own report of each command. */
function createMeter(client: MongoClient) {
  let cost: TickCost = { bytes: 0, documents: 0, commands: 0 }
  client.on('commandSucceeded', ({ commandName, reply }: CommandSucceededEvent) => {
    if (!['find', 'getMore', 'aggregate', 'count'].includes(commandName)) return
    const { cursor } = reply as { cursor?: { firstBatch?: Document[]; nextBatch?: Document[] } }
    const documents = (cursor?.firstBatch ?? cursor?.nextBatch ?? []).length
    cost = sum(cost, { bytes: calculateObjectSize(reply as Document), documents, commands: 1 })
  })
  return {
    take(): TickCost {
      const taken = cost
      cost = { bytes: 0, documents: 0, commands: 0 }
      return taken
    }
  }
}
