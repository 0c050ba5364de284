import type { Document } from 'mongodb'
import type { Session, SessionKey, SinceBasis } from '../shared/domain/session'
import { type Fields, fieldOf, isQueryable, isRecord, valueAt } from './bson'
import type { Reading, ReadingTools, Recognition } from './formats/format'
import { payloadOf as plainPayloadOf } from './formats/payload'
import type { ReadPayload } from './formats/payload-kind'
import { fieldsBeside, indexedExpiryOf, sessionIdOf } from './formats/reading'
import { formats } from './formats/registry'
import { createIdentity } from './identity'
import { maskId, sessionKeyOf } from './session-key'
import { userAgentIn } from './user-agent'

/** A session with what only the monitor may know: how to find its document again, and its id. */
export interface StoredSession {
  /** `sinceAt` here is what the store tells; the mirror keeps the earlier knowledge it has. */
  readonly session: Session
  readonly documentId: unknown
  readonly sessionId: string
}

/** Turns documents of one store into sessions, by the formats recognised in it. */
export interface Reader {
  /** The sessions in a document, each as a document that `read` takes: nearly always the document itself. Never throws. */
  explode(document: Document): readonly Document[]
  /** Never throws: a document that no format reads is an unreadable session with a reason. `seenAt` is server time. */
  read(document: Document, seenAt: number, isArrival: boolean): StoredSession
  keyOf(documentId: unknown): SessionKey
  /** What the browser of a session calls itself; null where the document does not tell. Never throws. */
  userAgentOf(document: Document): string | null
  /** What the session holds; null when it cannot be read. Never throws. */
  payloadOf(document: Document): Fields | null
  /** Whether a document may hold several sessions, or none: then what is read must go through `explode`. */
  readonly isInParts: boolean
  /** Fields to ask for in a find; empty asks for all. */
  readonly projection: Readonly<Record<string, 1>>
}

/** How a person wants sessions read beyond what the formats know. */
export interface ReaderOptions {
  /** Paths of the user inside the payload, tried before the identity rule's own. */
  readonly userPaths?: readonly string[]
  /** For payloads that a secret opens. */
  readonly readPayload?: ReadPayload
}

/** A reader for what was recognised, formats tried in that order. With nothing recognised every row is unreadable. */
export function createReader(recognitions: readonly Recognition[], options: ReaderOptions = {}): Reader {
  const tools = {
    readIdentity: createIdentity(options.userPaths),
    readPayload: options.readPayload ?? plainPayloadOf
  }
  const payloadOf = (document: Document) => payloadIn(recognitions, document, tools.readPayload)
  const parts = recognitions.flatMap(({ format }) => formats[format].parts ?? [])
  const isAllParts = parts.length === recognitions.length
  return {
    isInParts: parts.length > 0,
    explode(document) {
      if (parts.length === 0) return [document]
      const sessions = parts.flatMap(one => one.explode(document))
      const isOther = sessions.length === 0 && !isAllParts && !parts.some(one => one.isHolder(document))
      return isOther ? [document] : sessions
    },
    read(document, seenAt, isArrival) {
      const reading = readWith(recognitions, document, tools)
      return {
        session: sessionOf(reading, seenAt, isArrival),
        documentId: reading.documentId,
        sessionId: reading.sessionId
      }
    },
    keyOf: sessionKeyOf,
    payloadOf,
    userAgentOf: document =>
      userAgentBeside(recognitions, document) ?? userAgentIn(payloadOf(document) ?? {}),
    projection: projectionOf(recognitions)
  }
}

function payloadIn(
  recognitions: readonly Recognition[],
  document: Document,
  readPayload: ReadPayload
): Fields | null {
  for (const { layout } of recognitions) {
    if (layout.payloadPath === null) return isRecord(document) ? fieldsBeside(document, layout) : null
    const payload = readPayload(valueAt(document, layout.payloadPath))
    if (payload.kind === 'fields') return payload.fields
  }
  return null
}

function userAgentBeside(recognitions: readonly Recognition[], document: Document): string | null {
  for (const { format } of recognitions) {
    const field = formats[format].userAgentField
    const text = field === undefined ? undefined : fieldOf(document, field)
    if (typeof text === 'string' && text !== '') return text
  }
  return null
}

function readWith(recognitions: readonly Recognition[], document: Document, tools: ReadingTools): Reading {
  try {
    for (const { format, layout } of recognitions) {
      const reading = formats[format].read(document, layout, tools)
      if (reading !== null) return reading
    }
    return unreadable(recognitions, document, tools.readPayload)
  } catch {
    // Formats do not throw. Should one have a bug, a row says so and the other rows stay.
    return { ...blank(document), reason: 'could not be read' }
  }
}

function unreadable(
  recognitions: readonly Recognition[],
  document: Document,
  readPayload: ReadPayload
): Reading {
  const layout = recognitions[0]?.layout
  if (layout === undefined) return { ...blank(document), reason: 'not a known format' }
  const isFlat = layout.payloadPath === null
  const payload = readPayload(isFlat ? document : valueAt(document, layout.payloadPath))
  return {
    ...blank(document),
    sessionId: sessionIdOf(document, layout.idField),
    expiresAt: indexedExpiryOf(document, layout).expiresAt,
    reason: payload.kind === 'unreadable' ? payload.reason : 'not a known format'
  }
}

function blank(document: Document): Omit<Reading, 'reason'> {
  return {
    documentId: document?._id,
    sessionId: typeof document?._id === 'string' ? document._id : '',
    state: 'unreadable',
    user: null,
    createdAt: null,
    lastSeenAt: null,
    lastSeenBasis: 'unknown',
    expiresAt: null,
    lifetimeMs: null,
    payloadDigest: 0
  }
}

function sessionOf(reading: Reading, seenAt: number, isArrival: boolean): Session {
  const [sinceAt, sinceBasis] = sinceOf(reading, seenAt, isArrival)
  return {
    key: sessionKeyOf(reading.documentId),
    maskedId: maskId(reading.sessionId),
    state: reading.state,
    user: reading.user,
    reason: reading.reason,
    sinceAt,
    sinceBasis,
    ...lastSeenOf(reading, seenAt),
    expiresAt: reading.expiresAt,
    lifetimeMs: reading.lifetimeMs,
    payloadDigest: reading.payloadDigest
  }
}

/** App servers' clocks may run a little ahead of the database's; a date further ahead is not a time of being seen. */
const AHEAD_MS = 10_000

/** An expiry that reaches beyond now and the lifetime was set by something else than the cookie: it tells nothing. */
function lastSeenOf(
  { lastSeenAt, lastSeenBasis }: Reading,
  seenAt: number
): Pick<Session, 'lastSeenAt' | 'lastSeenBasis'> {
  if (lastSeenAt !== null && lastSeenAt > seenAt + AHEAD_MS)
    return { lastSeenAt: null, lastSeenBasis: 'unknown' }
  return { lastSeenAt, lastSeenBasis }
}

function sinceOf(reading: Reading, seenAt: number, isArrival: boolean): [number, SinceBasis] {
  if (reading.createdAt !== null) return [reading.createdAt, 'created-date']
  if (isArrival) return [seenAt, 'seen-arriving']
  return [Math.min(reading.lastSeenAt ?? seenAt, seenAt), 'or-earlier']
}

/**
 * Whole top-level fields: asking for `session` and `session.user` at once is an error to the server. Of documents that hold several
 * sessions no more than those: the same documents hold password hashes.
 */
function projectionOf(recognitions: readonly Recognition[]): Readonly<Record<string, 1>> {
  const inParts = recognitions.flatMap(({ format }) => formats[format].parts?.fields ?? [])
  const others = recognitions.filter(({ format }) => formats[format].parts === undefined)
  const paths = others.flatMap(({ layout, format }) => [
    layout.payloadPath,
    layout.idField,
    layout.expiryPath,
    layout.writtenPath,
    layout.createdPath,
    layout.userPath,
    formats[format].userAgentField ?? null
  ])
  const isWhole = recognitions.length === 0 || others.some(r => r.layout.payloadPath === null)
  const tops = paths.filter(path => path !== null).map(path => path.split('.')[0] ?? path)
  const fields = new Set([
    '_id',
    ...tops,
    ...inParts.filter(path => !tops.includes(path.split('.')[0] ?? path))
  ])
  // A name that starts with $ cannot be projected: such documents are read whole.
  if (isWhole || ![...fields].every(isQueryable)) return {}
  return Object.fromEntries([...fields].map(name => [name, 1]))
}
