import type { Document, MongoClient } from 'mongodb'
import { startLiveStore } from '../../../src/monitor/live-store'
import { type OpenStore, openStore } from '../../../src/monitor/store'
import { anAsk, openStoreAt } from '../../support/store-at'
import { createFollowing, silent } from './live'

/** Read a whole store `rounds` times with the bare driver and with a live store, in turn. */
export interface FirstLoadJob {
  readonly kind: 'first-load'
  readonly uri: string
  readonly ns: string
  readonly rounds: number
}

/** One reading: the wall clock, this process's own processor time, and how often the server was asked. */
export interface Reading {
  readonly tookMs: number
  /** Of `tookMs`, what opening the store took: the first batch of the read, by which it is recognised, and the indexes. */
  readonly openMs: number
  readonly cpuMs: number
  readonly documents: number
  readonly commands: number
}

/** `bareSameBatches` is the bare cursor with batches as small as the live store's, which a live window needs. */
export interface FirstLoadAnswer {
  readonly ours: readonly Reading[]
  readonly bare: readonly Reading[]
  readonly bareSameBatches: readonly Reading[]
}

const SMALL_BATCH = 500

/** In turn, so that what else the machine does falls on all alike. */
export async function measureFirstLoad({ uri, ns, rounds }: FirstLoadJob): Promise<FirstLoadAnswer> {
  const { connection, store, close } = await openStoreAt(uri, ns)
  const { client } = connection
  const answer = { ours: [] as Reading[], bare: [] as Reading[], bareSameBatches: [] as Reading[] }
  try {
    // Once unmeasured: the first reading also warms the server's cache and compiles the code.
    await readBare(store, undefined)
    for (let round = 0; round < rounds; round += 1) {
      answer.bare.push(await timed(client, () => readBare(store, undefined)))
      answer.ours.push(
        await timed(client, async () => {
          const startedAt = performance.now()
          const opened = await openStore(connection, anAsk(ns))
          const openMs = performance.now() - startedAt
          const live = await load(opened)
          return { documents: live.monitor.totals().documents, openMs, after: () => live.stop() }
        })
      )
      answer.bareSameBatches.push(await timed(client, () => readBare(store, SMALL_BATCH)))
    }
    return answer
  } finally {
    await close()
  }

  async function load(opened: OpenStore) {
    const following = createFollowing()
    const live = startLiveStore(connection, opened, { ...silent, feed: following.heard })
    await following.begun
    return live
  }
}

async function readBare(store: OpenStore, batchSize: number | undefined): Promise<{ documents: number }> {
  const { projection } = store.feedSetup.source
  const options = { projection, ...(batchSize === undefined ? {} : { batchSize }) }
  let documents = 0
  for await (const document of store.collection.find<Document>({}, options))
    documents += document === null ? 0 : 1
  return { documents }
}

async function timed(
  client: MongoClient,
  work: () => Promise<{ documents: number; openMs?: number; after?: () => Promise<void> }>
): Promise<Reading> {
  let commands = 0
  const count = () => {
    commands += 1
  }
  client.on('commandSucceeded', count)
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const { documents, openMs = 0, after } = await work()
  const tookMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpu)
  client.off('commandSucceeded', count)
  await after?.()
  return { tookMs, openMs, cpuMs: (user + system) / 1000, documents, commands }
}
