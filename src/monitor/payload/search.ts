import type { PayloadCondition } from '../../shared/filter/tree'
import { conditionFilter } from './condition-query'
import { meets } from './condition-test'
import type { PayloadScan } from './scan'

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

/** A search by `scan`: objects are narrowed by the database, and all that it lets in is looked at here. */
export function createPayloadSearch(scan: PayloadScan, payloadPath: string | null): PayloadSearch {
  return (condition, listener, signal) => {
    const narrowed = conditionFilter(condition, payloadPath, false)
    return scan(
      { path: condition.path, narrowed },
      (batch, done) => {
        const ids = batch
          .filter(({ payload }) => payload !== null && meets(payload, condition))
          .map(one => one.documentId)
        if (ids.length > 0) listener.found(ids)
        listener.progress(done)
      },
      signal
    )
  }
}
