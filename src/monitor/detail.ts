import { deserialize } from 'bson'
import type { Document, Filter } from 'mongodb'
import type { SessionDetail } from '../shared/domain/detail'
import type { SessionKey } from '../shared/domain/session'
import { type Fault, FaultError, fault } from '../shared/fault'
import { dateOf, type Fields, fieldOf, instantOf, valueAt } from './bson'
import { cookieLinesOf } from './cookie-lines'
import { treeOf } from './detail-tree'
import type { Layout } from './formats/format'
import { holderIdOf, PartId, type PartsPlace } from './formats/part-id'
import { cookieOf, payloadOf } from './formats/payload'
import type { ReadPayload } from './formats/payload-kind'
import { sessionIdOf } from './formats/reading'
import { formats } from './formats/registry'
import type { OpenStore } from './store'

const READ_MS = 10_000

/** Which session, and which of its masked values a person has asked to see. */
export interface DetailAsk {
  readonly key: SessionKey
  readonly revealPaths: readonly string[]
  /** Is given the document as a feed gives it. */
  readonly onRead?: (document: Document) => void
}

/**
 * One session in full, as its document is on the server now. Rejects with a `FaultError`: `gone` when it was deleted,
 * else what the driver says.
 */
export async function readDetail(
  store: OpenStore,
  documentId: unknown,
  ask: DetailAsk
): Promise<SessionDetail> {
  const raw = await readRaw(store, holderIdOf(documentId))
  if (raw === null) throw new FaultError(whyNone(documentId))
  // Not promoted, so that Int32, Long and Double stay apart; broken UTF-8 is shown with replacement characters.
  const document = deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } })
  ask.onRead?.(deserialize(raw, { validation: { utf8: false } }))
  const part = documentId instanceof PartId ? partOf(document, documentId) : null
  if (documentId instanceof PartId && part === null) throw new FaultError(whyNone(documentId))
  const layout = layoutFor(store, documentId)
  return {
    key: ask.key,
    readAt: store.clock.now(),
    sizeBytes: raw.length,
    ...describeDocument(document, layout, { ...ask, part, readPayload: store.readPayload })
  }
}

/** A session within a document, as it is found there: its dotted path, where ids lie, and its own. */
interface PartOfDocument {
  readonly path: string
  readonly id: PartId
}

function partOf(document: Document, id: PartId): PartOfDocument | null {
  const elements = valueAt(document, id.place.arrayPath)
  if (!Array.isArray(elements)) return null
  const index = elements.findIndex(element => valueAt(element, id.place.idField) === id.id)
  return index < 0 ? null : { path: `${id.place.arrayPath}.${index}`, id }
}

/** The layout of the format that the session was read by. */
function layoutFor({ recognitions }: OpenStore, documentId: unknown): Layout | undefined {
  const place = documentId instanceof PartId ? documentId.place : undefined
  return (
    recognitions.find(({ format }) => formats[format].parts?.place === place)?.layout ??
    recognitions[0]?.layout
  )
}

/** Bytes that were no text have become this sign, and the text with it in is no id that the server knows. */
const BROKEN_TEXT = '\ufffd'

function whyNone(documentId: unknown): Fault {
  return typeof documentId === 'string' && documentId.includes(BROKEN_TEXT)
    ? fault('bad-request', 'The id of this session is broken text: its document cannot be asked for by it.')
    : fault('gone', 'This session has ended: its document is no longer in the store.')
}

async function readRaw(store: OpenStore, documentId: unknown): Promise<Uint8Array | null> {
  try {
    // A document as an id may say `$gt` of itself: it is a value to be equal to, never a condition.
    const filter = { _id: { $eq: documentId } } as Filter<Document>
    const found: unknown = await store.collection.findOne(filter, { raw: true, maxTimeMS: READ_MS })
    return found instanceof Uint8Array ? found : null
  } catch (error) {
    throw new FaultError(store.feedSetup.source.faultOf(error))
  }
}

/** All of a detail that the document itself tells. Pure; never throws. */
export function describeDocument(
  document: Document,
  layout: Layout | undefined,
  ask: DetailAsk & { readonly readPayload?: ReadPayload; readonly part?: PartOfDocument | null }
): Pick<
  SessionDetail,
  'document' | 'partPath' | 'payloadEncoding' | 'payloadPath' | 'cookie' | 'cookieExpiresAt'
> {
  const part = ask.part ?? null
  const idField = layout?.idField ?? '_id'
  const payloadPath = layout === undefined ? 'session' : layout.payloadPath
  const readPayload = ask.readPayload ?? payloadOf
  const payload = readPayload(payloadPath === null ? document : valueAt(document, payloadPath))
  const cookie = payload.kind === 'fields' ? cookieOf(payload.fields) : null
  return {
    document: treeOf(document, {
      isIdPath: part === null ? path => path === idField : path => isIdIn(path, part.id.place),
      sessionId: part === null ? sessionIdOf(document, idField) : part.id.id,
      payloadPath,
      readPayload,
      revealPaths: new Set(ask.revealPaths)
    }),
    partPath: part?.path ?? null,
    payloadEncoding: payload.kind === 'fields' ? payload.encoding : null,
    payloadPath,
    cookie: cookie === null ? null : cookieLinesOf(cookie),
    cookieExpiresAt: cookie === null ? null : cookieExpiryOf(cookie)
  }
}

/** The user's other sessions are masked, too. */
function isIdIn(path: string, { arrayPath, idField }: PartsPlace): boolean {
  if (!path.startsWith(`${arrayPath}.`)) return false
  const [, name, ...more] = path.slice(arrayPath.length + 1).split('.')
  return name === idField && more.length === 0
}

function cookieExpiryOf(cookie: Fields): number | null {
  const expires = fieldOf(cookie, 'expires')
  return dateOf(expires) ?? (typeof expires === 'string' ? instantOf(expires) : null)
}
