import type { Collection, Document, Filter } from 'mongodb'
import { createBatches } from '../batches'
import { type Fields, isQueryable, isRecord, valueAt } from '../bson'
import { payloadOf } from '../formats/payload'
import type { ReadPayload } from '../formats/payload-kind'
import type { Reader } from '../reader'

/** Where the payloads of a store lie. `payloadPath` null: the document itself is the payload. */
export interface PayloadSource {
  readonly collection: Collection<Document>
  readonly payloadPath: string | null
  readonly readPayload?: ReadPayload
  /** Where documents may hold several sessions, what takes them apart: then all of them are read. */
  readonly reader?: Pick<Reader, 'explode' | 'isInParts' | 'projection'>
}

/** A document's payload, as far as it was read; null where there is none to read. */
export interface Scanned {
  readonly documentId: unknown
  readonly payload: Fields | null
}

/** Goes through payloads batch by batch. `done` counts the documents that came back from the server until now. */
export type PayloadScan = (
  /** What is wanted of each payload. Objects are narrowed by the database: without `narrowed`, to those that have it. */
  ask: { readonly path: string; readonly narrowed?: Filter<Document> },
  onBatch: (batch: readonly Scanned[], done: number) => void,
  signal: AbortSignal
) => Promise<void>

/** The payload of a document as it came, or null where there is none to read. Never throws. */
export function payloadIn(
  document: Document,
  payloadPath: string | null,
  readPayload: ReadPayload = payloadOf
): Fields | null {
  const payload = readPayload(payloadPath === null ? document : valueAt(document, payloadPath))
  return payload.kind === 'fields' ? payload.fields : null
}

const BATCH = 1000
/** Somebody waits, and can cancel: a collection of millions may take its time. */
const SCAN_MS = 120_000

/**
 * A scan of `source`: of objects the database gives what is asked for, JSON text and bytes are read whole. Aborted, it just ends; rejects
 * with what the driver throws.
 */
export function createPayloadScan({
  collection,
  payloadPath,
  readPayload,
  reader
}: PayloadSource): PayloadScan {
  return async ({ path, narrowed }, onBatch, signal) => {
    const explode = reader?.isInParts ? reader.explode : (document: Document) => [document]
    let done = 0

    async function run(
      filter: Filter<Document>,
      projection: Document,
      payloadOfDocument: (document: Document) => Fields | null
    ): Promise<void> {
      const batches = createBatches(
        collection.find(filter, { projection, batchSize: BATCH, maxTimeMS: SCAN_MS })
      )
      const stop = () => void batches.close().catch(() => {})
      signal.addEventListener('abort', stop, { once: true })
      try {
        while (!signal.aborted && (await batches.hasNext())) {
          const documents = batches.take()
          done += documents.length
          const batch = documents
            .flatMap(explode)
            .map(one => ({ documentId: one._id, payload: payloadOfDocument(one) }))
          if (signal.aborted) return
          onBatch(batch, done)
          // Batches that are there already would otherwise keep everything else waiting.
          await new Promise(resolve => setImmediate(resolve))
        }
      } catch (error) {
        // A cursor that is closed under a waiting read says so as an error.
        if (!signal.aborted) throw error
      } finally {
        signal.removeEventListener('abort', stop)
        await batches.close().catch(() => {})
      }
    }

    const whole = (document: Document) => payloadIn(document, payloadPath, readPayload)
    const all = payloadPath === null ? {} : { _id: 1, [payloadPath]: 1 }
    if (reader?.isInParts) {
      await run({}, reader.projection, whole)
      return
    }
    if (!isQueryable(path)) {
      await run({}, all, whole)
      return
    }
    const full = payloadPath === null ? path : `${payloadPath}.${path}`
    const filter = narrowed ?? { [full]: { $exists: true } }
    await run(filter, { _id: 1, [projectedPath(full)]: 1 }, document => {
      // Projected, a part of an object may look like anything: it is taken as what it is.
      const payload = payloadPath === null ? document : valueAt(document, payloadPath)
      return isRecord(payload) ? payload : null
    })
    if (payloadPath !== null) await run({ [payloadPath]: { $type: ['string', 'binData'] } }, all, whole)
  }
}

/** What to project for a path. A place in a list cannot be: what lies above it is read. */
export function projectedPath(path: string): string {
  const names = path.split('.')
  const place = names.findIndex(name => /^\d+$/.test(name))
  return place < 0 ? path : names.slice(0, place).join('.')
}
