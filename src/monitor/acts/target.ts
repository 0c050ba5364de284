import type { Collection, Document } from 'mongodb'
import type { Fault } from '../../shared/fault'
import { formats } from '../formats/registry'
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
  /** Why no expiry can be set in this store, as a sentence; null: it can. */
  readonly whyNoExpiry: string | null
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
  const parts = recognitions.map(({ format }) => formats[format].parts).find(one => one !== undefined)
  const path = parts === undefined ? (layout?.expiryPath ?? null) : null
  return {
    ns: ask.ns,
    collection,
    whyNoExpiry: parts?.whyNoExpiry ?? null,
    expiry: path === null ? null : { path, ttlSeconds: layout?.ttlSeconds ?? 0 },
    monitor,
    faultOf: feedSetup.source.faultOf
  }
}
