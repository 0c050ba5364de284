import type { BsonType } from '../shared/domain/detail'
import { bsonTypeOf } from './bson'

/** A leaf as type and text. */
export interface BsonLeaf {
  readonly type: BsonType
  readonly text: string
}

const leaf = (type: BsonType, text: string): BsonLeaf => ({ type, text })

/** Type and text of a value that has no children, as a person reads it. Never throws. */
export function leafOf(value: unknown): BsonLeaf {
  if (value === null) return leaf('null', 'null')
  if (value instanceof Date) return leaf('date', dateText(value))
  if (value instanceof RegExp) return leaf('regex', String(value))
  if (value instanceof Uint8Array) return leaf('binData', bytesText(value, 0))
  switch (typeof value) {
    case 'string':
      return leaf('string', value)
    case 'boolean':
      return leaf('bool', String(value))
    case 'number':
      return leaf(numberTypeOf(value), numberText(value))
    case 'bigint':
      return leaf('long', String(value))
    case 'object':
      return bsonLeafOf(value)
    default:
      return leaf('undefined', 'undefined')
  }
}

/** JSON has one kind of number; the smallest BSON type that holds it is what the driver would write. */
function numberTypeOf(value: number): BsonType {
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double'
  if (Math.abs(value) <= 0x7fffffff) return 'int'
  return Number.isSafeInteger(value) ? 'long' : 'double'
}

const numberText = (value: number) => (Object.is(value, -0) ? '-0' : String(value))

function dateText(date: Date): string {
  return Number.isFinite(date.getTime()) ? date.toISOString() : 'invalid date'
}

function bytesText(bytes: Uint8Array, subtype: number): string {
  const head = Buffer.from(bytes.subarray(0, 48)).toString('base64')
  return `subtype ${subtype}, ${bytes.length} bytes: ${head}${bytes.length > 48 ? '…' : ''}`
}

/** A Map, because a document may say any name of itself. */
const namedTypes: ReadonlyMap<string, BsonType> = new Map([
  ['Int32', 'int'],
  ['Long', 'long'],
  ['Double', 'double'],
  ['Decimal128', 'decimal'],
  ['ObjectId', 'objectId'],
  ['MinKey', 'minKey'],
  ['MaxKey', 'maxKey'],
  ['BSONSymbol', 'symbol'],
  ['UUID', 'uuid']
])

function bsonLeafOf(value: object): BsonLeaf {
  const name = bsonTypeOf(value) ?? ''
  const field = (key: string): unknown => Reflect.get(value, key)
  switch (name) {
    case 'Binary':
      return binaryLeafOf(field('buffer'), field('sub_type'), field('position'))
    case 'BSONRegExp':
      return leaf('regex', `/${String(field('pattern'))}/${String(field('options'))}`)
    case 'Timestamp':
      return leaf('timestamp', `${String(field('t'))}, ${String(field('i'))}`)
    case 'Code':
      return leaf('javascript', String(field('code')))
    case 'DBRef':
      return leaf('dbPointer', `${String(field('collection'))} ${String(field('oid'))}`)
    case 'MinKey':
    case 'MaxKey':
      return leaf(namedTypes.get(name) ?? 'minKey', name)
    default:
      return leaf(namedTypes.get(name) ?? 'undefined', safeText(value))
  }
}

function binaryLeafOf(bytes: unknown, subtype: unknown, length: unknown): BsonLeaf {
  if (!(bytes instanceof Uint8Array)) return leaf('binData', 'binary data')
  const used = bytes.subarray(0, typeof length === 'number' ? length : bytes.length)
  if (subtype === 4 && used.length === 16) {
    const hex = Buffer.from(used).toString('hex')
    return leaf('uuid', hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
  }
  return leaf('binData', bytesText(used, typeof subtype === 'number' ? subtype : 0))
}

function safeText(value: object): string {
  try {
    return String(value)
  } catch {
    return 'unreadable'
  }
}
