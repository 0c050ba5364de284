import type { Collection, Document } from 'mongodb'
import type { Fault } from '../../shared/fault'
import type { Monitor } from '../monitor-contract'
import type { OpenStore } from '../store'

/** The store in which sessions are ended, and what watches it. */
export interface ActTarget {
  /** The same for the same store, also after connecting anew. */
  readonly place: string
  /** For people: connection and namespace. */
  readonly where: string
  readonly ns: string
  readonly collection: Collection<Document>
  /** Where documents have their expiry, and what a TTL index adds to it; null: nowhere. */
  readonly expiry: { readonly path: string; readonly ttlSeconds: number } | null
  readonly monitor: Pick<Monitor, 'rows' | 'totals' | 'sessionsOf' | 'expected' | 'pauseState'>
  readonly faultOf: (error: unknown) => Fault
}

/** An open store as a target, but for what `place` and `where` are to the caller. */
export function targetOf(
  { ask, collection, recognitions, feedSetup }: OpenStore,
  monitor: ActTarget['monitor']
): Omit<ActTarget, 'place' | 'where'> {
  const layout = recognitions[0]?.layout
  const path = layout?.expiryPath ?? null
  return {
    ns: ask.ns,
    collection,
    expiry: path === null ? null : { path, ttlSeconds: layout?.ttlSeconds ?? 0 },
    monitor,
    faultOf: feedSetup.source.faultOf
  }
}
