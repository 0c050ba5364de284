import type { Document } from 'mongodb'
import type { EpochMs, LastSeenBasis } from '../../shared/domain/session'
import {
  type Fields,
  fieldOf,
  indexedDateOf,
  instantOf,
  objectIdHexOf,
  objectIdTimeOf,
  valueAt
} from '../bson'
import { ownUserOf } from '../identity'
import { digestPayload } from './digest'
import type { Layout, ReadIdentity, Reading, ReadingTools } from './format'
import { lifetimeOf } from './payload'
import type { Payload, ReadPayload } from './payload-kind'

/** The session id as text: a string itself, an `ObjectId` as hex, anything else as text or as nothing. */
export function sessionIdOf(document: Document, idField: string): string {
  const id = fieldOf(document, idField) ?? document._id
  if (typeof id === 'string') return id
  const hex = objectIdHexOf(id)
  if (hex !== null) return hex
  return typeof id === 'number' || typeof id === 'bigint' ? String(id) : ''
}

/** The dates of a document: `fieldAt` is what the store wrote, `expiresAt` when the server may delete it. */
export interface Expiry {
  readonly fieldAt: EpochMs | null
  readonly expiresAt: EpochMs | null
}

const noExpiry: Expiry = { fieldAt: null, expiresAt: null }

/**
 * The expiry by the document's own top-level date, never the cookie's: a touch writes only the former.
 * A value that is no date is never deleted by a TTL index, so its expiry is null.
 */
export function indexedExpiryOf(document: Document, layout: Layout): Expiry {
  if (layout.expiryPath === null) return noExpiry
  return expiryAt(indexedDateOf(valueAt(document, layout.expiryPath)), layout.ttlSeconds)
}

/** The expiry where a person said it is: also numbers and text that read as a date, which no index deletes by. */
export function mappedExpiryOf(document: Document, layout: Layout): Expiry {
  if (layout.expiryPath === null) return noExpiry
  const value = valueAt(document, layout.expiryPath)
  const date = indexedDateOf(value)
  return date !== null ? expiryAt(date, layout.ttlSeconds) : expiryAt(instantOf(value), 0)
}

function expiryAt(fieldAt: EpochMs | null, ttlSeconds: number): Expiry {
  return fieldAt === null ? noExpiry : { fieldAt, expiresAt: fieldAt + ttlSeconds * 1000 }
}

function lastSeenOf(
  document: Document,
  layout: Layout,
  fieldAt: EpochMs | null,
  lifetimeMs: number | null
): { readonly lastSeenAt: EpochMs | null; readonly lastSeenBasis: LastSeenBasis } {
  const writtenAt = layout.writtenPath === null ? null : instantOf(valueAt(document, layout.writtenPath))
  if (writtenAt !== null) return { lastSeenAt: writtenAt, lastSeenBasis: 'written-date' }
  if (fieldAt === null || lifetimeMs === null) return { lastSeenAt: null, lastSeenBasis: 'unknown' }
  return { lastSeenAt: fieldAt - lifetimeMs, lastSeenBasis: 'expiry-minus-lifetime' }
}

/** Put together what every express-session store tells, once its payload and expiry are known. Never throws. */
export function readingOf(
  document: Document,
  layout: Layout,
  found: { readonly payload: Payload; readonly expiry: Expiry },
  readIdentity: ReadIdentity
): Reading {
  const { payload, expiry } = found
  const fields = payload.kind === 'fields' ? payload.fields : null
  const identity = identityIn(document, layout, fields, readIdentity)
  const created = layout.createdPath === null ? null : instantOf(valueAt(document, layout.createdPath))
  const lifetimeMs = isWrittenExpiry(layout) ? layout.ttlSeconds * 1000 : fields && lifetimeOf(fields)
  const lastSeen = lastSeenOf(document, layout, expiry.fieldAt, lifetimeMs)
  // One literal and no spread: this runs for every document of the store, and spreading took a quarter of the time.
  return {
    documentId: document._id,
    sessionId: sessionIdOf(document, layout.idField),
    state: identity === null ? 'unreadable' : identity.isSignedIn ? 'signed-in' : 'guest',
    user: identity?.user ?? null,
    reason: identity === null && payload.kind === 'unreadable' ? payload.reason : null,
    createdAt: created ?? objectIdTimeOf(document._id),
    lastSeenAt: lastSeen.lastSeenAt,
    lastSeenBasis: lastSeen.lastSeenBasis,
    expiresAt: expiry.expiresAt,
    lifetimeMs,
    payloadDigest: fields === null ? 0 : digestPayload(fields)
  }
}

/** The expiry is the date of the last write plus seconds: koa-session-mongoose, gorilla's mongostore. */
const isWrittenExpiry = ({ expiryPath, writtenPath }: Layout) =>
  expiryPath !== null && expiryPath === writtenPath

/** A store that keeps the user beside the payload says whom it is of, even where the payload cannot be read. */
function identityIn(
  document: Document,
  { userPath }: Layout,
  fields: Fields | null,
  readIdentity: ReadIdentity
): ReturnType<ReadIdentity> | null {
  const user = userPath === null ? null : ownUserOf(document, [userPath])
  if (user !== null) return { user, isSignedIn: true }
  if (fields !== null) return readIdentity(fields)
  return userPath === null ? null : { user: null, isSignedIn: false }
}

/** Reads a document that keeps its payload in a field of its own; null when `isOurs` refuses what is there. */
export function readingBeside(
  document: Document,
  layout: Layout,
  { readIdentity, readPayload }: ReadingTools,
  isOurs: (raw: unknown) => boolean
): Reading | null {
  const raw = fieldOf(document, layout.payloadPath ?? 'session')
  if (!isOurs(raw)) return null
  const found = { payload: readPayload(raw), expiry: indexedExpiryOf(document, layout) }
  return readingOf(document, layout, found, readIdentity)
}

/** A document that is its own payload, less what the store keeps in it for itself. */
export function fieldsBeside(document: Fields, layout: Layout): Fields {
  const { idField, expiryPath, writtenPath, createdPath } = layout
  const own = new Set(['_id', '__v', idField, expiryPath, writtenPath, createdPath])
  return Object.fromEntries(Object.entries(document).filter(([name]) => !own.has(name)))
}

/** Reads a document that is its own payload. */
export function readingFlat(document: Document, layout: Layout, { readIdentity }: ReadingTools): Reading {
  const payload: Payload = {
    kind: 'fields',
    fields: fieldsBeside(document, layout),
    encoding: 'BSON object'
  }
  return readingOf(document, layout, { payload, expiry: indexedExpiryOf(document, layout) }, readIdentity)
}

/** How long the session of a document lives after each touch, ms, by its cookie; null where that does not tell. Never throws. */
export function lifetimeInDocument(
  document: Document,
  { payloadPath }: Layout,
  readPayload: ReadPayload
): number | null {
  const payload = readPayload(payloadPath === null ? document : valueAt(document, payloadPath))
  return payload.kind === 'fields' ? lifetimeOf(payload.fields) : null
}
