import { type Fields, isRecord } from '../bson'
import { again, type Cursor, createCursor, NotReadable, objectOf, utf8Of } from './structure'

/**
 * Reads a hash that Ruby's `Marshal.dump` wrote (format 4.8). Structure only: no class is looked for, nothing is made or run. Null: it is
 * no hash, or is cut short, too deep or too much. Never throws.
 *
 * Source: Ruby's `doc/marshal.rdoc`, `marshal.c`.
 */
export function marshalFieldsIn(bytes: Uint8Array): Fields | null {
  try {
    const cursor = createCursor(bytes)
    cursor.expect('\x04\x08')
    const value = createReader(cursor)()
    return isRecord(value) && cursor.isAtEnd ? value : null
  } catch (error) {
    if (error instanceof NotReadable) return null
    throw error
  }
}

/** Whether bytes are Marshal's, by their first two. */
export const looksLikeMarshal = (bytes: Uint8Array) => bytes[0] === 4 && bytes[1] === 8

function createReader(cursor: Cursor): () => unknown {
  const symbols: string[] = []
  /** What may be pointed at, by its place; while it is being read, nothing. */
  const objects: unknown[] = []

  const byte = () => cursor.take(1).charCodeAt(0)
  const counted = () => cursor.take(integer())
  const times = <T>(read: () => T): T[] => {
    const items: T[] = []
    for (let left = integer(); left > 0; left -= 1) items.push(read())
    return items
  }

  /** One byte for small ones; else how many bytes follow, negative for negative ones. */
  function integer(): number {
    const first = byte()
    const signed = first > 127 ? first - 256 : first
    if (signed === 0) return 0
    if (signed > 4) return signed - 5
    if (signed < -4) return signed + 5
    let value = 0
    for (let i = 0; i < Math.abs(signed); i += 1) value += byte() * 256 ** i
    return signed > 0 ? value : value - 256 ** -signed
  }

  function symbol(): string {
    const type = cursor.take(1)
    if (type === 'I') {
      const name = symbol()
      times(pair)
      return name
    }
    if (type === ';') return symbols[integer()] ?? missing()
    if (type !== ':') throw new NotReadable('no symbol')
    return newSymbol()
  }

  function newSymbol(): string {
    const name = utf8Of(counted())
    symbols.push(name)
    return name
  }

  const pair = (): [string, unknown] => [symbol(), value()]

  /** Names of instance variables are written with their sign. */
  const variables = () =>
    Object.fromEntries(times(pair).map(([name, inner]) => [name.replace(/^@+/, ''), inner]))

  function hash(): unknown {
    const pairs = times(() => [keyOf(value()), value()] as const)
    return Object.fromEntries(pairs)
  }

  function bignum(): unknown {
    const sign = cursor.take(1) === '-' ? '-' : ''
    const digits = Buffer.from(cursor.take(integer() * 2), 'latin1')
      .reverse()
      .toString('hex')
    return digits === '' ? 0 : `${sign}${BigInt(`0x${digits}`)}`
  }

  function float(): unknown {
    const text = counted()
    const number = Number(text)
    return Number.isFinite(number) && text !== '' ? number : text
  }

  const readers = new Map<string, () => unknown>([
    ['0', () => null],
    ['T', () => true],
    ['F', () => false],
    ['i', integer],
    ['l', bignum],
    ['f', float],
    ['"', () => utf8Of(counted())],
    [':', newSymbol],
    [';', () => symbols[integer()] ?? missing()],
    [
      '@',
      () => {
        const place = integer()
        const object = objects[place]
        return typeof object === 'string' || typeof object === 'number' ? object : again(place)
      }
    ],
    ['[', () => times(value)],
    ['{', hash],
    [
      '}',
      () => {
        const fields = hash()
        value()
        return fields
      }
    ],
    /** A value with instance variables: of a text, its encoding. */
    [
      'I',
      () => {
        const inner = value()
        times(pair)
        return inner
      }
    ],
    ['o', () => objectOf(symbol(), variables())],
    ['S', () => objectOf(symbol(), variables())],
    ['C', () => objectOf(symbol(), value())],
    [
      'e',
      () => {
        symbol()
        return value()
      }
    ],
    [
      'U',
      () => {
        const className = symbol()
        if (cursor.peek() !== '"') return ownForm(className, value())
        // Bytes, which are no text yet.
        cursor.expect('"')
        objects.push(null)
        return ownForm(className, counted())
      }
    ],
    ['u', () => ownForm(symbol(), counted())],
    ['c', () => utf8Of(counted())],
    ['m', () => utf8Of(counted())],
    ['M', () => utf8Of(counted())],
    [
      '/',
      () => {
        const text = utf8Of(counted())
        byte()
        return text
      }
    ]
  ])

  function value(): unknown {
    return cursor.value(() => {
      const type = cursor.take(1)
      const read = readers.get(type) ?? missing
      if (notPointedAt.has(type)) return read()
      const place = objects.push(undefined) - 1
      const object = read()
      objects[place] = object
      return object
    })
  }
  return value
}

/** Values without a place of their own: those of which there is only one, and what wraps one that has it. */
const notPointedAt: ReadonlySet<string> = new Set(['0', 'T', 'F', 'i', ':', ';', '@', 'I', 'C', 'e'])

function missing(): never {
  throw new NotReadable('unknown')
}

/** Ids are what sessions name users by; what other classes wrote in forms of their own stays as it is. */
function ownForm(className: string, inner: unknown): unknown {
  const raw = isRecord(inner) ? Object.values(inner)[0] : inner
  const isId = className === 'BSON::ObjectId' && typeof raw === 'string'
  const hex = isId ? Buffer.from(raw, 'latin1').toString('hex') : ''
  if (hex.length === 24) return hex
  return objectOf(className, typeof inner === 'string' ? utf8Of(inner) : inner)
}

/** Keys are texts or symbols; whatever else, as text. */
function keyOf(key: unknown): string {
  return typeof key === 'string' ? key : (JSON.stringify(key) ?? '')
}
