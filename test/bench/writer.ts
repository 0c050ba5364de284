import { webcrypto } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { collectionOf, createRandom, freshExpiry, seededId } from './seeded-store'

/** Change sessions of a store at `perSecond`, or as fast as its server takes it. */
export interface WriteJob {
  readonly uri: string
  readonly ns: string
  readonly sessions: number
  readonly seed: number
  readonly perSecond: number
}

/** What was written, and how fast. */
export interface Written {
  readonly changes: number
  readonly perSecond: number
}

/** So many go in one command at most: more would be a burst, fewer cost the server a round trip each. */
const MOST_AT_ONCE = 100
/** Of ten changes seven are touches; the others change the payload too, as requests do. */
const TOUCHES = 0.7

async function write(job: WriteJob, isToGoOn: () => boolean): Promise<Written> {
  const client = new MongoClient(job.uri)
  const random = createRandom(job.seed + 1)
  const change = () => {
    const id = seededId(job.seed, Math.floor(random() * job.sessions))
    const touch = { expires: freshExpiry(0) }
    const item = { sku: `item-${Math.floor(random() * 500)}`, count: 1 }
    const update = random() < TOUCHES ? touch : { ...touch, 'session.cart': [item] }
    return { updateOne: { filter: { _id: id }, update: { $set: update } } }
  }
  try {
    const collection = collectionOf(client, job.ns)
    await client.connect()
    const startedAt = performance.now()
    let changes = 0
    while (isToGoOn()) {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * job.perSecond) - changes
      const length = Math.min(MOST_AT_ONCE, due)
      if (length > 0) await collection.bulkWrite(Array.from({ length }, change), { ordered: false })
      // Pacing, not waiting for anything: a steady rate is what is asked for.
      else await new Promise(resolve => setTimeout(resolve, 10))
      changes += Math.max(0, length)
    }
    return { changes, perSecond: Math.round((changes / (performance.now() - startedAt)) * 1000) }
  } finally {
    await client.close()
  }
}

// Started from a process inside Electron, this runs there too; its Node 18 has no global Web Crypto.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto

let isStopped = false
process.on('message', message => {
  if (message === 'stop') {
    isStopped = true
    return
  }
  void write(message as WriteJob, () => !isStopped).then(written => process.send?.(written))
})
process.on('disconnect', () => process.exit(0))
