import { calculateObjectSize } from 'bson'
import type { Document } from 'mongodb'
import {
  bsonTypeOf,
  type Fields,
  fieldOf,
  indexedDateOf,
  instantOf,
  isRecord,
  numberOf,
  objectIdHexOf,
  valueAt
} from '../bson'
import type { Layout, Reading, ReadingTools, Recognition, StoreIndex } from '../formats/format'
import { cookieOf, lifetimeOf } from '../formats/payload'
import { formats } from '../formats/registry'
import type { Reader } from '../reader'
import type { CookieFacts, ExpiryKind, SessionFacts } from './facts'
import { idBitsOf } from './id-bits'
import { secretsInside } from './secrets-inside'

/** By what documents of one store are understood. */
export interface FactsReader {
  readonly recognitions: readonly Recognition[]
  /** A format may be known by them. */
  readonly indexes: readonly StoreIndex[]
  readonly tools: ReadingTools
  readonly payloadOf: Reader['payloadOf']
}

/** Payloads larger than this are told apart into their parts. */
export const LARGE_BYTES = 16 * 1024

/** What libraries put into a payload of their own accord. */
const librarysOwn: ReadonlySet<string> = new Set([
  'cookie',
  '_permanent',
  '_maxAge',
  '_expire',
  '_session',
  '_ctime',
  '_fresh'
])

/** One document as the rules need it. Never throws; keeps no value of it. */
export function sessionFactsOf(document: Document, reader: FactsReader): SessionFacts {
  const [recognition, reading] = readingOf(document, reader)
  const payload = reader.payloadOf(document)
  const layout = reader.recognitions[0]?.layout
  const bytes = sizeOf(document)
  return {
    format: recognition?.format ?? null,
    state: reading?.state ?? 'unreadable',
    ...expiryOf(document, layout),
    createdAt: reading?.createdAt ?? null,
    lastSeenAt: reading?.lastSeenAt ?? null,
    lifetimeMs: reading?.lifetimeMs ?? null,
    cookieLifetimeMs: payload && (lifetimeOf(payload) ?? numberOf(fieldOf(payload, '_maxAge'))),
    cookie: payload && cookieFactsOf(payload),
    bytes,
    largest: payload !== null && bytes > LARGE_BYTES ? largestOf(payload) : null,
    isEmpty: payload !== null && isEmpty(payload),
    idBits: reading && recognition ? idBitsIn(document, reading, recognition.layout) : null,
    secrets: payload === null ? [] : secretsInside(payload)
  }
}

function readingOf(
  document: Document,
  { recognitions, indexes, tools }: FactsReader
): [Recognition | null, Reading | null] {
  try {
    // Of two libraries in one store, one's format may read what the other has written: whose it is, only recognising tells.
    const isOurs = ({ format }: Recognition) => formats[format].recognise([document], indexes) !== null
    const ours = recognitions.length > 1 ? recognitions.filter(isOurs) : []
    for (const recognition of [...ours, ...recognitions]) {
      const reading = formats[recognition.format].read(document, recognition.layout, tools)
      if (reading !== null) return [recognition, reading]
    }
  } catch {
    // Formats do not throw. Should one have a bug, this is a document that nobody reads.
  }
  return [null, null]
}

function expiryOf(
  document: Document,
  layout: Layout | undefined
): Pick<SessionFacts, 'expiryKind' | 'fieldAt' | 'expiresAt'> {
  if (layout?.expiryPath == null) return { expiryKind: 'none', fieldAt: null, expiresAt: null }
  const value = valueAt(document, layout.expiryPath)
  const fieldAt = indexedDateOf(value)
  return {
    expiryKind: fieldAt !== null ? 'date' : kindOf(value),
    fieldAt,
    expiresAt: fieldAt === null ? null : fieldAt + layout.ttlSeconds * 1000
  }
}

function kindOf(value: unknown): ExpiryKind {
  if (value === undefined || value === null) return 'none'
  if (typeof value === 'string') return 'text'
  return numberOf(value) !== null || bsonTypeOf(value) === 'Decimal128' ? 'number' : 'other'
}

function cookieFactsOf(payload: Fields): CookieFacts | null {
  const cookie = cookieOf(payload)
  if (cookie === null) return null
  const isOn = (name: string) => fieldOf(cookie, name) === true
  const sameSite = fieldOf(cookie, 'sameSite')
  return {
    isSecure: isOn('secure') || fieldOf(cookie, 'secure') === 'auto',
    isHttpOnly: isOn('httpOnly'),
    hasSameSite: sameSite === true || (typeof sameSite === 'string' && sameSite !== ''),
    expiresAt: instantOf(fieldOf(cookie, 'expires'))
  }
}

/** Objects with nothing in them, such as the `passport` of somebody who has signed out, are nothing. */
function isEmpty(payload: Fields): boolean {
  return Object.entries(payload).every(
    ([name, value]) => librarysOwn.has(name) || (isRecord(value) && Object.keys(value).length === 0)
  )
}

/** An `ObjectId` that the app signs before it becomes a cookie is no secret. */
function idBitsIn(document: Document, { sessionId }: Reading, { idField }: Layout): number | null {
  const isMade = objectIdHexOf(fieldOf(document, idField)) !== null
  return isMade || sessionId === '' ? null : idBitsOf(sessionId)
}

function largestOf(payload: Fields): SessionFacts['largest'] {
  const parts = Object.entries(payload).map(([path, value]) => ({ path, bytes: sizeOf({ [path]: value }) }))
  return parts.reduce<SessionFacts['largest']>(
    (most, part) => (most === null || part.bytes > most.bytes ? part : most),
    null
  )
}

function sizeOf(document: Document): number {
  try {
    return calculateObjectSize(document)
  } catch {
    // Circular or of another driver's classes: neither comes from a database.
    return 0
  }
}
