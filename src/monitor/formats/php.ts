import { type Fields, isRecord } from '../bson'
import { again, type Cursor, createCursor, listOrObject, NotReadable, objectOf, utf8Of } from './structure'

/**
 * Reads what PHP's `serialize` wrote, and session text of PHP's handlers `php` (`name|value…`) and `php_serialize`. Structure only: no
 * class is looked for, nothing is made or run. Symfony's tokens, which are serialised text within, are read as well. Null: it is none,
 * or is cut short, too deep or too much. Never throws.
 *
 * Source: php-src `ext/standard/var.c`, `ext/session/session.c`.
 */
export function phpFieldsIn(bytes: Uint8Array): Fields | null {
  try {
    const cursor = createCursor(bytes)
    const fields = /^[aO]$/.test(cursor.peek()) ? whole(cursor) : sessionText(cursor)
    return isRecord(fields) ? withTokens(fields) : null
  } catch (error) {
    if (error instanceof NotReadable) return null
    throw error
  }
}

/** How serialised arrays and session text begin: `a:3:{`, `_sf2_attributes|a:2:{`. */
export const looksLikePhp = (start: string) => /^(a:\d+:\{|[^\s|{}:]{1,80}\|[NbidsaOCE][:;])/.test(start)

function whole(cursor: Cursor): unknown {
  const value = valueAt(cursor)
  if (!cursor.isAtEnd) throw new NotReadable('something follows')
  // An empty array, and a list, are fields as well.
  return Array.isArray(value) ? Object.fromEntries(value.entries()) : value
}

function sessionText(cursor: Cursor): Fields {
  const pairs: [string, unknown][] = []
  while (!cursor.isAtEnd) {
    const name = utf8Of(cursor.until('|'))
    // What was set and unset again has no value.
    if (!name.startsWith('!')) pairs.push([name, valueAt(cursor)])
  }
  return Object.fromEntries(pairs)
}

function valueAt(cursor: Cursor): unknown {
  return cursor.value(() => {
    const type = cursor.take(1)
    cursor.expect(type === 'N' ? ';' : ':')
    const read = readers[type]
    if (read === undefined) throw new NotReadable('unknown type')
    return read(cursor)
  })
}

const readers: Readonly<Record<string, (cursor: Cursor) => unknown>> = {
  N: () => null,
  b: cursor => cursor.until(';') === '1',
  i: cursor => integerOf(cursor.until(';')),
  d: cursor => doubleOf(cursor.until(';')),
  s(cursor) {
    const text = quoted(cursor)
    cursor.expect(';')
    return text
  },
  a: cursor => listOrObject(pairsAt(cursor)),
  O(cursor) {
    const className = quoted(cursor)
    cursor.expect(':')
    return objectOf(className, Object.fromEntries(pairsAt(cursor)))
  },
  /** Written by a class in a form of its own, which stays text. */
  C(cursor) {
    const className = quoted(cursor)
    cursor.expect(':')
    const length = Number(cursor.until(':'))
    cursor.expect('{')
    const text = utf8Of(cursor.take(length))
    cursor.expect('}')
    return objectOf(className, text)
  },
  E(cursor) {
    const text = quoted(cursor)
    cursor.expect(';')
    return text
  },
  r: cursor => again(Number(cursor.until(';'))),
  R: cursor => again(Number(cursor.until(';')))
}

/** `5:"héla"`: so many bytes. */
function quoted(cursor: Cursor): string {
  const length = Number(cursor.until(':'))
  cursor.expect('"')
  const text = utf8Of(cursor.take(length))
  cursor.expect('"')
  return text
}

function pairsAt(cursor: Cursor): readonly (readonly [string | number, unknown])[] {
  const count = Number(cursor.until(':'))
  cursor.expect('{')
  const pairs: [string | number, unknown][] = []
  for (let i = 0; i < count; i += 1) {
    const key = valueAt(cursor)
    if (typeof key !== 'string' && typeof key !== 'number') throw new NotReadable('no key')
    pairs.push([typeof key === 'string' ? plainName(key) : key, valueAt(cursor)])
  }
  cursor.expect('}')
  return pairs
}

/** A private or protected field is written with its class before it, between zeros. */
const plainName = (name: string) => (name.startsWith('\0') ? name.slice(name.indexOf('\0', 1) + 1) : name)

/** Past what a number holds exactly, its digits. */
function integerOf(text: string): number | string {
  if (!/^-?\d{1,20}$/.test(text)) throw new NotReadable('no integer')
  return Number.isSafeInteger(Number(text)) ? Number(text) : text
}

function doubleOf(text: string): number | string {
  const value = Number(text)
  return Number.isFinite(value) && text !== '' ? value : text.slice(0, 30)
}

/** Symfony puts the token of a firewall into the session as serialised text. */
function withTokens(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === '_sf2_attributes' && isRecord(value)) return [name, withTokens(value)]
      if (!name.startsWith('_security_') || typeof value !== 'string' || !value.startsWith('O:'))
        return [name, value]
      return [name, phpFieldsIn(Buffer.from(value)) ?? value]
    })
  )
}
