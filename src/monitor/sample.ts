import type { Collection, Document } from 'mongodb'
import { numberOf } from './bson'
import type { StoreIndex } from './formats/format'

/** How much to look at, and how long at most. */
export interface SampleAsk {
  readonly count: number
  readonly maxTimeMS: number
  readonly isView: boolean
}

/**
 * The newest documents: by them the store's library of today is known. Only these, because some servers read through a
 * whole collection for each question with a limit, and what is older is tried with every known format anyway. A view
 * has no natural order, so it gives what it gives first.
 */
export function readSample(collection: Collection<Document>, ask: SampleAsk): Promise<readonly Document[]> {
  const { count: limit, maxTimeMS } = ask
  const order = ask.isView ? {} : { sort: { $natural: -1 as const } }
  return collection.find({}, { limit, maxTimeMS, ...order }).toArray()
}

/** The indexes; none where there cannot be any (a view) or this login may not list them. */
export async function readIndexes(
  collection: Collection<Document>,
  maxTimeMS: number
): Promise<readonly StoreIndex[]> {
  try {
    const indexes: readonly Document[] = await collection.listIndexes({ maxTimeMS }).toArray()
    return indexes.map(indexOf)
  } catch {
    // Reading sessions matters more than knowing their indexes; a lost connection shows at the next read.
    return []
  }
}

/** An index as the server lists it. */
export function indexOf(index: Document): StoreIndex {
  return {
    name: String(index.name),
    fields: Object.keys(index.key ?? {}),
    expireAfterSeconds: numberOf(index.expireAfterSeconds),
    isBackground: index.background === true
  }
}
