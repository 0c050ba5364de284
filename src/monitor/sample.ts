import type { Collection, Document } from 'mongodb'
import { numberOf } from './bson'
import type { StoreIndex } from './formats/format'
import { sessionKeyOf } from './session-key'

/** How much to look at, and how long at most. */
export interface SampleAsk {
  readonly count: number
  readonly maxTimeMS: number
  readonly isView: boolean
}

/**
 * Newest and oldest documents in equal parts, each once. Both ends, because a store whose library was changed has the
 * old shape at one of them. A view has no natural order, so it gives what it gives first.
 */
export async function readSample(
  collection: Collection<Document>,
  ask: SampleAsk
): Promise<readonly Document[]> {
  const { maxTimeMS } = ask
  if (ask.isView) return collection.find({}, { limit: ask.count, maxTimeMS }).toArray()
  const end = (direction: 1 | -1) =>
    collection
      .find({}, { limit: Math.ceil(ask.count / 2), maxTimeMS, sort: { $natural: direction } })
      .toArray()
  const [newest, oldest] = await Promise.all([end(-1), end(1)])
  const seen = new Set(newest.map(d => sessionKeyOf(d._id)))
  return [...newest, ...oldest.filter(d => !seen.has(sessionKeyOf(d._id)))]
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

function indexOf(index: Document): StoreIndex {
  return {
    name: String(index.name),
    fields: Object.keys(index.key ?? {}),
    expireAfterSeconds: numberOf(index.expireAfterSeconds),
    isBackground: index.background === true
  }
}
