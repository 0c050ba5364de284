import type { Collection, Document } from 'mongodb'
import type { Fault } from '../../shared/fault'
import type { Monitor } from '../monitor-contract'

/** The store in which sessions are ended, and what watches it. */
export interface ActTarget {
  /** The same for the same store, also after connecting anew. */
  readonly place: string
  /** For people: connection and namespace. */
  readonly where: string
  readonly ns: string
  readonly collection: Collection<Document>
  readonly monitor: Pick<Monitor, 'rows' | 'totals' | 'sessionsOf' | 'expected' | 'pauseState'>
  readonly faultOf: (error: unknown) => Fault
}
