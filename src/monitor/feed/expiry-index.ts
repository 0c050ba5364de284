import type { Document } from 'mongodb'
import { isQueryable } from '../bson'
import type { FeedSource } from './feed'

/** What the collection has for a delta feed to go by. `gone`: there is no collection. */
export type IndexLook =
  | { readonly kind: 'index'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'gone' }

const ASK_MS = 5000
const NAMESPACE_NOT_FOUND = 26

/**
 * Whether an index, as the server lists it, has every document of the collection in the order of the date at `path`:
 * ascending, on that field alone, TTL or not; not sparse, partial or hidden.
 */
export function isOrderedBy(index: Document, path: string): boolean {
  const key: unknown = index.key
  if (typeof key !== 'object' || key === null) return false
  const entries = Object.entries(key)
  const isOnPath = entries.length === 1 && entries[0]?.[0] === path && Number(entries[0][1]) === 1
  const isPartial = index.sparse === true || index.hidden === true || index.partialFilterExpression != null
  return isOnPath && !isPartial
}

/** Looks for the index that a delta feed needs. Throws what the driver throws, but for a missing collection. */
export async function lookForIndex({ collection }: FeedSource, path: string): Promise<IndexLook> {
  if (!isQueryable(path)) return { kind: 'none' }
  try {
    const indexes: readonly Document[] = await collection.listIndexes({ maxTimeMS: ASK_MS }).toArray()
    if (indexes.length === 0) return { kind: 'gone' }
    const found = indexes.find(index => isOrderedBy(index, path))
    return found === undefined ? { kind: 'none' } : { kind: 'index', name: String(found.name) }
  } catch (error) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
    if (code === NAMESPACE_NOT_FOUND) return { kind: 'gone' }
    // A login that may read but not list indexes: what cannot be known is not there.
    if (code === 13 || code === 8000) return { kind: 'none' }
    throw error
  }
}
