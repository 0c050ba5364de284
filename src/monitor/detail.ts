import { deserialize } from 'bson'
import type { Document, Filter } from 'mongodb'
import type { SessionDetail } from '../shared/domain/detail'
import type { SessionKey } from '../shared/domain/session'
import { type Fault, FaultError, fault } from '../shared/fault'
import { dateOf, type Fields, fieldOf, instantOf, valueAt } from './bson'
import { cookieLinesOf } from './cookie-lines'
import { treeOf } from './detail-tree'
import type { Layout } from './formats/format'
import { cookieOf, payloadOf } from './formats/payload'
import type { ReadPayload } from './formats/payload-kind'
import { sessionIdOf } from './formats/reading'
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
  const raw = await readRaw(store, documentId)
  if (raw === null) throw new FaultError(whyNone(documentId))
  // Not promoted, so that Int32, Long and Double stay apart; broken UTF-8 is shown with replacement characters.
  const document = deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } })
  ask.onRead?.(deserialize(raw, { validation: { utf8: false } }))
  const layout = store.recognitions[0]?.layout
  return {
    key: ask.key,
    readAt: store.clock.now(),
    sizeBytes: raw.length,
    ...describeDocument(document, layout, { ...ask, readPayload: store.readPayload })
  }
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
  ask: DetailAsk & { readonly readPayload?: ReadPayload }
): Pick<SessionDetail, 'document' | 'payloadEncoding' | 'payloadPath' | 'cookie' | 'cookieExpiresAt'> {
  const idField = layout?.idField ?? '_id'
  const payloadPath = layout === undefined ? 'session' : layout.payloadPath
  const readPayload = ask.readPayload ?? payloadOf
  const payload = readPayload(payloadPath === null ? document : valueAt(document, payloadPath))
  const cookie = payload.kind === 'fields' ? cookieOf(payload.fields) : null
  return {
    document: treeOf(document, {
      idField,
      sessionId: sessionIdOf(document, idField),
      payloadPath,
      readPayload,
      revealPaths: new Set(ask.revealPaths)
    }),
    payloadEncoding: payload.kind === 'fields' ? payload.encoding : null,
    payloadPath,
    cookie: cookie === null ? null : cookieLinesOf(cookie),
    cookieExpiresAt: cookie === null ? null : cookieExpiryOf(cookie)
  }
}

function cookieExpiryOf(cookie: Fields): number | null {
  const expires = fieldOf(cookie, 'expires')
  return dateOf(expires) ?? (typeof expires === 'string' ? instantOf(expires) : null)
}
