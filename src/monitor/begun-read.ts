import type { ClientSession, Collection, Document, MongoClient, ResumeToken } from 'mongodb'
import type { EpochMs } from '../shared/domain/session'
import { createBatches } from './batches'

/** Small enough that a batch holds up the process only for some ms, large enough that round trips do not count. */
export const BATCH = 500
/** By the server's own count of its work, over the whole read: millions of documents take their time. */
export const MAX_READ_MS = 600_000
const ASK_MS = 5000

/**
 * A read of a whole collection that has begun: by its first documents the store is recognised, and all of it is the first
 * load. Some servers read through a whole collection for every question with a limit, so a sample of its own may cost
 * as much as the load.
 */
export interface BegunRead {
  /** The first batch, which `batches` gives again: of a collection the newest, of a view what it gives first. */
  readonly first: readonly Document[]
  readonly batches: Batches
  /** What is written from here on, in the server's time, this read may or may not have. */
  readonly begunAt: EpochMs
  /** From where a change stream tells what was written since; null where there is none. */
  readonly resumeToken: ResumeToken | null
  /** How long it has taken until its first batch was there. */
  readonly tookMs: number
  /** Gives it up. May be called again; never rejects. */
  close(): Promise<void>
}

type Batches = ReturnType<typeof createBatches<Document>>

/** What a read begins with. */
export interface BeginAsk {
  readonly client: MongoClient
  readonly collection: Collection<Document>
  readonly isView: boolean
  readonly now: () => EpochMs
}

/**
 * Begins to read, newest first: by the newest documents the store's library of today is known, and they are what a person
 * looks at first. A view has no natural order. Rejects with what the driver throws; then nothing is left open.
 */
export async function beginRead({ client, collection, isView, now }: BeginAsk): Promise<BegunRead> {
  const begunAt = now()
  const startedAt = performance.now()
  // Causally consistent: whichever member answers, it has what was written until this instant.
  const session = client.startSession()
  const resumeToken = isView ? null : await resumeTokenOf(collection, session)
  const order = isView ? {} : { hint: { $natural: -1 } }
  const options = { batchSize: BATCH, maxTimeMS: MAX_READ_MS, ...order, session }
  const batches = createBatches(collection.find({}, options))
  const end = async () => {
    await batches.close().finally(() => session.endSession())
  }
  const close = () => end().catch(() => {})
  try {
    const first = (await batches.hasNext()) ? batches.take() : []
    if (first.length === 0) await close()
    const tookMs = performance.now() - startedAt
    const all = startingWith(first, { ...batches, close: end })
    return { first, batches: all, begunAt, resumeToken, tookMs, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Whether such a read serves in place of one with this projection: where nothing is read that would be left out. */
export function isAllProjected(
  documents: readonly Document[],
  projection: Readonly<Record<string, 1>>
): boolean {
  const names = new Set(Object.keys(projection))
  return names.size === 0 || documents.every(document => Object.keys(document).every(name => names.has(name)))
}

function startingWith(first: Document[], batches: Batches): Batches {
  let isTaken = first.length === 0
  return {
    ...batches,
    hasNext: async () => !isTaken || (first.length > 0 && batches.hasNext()),
    take() {
      if (isTaken) return batches.take()
      isTaken = true
      return first
    }
  }
}

/**
 * Where a stream that is opened now begins. By its token and not by the time, because some servers look through all
 * that was ever written to find a time again. Where streams are refused, their feed will say why.
 */
async function resumeTokenOf(
  collection: Collection<Document>,
  session: ClientSession
): Promise<ResumeToken | null> {
  const stream = collection.watch([], { session, maxAwaitTimeMS: 1, maxTimeMS: ASK_MS })
  try {
    await stream.tryNext()
    return stream.resumeToken ?? null
  } catch {
    return null
  } finally {
    await stream.close().catch(() => {})
  }
}
