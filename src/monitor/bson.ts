import type { EpochMs } from '../shared/domain/session'

/** A document or embedded document as the driver and `JSON.parse` give it: keys are data, `__proto__` included. */
export type Fields = Readonly<Record<string, unknown>>

/** Tells documents from all that is no document: arrays, dates, and BSON's own classes (`ObjectId`, `Binary` …). */
export function isRecord(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The own field `name`, never what an object inherits (`constructor`, `toString`). */
export function fieldOf(record: Fields, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** The value at a dotted path from `root`; undefined where it leads nowhere. Array items go by their index. */
export function valueAt(root: unknown, path: string): unknown {
  // Almost every path is one name, and this runs several times for each of a million documents.
  if (isRecord(root) && !path.includes('.')) return fieldOf(root, path)
  let value = root
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined
    else if (isRecord(value)) value = fieldOf(value, name)
    else return undefined
  }
  return value
}

/** Whether a path can be written in a query, a projection or an aggregation: a name like `$where`, or an empty one, cannot. */
export function isQueryable(path: string): boolean {
  return path.split('.').every(name => name !== '' && !name.startsWith('$') && !name.includes('\0'))
}

/** Epoch ms of a BSON date; null for anything else and for an invalid one. */
export function dateOf(value: unknown): EpochMs | null {
  if (!(value instanceof Date)) return null
  const at = value.getTime()
  return Number.isFinite(at) ? at : null
}

/**
 * The date by which a TTL index goes: of an array of dates, the earliest.
 * Source: MongoDB manual, core/index-ttl. Null: the server never deletes this document.
 */
export function indexedDateOf(value: unknown): EpochMs | null {
  if (!Array.isArray(value)) return dateOf(value)
  let earliest: EpochMs | null = null
  for (const item of value) {
    const at = dateOf(item)
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  return earliest
}

/** Seconds below this, milliseconds above: as seconds it is the year 5138, as milliseconds 1973. */
const LARGEST_SECONDS = 100_000_000_000
/** The largest instant a JavaScript date can show. */
const LARGEST_INSTANT = 8_640_000_000_000_000

/** An instant from what a person's mapping points at: a date, epoch seconds or ms, digits, or ISO text. */
export function instantOf(value: unknown): EpochMs | null {
  const at = indexedDateOf(value)
  if (at !== null) return at
  const count = numberOf(value)
  if (count !== null) return instantOfNumber(count)
  if (typeof value !== 'string' || value.length > 64) return null
  if (/^\d{9,16}(\.\d+)?$/.test(value)) return instantOfNumber(Number(value))
  const parsed = /^\d{4}-\d\d/.test(value) || /^[A-Z][a-z]{2}\b/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isFinite(parsed) ? parsed : null
}

function instantOfNumber(count: number): EpochMs | null {
  if (count <= 0 || count > LARGEST_INSTANT) return null
  return count < LARGEST_SECONDS ? count * 1000 : count
}

/** A finite number out of a number or one of BSON's number classes; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const type = bsonTypeOf(value)
  if (type !== 'Int32' && type !== 'Double' && type !== 'Long') return null
  const count = Number(String(value))
  return Number.isFinite(count) ? count : null
}

/** Name of the BSON class of a value ("ObjectId", "Long"), by its own mark: several copies of `bson` may be loaded. */
export function bsonTypeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isRecord(value)) return null
  const type: unknown = Reflect.get(value, '_bsontype')
  return typeof type === 'string' ? type : null
}

/** The bytes of a BSON `Binary`, or of a buffer; null for anything else. */
export function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value
  if (bsonTypeOf(value) !== 'Binary') return null
  const buffer: unknown = Reflect.get(value as object, 'buffer')
  const length = numberOf(Reflect.get(value as object, 'position'))
  return buffer instanceof Uint8Array ? buffer.subarray(0, length ?? buffer.length) : null
}

/** The 24 hex digits of an `ObjectId`; null for anything else. */
export function objectIdHexOf(value: unknown): string | null {
  if (bsonTypeOf(value) !== 'ObjectId') return null
  const hex = String(value)
  return /^[0-9a-f]{24}$/.test(hex) ? hex : null
}

/** When an `ObjectId` was made: its first four bytes, seconds since 1970. */
export function objectIdTimeOf(value: unknown): EpochMs | null {
  const hex = objectIdHexOf(value)
  return hex === null ? null : Number.parseInt(hex.slice(0, 8), 16) * 1000
}

/** Parsed JSON, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
