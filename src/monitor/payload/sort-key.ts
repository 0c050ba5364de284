import { bsonTypeOf, dateOf, type Fields, isRecord, numberOf, objectIdHexOf, valueAt } from '../bson'
import { type SortKey, typeRank } from '../mirror/value-order'
import { looksSecret } from '../secrets'

/** Texts that are alike so far count as the same: a payload may hold megabytes. */
const MOST_TEXT = 64
const hidden: SortKey = { rank: typeRank.hidden, by: 0 }

/**
 * What the value at a path is sorted by, as a column shows it: a list by its length. What looks like a credential, or holds the
 * session's id, is not told apart. Undefined: there is nothing. Never throws.
 */
export function sortKeyOf(payload: Fields, path: string, sessionId: string | null): SortKey | undefined {
  const value = valueAt(payload, path)
  if (value === undefined) return undefined
  if (typeof value === 'string') return textKeyOf(value, sessionId)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.length
  if (isRecord(value)) return { rank: typeRank.object, by: 0 }
  return typedKeyOf(value)
}

function textKeyOf(text: string, sessionId: string | null): SortKey {
  if (looksSecret(text)) return hidden
  if (sessionId !== null && sessionId.length >= 8 && text.includes(sessionId)) return hidden
  // Copied: a part of a text keeps all of it in memory.
  return text.length <= MOST_TEXT ? text : Buffer.from(text.slice(0, MOST_TEXT)).toString()
}

function typedKeyOf(value: unknown): SortKey {
  const at = dateOf(value)
  if (at !== null) return { rank: typeRank.date, by: at }
  const hex = objectIdHexOf(value)
  if (hex !== null) return { rank: typeRank.objectId, by: hex }
  const number = numberOf(value)
  if (number !== null) return number
  const type = bsonTypeOf(value)
  if (type === 'Decimal128') return Number(String(value))
  return { rank: type === 'Binary' ? typeRank.binary : typeRank.other, by: 0 }
}

/** About so much memory a value takes with its place in a map, bytes. */
export function sizeOfSortKey(key: SortKey): number {
  if (typeof key === 'string') return 80 + key.length
  return typeof key === 'object' && key !== null ? 120 : 56
}
