import { type Document, MongoServerError } from 'mongodb'
import type { Connection } from '../connection'
import type { Layout, StoreIndex } from '../formats/format'
import { createIdentity } from '../identity'
import { readIndexes } from '../sample'
import type { OpenStore } from '../store'
import { MAX_TIME_EXPIRED } from '../trouble'
import { hostsOf } from '../uri'
import { ASK_MS, type Drawn, draw, isFew, projected } from './draw'
import { type HealthFacts, type OverdueFacts, type SessionFacts, TWO_PASSES_MS } from './facts'
import { sessionFactsOf } from './session-facts'

/** In a collection that is larger, nothing is counted without an index. */
const COUNTED_AT_MOST = 100_000
const RECENT_MS = 600_000

/**
 * Reads what the rules judge by: indexes, a bounded sample, and two counts along the expiry index. What was drawn already is
 * not read again. Rejects as the driver does.
 */
export async function readFacts(
  connection: Connection,
  store: OpenStore,
  drawn: Drawn | null = null
): Promise<HealthFacts> {
  const { collection, isView, facts, reader } = store
  const layout = layoutOf(store)
  const indexes = isView ? [] : await readIndexes(collection, ASK_MS)
  const documents = await countOf(store, drawn)
  const read =
    drawn === null
      ? await draw(collection, isFew(documents), reader.projection)
      : projected(drawn, reader.projection)
  const now = connection.clock.now()
  return {
    ns: facts.ns,
    now,
    format: facts.format.id,
    claims: facts.format,
    layout,
    indexes,
    server: connection.server,
    isLocal: hostsOf(connection.uri).every(isOwnHost),
    isView,
    documents,
    sessions: sessionsOf(store, indexes, read),
    isWhole: read.isWhole,
    overdue: await countOverdue(store, { layout, indexes, documents, now }).catch(nullIfSlow),
    withoutTtlAt: null
  }
}

const unknownLayout: Layout = {
  idField: '_id',
  expiryPath: null,
  ttlSeconds: 0,
  payloadPath: null,
  writtenPath: null,
  createdPath: null,
  userPath: null
}

/** Of sessions inside another document no date is one to delete by: an index on it would delete the whole document. */
function layoutOf({ recognitions, reader }: OpenStore): Layout {
  const layout = recognitions[0]?.layout ?? unknownLayout
  return reader.isInParts ? { ...layout, expiryPath: null, writtenPath: null } : layout
}

/**
 * Counts what has expired and should have been deleted, and reads nothing else; null where that would be refused, take too
 * long, or read the whole store. Rejects as the driver does.
 */
export async function readOverdue(store: OpenStore, now: number): Promise<OverdueFacts | null> {
  const indexes = store.isView ? [] : await readIndexes(store.collection, ASK_MS)
  const documents = await countOf(store, null)
  return countOverdue(store, { layout: layoutOf(store), indexes, documents, now }).catch(nullIfSlow)
}

/** Counting a large collection anew takes some servers as long as reading it: there the count of its opening will do. */
async function countOf(
  { collection, isView, documents }: OpenStore,
  drawn: Drawn | null
): Promise<number | null> {
  if (isView) return null
  if (drawn !== null || (documents !== null && documents > COUNTED_AT_MOST)) return documents
  return collection.estimatedDocumentCount({ maxTimeMS: ASK_MS })
}

/** Whether a host of a connection string is this computer. */
function isOwnHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name) || name.startsWith('/')
}

/** Documents to sessions, as far as rules need them. */
function sessionsOf(
  { reader, readPayload, recognitions, facts }: OpenStore,
  indexes: readonly StoreIndex[],
  { documents }: Drawn
): readonly SessionFacts[] {
  const tools = { readIdentity: createIdentity(facts.ask.userPaths), readPayload }
  const by = { recognitions, indexes, tools, payloadOf: reader.payloadOf }
  return documents.flatMap(reader.explode).map(document => sessionFactsOf(document, by))
}

/** What takes the server too long to count is not known; the rest is worth having without it. */
function nullIfSlow(error: unknown): null {
  if (error instanceof MongoServerError && error.code === MAX_TIME_EXPIRED) return null
  throw error
}

interface Counting {
  readonly layout: Layout
  readonly indexes: readonly StoreIndex[]
  readonly documents: number | null
  readonly now: number
}

async function countOverdue(
  { collection, isView }: OpenStore,
  { layout: { expiryPath, ttlSeconds }, indexes, documents, now }: Counting
): Promise<OverdueFacts | null> {
  if (expiryPath === null || isView || documents === null) return null
  const isIndexed = indexes.some(index => index.isWhole && index.fields[0] === expiryPath)
  if (!isIndexed && documents > COUNTED_AT_MOST) return null
  const before = now - ttlSeconds * 1000 - TWO_PASSES_MS
  const count = (range: Document) => collection.countDocuments({ [expiryPath]: range }, { maxTimeMS: ASK_MS })
  const all = await count({ $lt: new Date(before) })
  const recent = all === 0 ? 0 : await count({ $lt: new Date(before), $gte: new Date(before - RECENT_MS) })
  return { documents: all, recent }
}
