import type { Document } from 'mongodb'
import { dateOf, fieldOf, indexedDateOf, isRecord, parseJson } from '../bson'
import { payloadOf } from './payload'

/** What one sampled document looks like to the formats of express-session stores. */
export interface Shape {
  /** How the payload is kept; `sealed` is encrypted text. */
  readonly payload: 'text' | 'sealed' | 'object'
  /** express-session always writes a cookie; a payload without one is likelier something else. */
  readonly hasCookie: boolean
  /** connect-mongo's own dates, which connect-mongodb-session never writes. */
  readonly hasLastModified: boolean
  readonly hasTimestamps: boolean
  /** connect-mongo 3.2 wraps encrypted JSON in a JSON string. */
  readonly isDoublyWrapped: boolean
}

/** Null when the document can be of no express-session store: no `session`, or something else in it. */
export function shapeOf(document: Document): Shape | null {
  const raw = fieldOf(document, 'session')
  if (typeof raw !== 'string' && !isRecord(raw)) return null
  const payload = payloadOf(raw)
  const isSealed = payload.kind === 'unreadable' && payload.reason === 'encrypted'
  if (payload.kind === 'unreadable' && !isSealed) return null
  const hasCookie = payload.kind === 'fields' && isRecord(fieldOf(payload.fields, 'cookie'))
  // Without a cookie only a date beside it tells a session from any other record with a field named `session`.
  if (!hasCookie && !Object.values(document).some(v => indexedDateOf(v) !== null)) return null
  return {
    payload: isSealed ? 'sealed' : typeof raw === 'string' ? 'text' : 'object',
    hasCookie,
    hasLastModified: dateOf(fieldOf(document, 'lastModified')) !== null,
    hasTimestamps: dateOf(fieldOf(document, 'updatedAt')) !== null,
    isDoublyWrapped: isSealed && typeof raw === 'string' && typeof parseJson(raw) === 'string'
  }
}

/** Shapes of all documents that have one. */
export function shapesOf(sample: readonly Document[]): readonly Shape[] {
  return sample.map(shapeOf).filter(shape => shape !== null)
}

/** "all 40 sampled documents" or "12 of 40 sampled documents". */
export function shareText(count: number, total: number): string {
  if (count === total) return total === 1 ? 'the one sampled document' : `all ${total} sampled documents`
  return `${count} of ${total} sampled documents`
}
