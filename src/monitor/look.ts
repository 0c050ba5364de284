import { setTimeout as afterMs } from 'node:timers/promises'
import type { Collection, Document } from 'mongodb'
import { FaultError } from '../shared/fault'
import { type BegunRead, beginRead } from './begun-read'
import type { Connection } from './connection'
import { countAbout } from './feed/snapshot'
import type { StoreIndex } from './formats/format'
import { readIndexes } from './sample'
import { faultOf } from './trouble'

/** So many of the newest documents tell how a store is to be read. */
export const SAMPLE_COUNT = 100
const ASK_MS = 5000

/** What was found out about a collection before deciding how to read it. */
export interface Look {
  readonly sample: readonly Document[]
  /** What the sample is the beginning of; it has to be taken, or closed. Null: the sample is all that was read. */
  readonly begun: BegunRead | null
  readonly indexes: readonly StoreIndex[]
  /** How many documents there are about; null where the server does not say, or not yet. */
  readonly documents: number | null
  /** The same, as long as it takes. */
  readonly about: Promise<number | null>
}

/** Begins to read a collection, and asks for its indexes and its size. Throws a `FaultError`. */
export async function lookInto(
  connection: Connection,
  collection: Collection<Document>,
  isView: boolean
): Promise<Look> {
  const { client, clock, uri } = connection
  // Beside the read: a server that counts them one by one has done so by the time its first documents are there.
  const about = isView ? Promise.resolve(null) : countAbout({ collection })
  try {
    const [begun, indexes] = await Promise.all([
      beginRead({ client, collection, isView, now: clock.now }),
      isView ? [] : readIndexes(collection, ASK_MS)
    ])
    const documents = await Promise.race([about, afterMs(ASK_MS, null, { ref: false })])
    return { sample: begun.first.slice(0, SAMPLE_COUNT), begun, indexes, documents, about }
  } catch (error) {
    throw new FaultError(faultOf(error, { uri, ns: collection.namespace }))
  }
}
