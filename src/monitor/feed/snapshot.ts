import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Document } from 'mongodb'
import { createBatches } from '../batches'
import { BATCH, type BegunRead, MAX_READ_MS } from '../begun-read'
import type { FeedSource, Sink } from './feed'
import type { Life } from './life'

/** What a read has cost and found. */
export interface ReadFacts {
  readonly documents: number
  readonly readMs: number
}

/** How a read tells what it has found, and how far it has come. */
export interface ReadListener {
  heard(): void
  progress(done: number): void
  /** The next batch waits until this is done. */
  tell(documents: readonly Document[]): void | Promise<void>
}

/** The read with which the store was recognised, for the first round that takes it; it ends with that round. */
export function takeBegun({ takeBegun }: FeedSource, life: Life): BegunRead | null {
  const begun = takeBegun?.() ?? null
  if (begun !== null) life.onEnd(() => life.owe(begun.close()))
  return begun
}

/**
 * Reads the whole collection, projected, batch by batch, or goes on with a read that was begun. The caller begins and
 * ends the snapshot.
 */
export async function readAll(
  source: FeedSource,
  life: Life,
  listener: ReadListener,
  begun: BegunRead | null = null
): Promise<ReadFacts> {
  const startedAt = performance.now() - (begun?.tookMs ?? 0)
  const { projection } = source
  const batches =
    begun?.batches ??
    createBatches(source.collection.find({}, { projection, batchSize: BATCH, maxTimeMS: MAX_READ_MS }))
  const close = () => life.owe(batches.close())
  const takeBack = life.onEnd(close)
  let documents = 0
  try {
    let hasMore = await batches.hasNext()
    while (!life.isOver && hasMore) {
      const batch = batches.take()
      // The server reads the next ones while these are worked on: asked for now, sent within this turn.
      const next = batches.hasNext()
      await nextTurn()
      if (life.isOver) break
      documents += batch.length
      listener.heard()
      await listener.tell(batch)
      listener.progress(documents)
      hasMore = await next
    }
  } finally {
    takeBack()
    close()
  }
  return { documents, readMs: performance.now() - startedAt }
}

/** A mongod knows it without looking; a server that counts them one by one is given its time, for nobody waits for it. */
const MAX_COUNT_MS = 60_000

/** How many documents there are about; null where the server does not say. */
export async function countAbout({ collection }: Pick<FeedSource, 'collection'>): Promise<number | null> {
  try {
    return await collection.estimatedDocumentCount({ maxTimeMS: MAX_COUNT_MS })
  } catch {
    return null
  }
}

/** Whether the collection exists: an empty read says nothing about that. Where that may not be asked, it does. */
export async function isThere({ client, collection }: FeedSource): Promise<boolean> {
  const db = client.db(collection.dbName)
  const options = { nameOnly: true, authorizedCollections: true, maxTimeMS: 5000 }
  try {
    return (await db.listCollections({ name: collection.collectionName }, options).toArray()).length > 0
  } catch {
    return true
  }
}

/** Progress more often than this is not seen, and each time costs a message to the window. */
const TELL_EVERY_MS = 100

/** Tells *reading* as it goes on; the expected number may come later than the first batch. */
export function createProgress(source: FeedSource, sink: Sink): (done: number) => void {
  const sinceAt = source.clock.now()
  let expected: number | null = null
  let toldAt = Number.NEGATIVE_INFINITY
  void (source.about ?? countAbout(source)).then(count => {
    expected = count
  })
  function tell(done: number): void {
    if (performance.now() - toldAt < TELL_EVERY_MS) return
    toldAt = performance.now()
    sink.state({
      kind: 'reading',
      sinceAt,
      done,
      expected: expected === null ? null : Math.max(done, expected)
    })
  }
  tell(0)
  return tell
}
