import type { Collection, Document, Filter } from 'mongodb'
import type { PayloadCondition } from '../../shared/filter/tree'
import { createBatches } from '../batches'
import { type Fields, isQueryable, isRecord, valueAt } from '../bson'
import { payloadOf } from '../formats/payload'
import type { ReadPayload } from '../formats/payload-kind'
import { conditionFilter } from './condition-query'
import { meets } from './condition-test'

/** Where the payloads of a store lie. `payloadPath` null: the document itself is the payload. */
export interface PayloadSource {
  readonly collection: Collection<Document>
  readonly payloadPath: string | null
  readonly readPayload?: ReadPayload
}

/** What a search tells while it goes on. */
export interface SearchListener {
  /** Documents that meet the condition, by their `_id`. */
  found(documentIds: readonly unknown[]): void
  /** So many documents came back from the server until now. */
  progress(done: number): void
}

/** Finds the documents that meet a condition. Rejects with what the driver throws; aborted, it just ends. */
export type PayloadSearch = (
  condition: PayloadCondition,
  listener: SearchListener,
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
const SEARCH_MS = 120_000

/** A search in `source`: objects are narrowed by the database, JSON text and bytes are read and looked at here. */
export function createPayloadSearch(source: PayloadSource): PayloadSearch {
  const { collection, payloadPath } = source
  const read = (document: Document) => payloadIn(document, payloadPath, source.readPayload)
  return async (condition, listener, signal) => {
    let done = 0

    async function run(filter: Filter<Document>, projection: Document, isWhole: boolean): Promise<void> {
      const batches = createBatches(
        collection.find(filter, { projection, batchSize: BATCH, maxTimeMS: SEARCH_MS })
      )
      const stop = () => void batches.close().catch(() => {})
      signal.addEventListener('abort', stop, { once: true })
      try {
        while (!signal.aborted && (await batches.hasNext())) {
          const documents = batches.take()
          done += documents.length
          const ids = documents
            .filter(document => {
              // Projected, a part of an object may look like anything: it is taken as what it is.
              const payload = isWhole && payloadPath !== null ? read(document) : partIn(document, payloadPath)
              return payload !== null && meets(payload, condition)
            })
            .map(document => document._id)
          if (signal.aborted) return
          if (ids.length > 0) listener.found(ids)
          listener.progress(done)
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

    if (isQueryable(condition.path)) {
      const path = payloadPath === null ? condition.path : `${payloadPath}.${condition.path}`
      await run(conditionFilter(condition, payloadPath, false), { _id: 1, [projectedPath(path)]: 1 }, false)
    } else await run({}, payloadPath === null ? {} : { _id: 1, [payloadPath]: 1 }, true)
    if (payloadPath !== null && isQueryable(condition.path))
      await run({ [payloadPath]: { $type: ['string', 'binData'] } }, { _id: 1, [payloadPath]: 1 }, true)
  }
}

/** What to project for a path. A place in a list cannot be: what lies above it is read. */
export function projectedPath(path: string): string {
  const names = path.split('.')
  const place = names.findIndex(name => /^\d+$/.test(name))
  return place < 0 ? path : names.slice(0, place).join('.')
}

function partIn(document: Fields, payloadPath: string | null): Fields | null {
  const part = payloadPath === null ? document : valueAt(document, payloadPath)
  return isRecord(part) ? part : null
}
