import type { Collection, Document } from 'mongodb'
import { createBatches } from './batches'
import { numberOf } from './bson'
import type { StoreIndex } from './formats/format'

/** How much to look at, and how long at most. */
export interface SampleAsk {
  /** So many come first; the others only when those are worth it. */
  readonly first: number
  readonly count: number
  readonly maxTimeMS: number
  readonly isView: boolean
  readonly isWorthMore: (documents: readonly Document[]) => boolean
}

/**
 * The newest documents, by which the store's library of today is known; a view has no natural order, so it gives what it
 * gives first. Null when the first ones are not worth the others. One question to the server, because some read
 * through a whole collection for each.
 */
export async function readSample(
  collection: Collection<Document>,
  { first, count, maxTimeMS, isView, isWorthMore }: SampleAsk
): Promise<readonly Document[] | null> {
  const order = isView ? {} : { hint: { $natural: -1 } }
  const batches = createBatches(collection.find({}, { limit: count, batchSize: first, maxTimeMS, ...order }))
  const sample: Document[] = []
  try {
    while (await batches.hasNext()) {
      sample.push(...batches.take())
      if (sample.length <= first && !isWorthMore(sample)) return null
    }
    return sample
  } finally {
    await batches.close()
  }
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

function isWhole({ key, partialFilterExpression, sparse, hidden, collation }: Document): boolean {
  const isPlain = Object.values(key ?? {}).every(kind => Math.abs(numberOf(kind) ?? 0) === 1)
  return isPlain && partialFilterExpression === undefined && !sparse && !hidden && collation === undefined
}

/** An index as the server lists it. */
export function indexOf(index: Document): StoreIndex {
  return {
    name: String(index.name),
    fields: Object.keys(index.key ?? {}),
    expireAfterSeconds: numberOf(index.expireAfterSeconds),
    isBackground: index.background === true,
    isWhole: isWhole(index)
  }
}
