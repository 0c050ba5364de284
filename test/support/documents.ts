import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp, UUID } from 'bson'
import fc from 'fast-check'
import type { Document } from 'mongodb'

/** 2026-01-01T00:00:00Z: the instant around which test documents are made. */
export const NOON = 1_767_225_600_000

/** What express-session puts into a payload as its cookie. */
export function aCookie(overrides: Document = {}): Document {
  return {
    originalMaxAge: 1_800_000,
    expires: new Date(NOON + 1_800_000),
    secure: null,
    httpOnly: true,
    domain: null,
    path: '/',
    sameSite: null,
    ...overrides
  }
}

/** A document as connect-mongodb-session writes it by default: a guest. */
export function anObjectDocument(payload: Document = {}, overrides: Document = {}): Document {
  return {
    _id: 'Yp3sKx0vQ9cRk2mT5wBz7uHfJ1nLd8ae',
    expires: new Date(NOON + 1_800_000),
    session: { cookie: aCookie(), ...payload },
    ...overrides
  }
}

/** A document as connect-mongo writes it by default: a guest. */
export function aTextDocument(payload: Document = {}, overrides: Document = {}): Document {
  return anObjectDocument({}, { session: JSON.stringify({ cookie: aCookie(), ...payload }), ...overrides })
}

/** Several documents with ids of their own. */
export function manyOf(count: number, make: (overrides: Document) => Document): Document[] {
  return Array.from({ length: count }, (_, i) =>
    make({ _id: `${String(i).padStart(4, '0')}sKx0vQ9cRk2mT5wBz7uHf` })
  )
}

const leaf = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom<unknown>(
      null,
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -0,
      Symbol('s'),
      10n,
      /x/g,
      () => 1,
      new Map(),
      new Date(Number.NaN),
      new ObjectId('65a0c0ffee0000000000beef'),
      new UUID('12345678-1234-4234-8234-123456789abc'),
      new Binary(Buffer.from('abc'), 0),
      Long.fromString('9223372036854775807'),
      new Int32(5),
      new Double(1.5),
      Decimal128.fromString('1.10'),
      new Timestamp({ t: 1, i: 1 })
    ),
    fc.json()
  )

const hostileKey = () =>
  fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'cookie',
      'user',
      'passport',
      'session',
      'expires',
      'ct',
      'iv',
      'hmac',
      '_bsontype',
      '',
      '$oid',
      'a.b'
    ),
    fc.string()
  )

/** Keys are set as own fields, as `JSON.parse` and the driver do: `__proto__` is data. */
function recordOf(entries: readonly (readonly [string, unknown])[]): Document {
  const record: Document = {}
  for (const [name, value] of entries) {
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
  }
  return record
}

/** Any value that BSON, or a caller with a bug, might hand over. */
export function anyValue(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(hostileKey(), tie('value')), { maxLength: 5 }).map(recordOf)
    )
  }))
  return value
}

/** Any document at all, with the fields that formats look at filled with anything. */
export function anyDocument(): fc.Arbitrary<Document> {
  const named = fc.record(
    {
      _id: anyValue(),
      session: fc.oneof(anyValue(), anyValue().map(jsonOf)),
      expires: anyValue(),
      lastModified: anyValue(),
      createdAt: anyValue(),
      updatedAt: anyValue()
    },
    { requiredKeys: [] }
  )
  return fc
    .tuple(named, fc.array(fc.tuple(hostileKey(), anyValue()), { maxLength: 3 }))
    .map(([document, others]) => recordOf([...others, ...Object.entries(document)]))
}

function jsonOf(value: unknown): unknown {
  try {
    return JSON.stringify(value)
  } catch {
    return '{'
  }
}

/** An object nested `depth` deep. */
export function nested(depth: number): Document {
  let value: Document = { end: true }
  for (let i = 0; i < depth; i += 1) value = { in: value }
  return value
}
