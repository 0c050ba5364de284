import type { Collection, Document, MongoClient } from 'mongodb'
import type { EpochMs } from '../../shared/domain/session'
import type { FeedState } from '../../shared/domain/store'
import type { Fault } from '../../shared/fault'
import type { BegunRead } from '../begun-read'
import type { ServerClock } from '../clock'

/**
 * What every feed tells, and all the mirror needs. Documents come projected, as the driver gives them.
 * Telling the same thing twice does no harm: every step is idempotent.
 */
export interface Sink {
  /** The whole collection is about to be told; what is not put before `endSnapshot` is gone. */
  beginSnapshot(): void
  /** `isArrival` is true only when the feed knows these were just inserted. `at` is the server's time of the write. */
  put(documents: readonly Document[], at: EpochMs, isArrival: boolean): void
  remove(documentIds: readonly unknown[], at: EpochMs): void
  endSnapshot(at: EpochMs): void
  /** The collection was dropped or renamed: every session ended as *cleared*. */
  clear(at: EpochMs): void
  state(state: FeedState): void
}

/** Where a store keeps the dates that a delta feed goes by. */
export interface ExpirySource {
  /** Dotted path of the expiry. */
  readonly path: string
  /** Dotted path of the date of the last write; null where the format has none. */
  readonly writtenPath: string | null
  /** How long the session lives after each touch, ms, by what the document itself says; null where it does not. */
  readonly lifetimeOf: (document: Document) => number | null
}

/** What a feed reads from. */
export interface FeedSource {
  readonly client: MongoClient
  readonly collection: Collection<Document>
  /** Fields a row needs, as a find projection; empty asks for whole documents. */
  readonly projection: Readonly<Record<string, 1>>
  /** The read that was begun when the store was opened, to the first who asks; null from then on. */
  readonly takeBegun?: () => BegunRead | null
  /** How many documents there are about, as it was asked when the store was opened. */
  readonly about?: Promise<number | null>
  /** Null where the store has no expiry. */
  readonly expiry: ExpirySource | null
  readonly clock: ServerClock
  /** Asks the server for its time. Never rejects; without it the clock is taken to be right. */
  readonly refreshClock?: () => Promise<void>
  /** Shown with the feed's state when this mode was not the first choice: "no replica set". */
  readonly why: string | null
  /** A driver error as a sentence about this store. */
  readonly faultOf: (error: unknown) => Fault
}

/** Something that keeps telling a sink what changed, until stopped. It reconnects by itself. */
export interface Feed {
  /** Ends every cursor, timer and listener; nothing reaches the sink once it resolves. */
  stop(): Promise<void>
}
