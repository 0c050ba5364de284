import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Document } from 'mongodb'
import { createBatches } from '../batches'
import type { FeedSource, Sink } from './feed'
import type { Life } from './life'

/** Small enough that a batch holds up the process only for some ms, large enough that round trips do not count. */
const BATCH = 500
/** By the server's own count of its work, over the whole read: millions of documents take their time. */
const MAX_READ_MS = 600_000

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

/** Reads the whole collection, projected, batch by batch. The caller begins and ends the snapshot. */
export async function readAll(source: FeedSource, life: Life, listener: ReadListener): Promise<ReadFacts> {
  const startedAt = performance.now()
  const { projection } = source
  const batches = createBatches(
    source.collection.find({}, { projection, batchSize: BATCH, maxTimeMS: MAX_READ_MS })
  )
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

/** How many documents there are about, for a progress bar; null where the server does not say. */
export async function countAbout(source: FeedSource): Promise<number | null> {
  try {
    return await source.collection.estimatedDocumentCount({ maxTimeMS: 5000 })
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
  void countAbout(source).then(count => {
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
