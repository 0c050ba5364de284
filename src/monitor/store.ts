import type { Collection, Document } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { FormatFacts, StoreAsk, StoreFacts, StoreNotice } from '../shared/domain/store'
import { type Fault, FaultError, fault } from '../shared/fault'
import { type BegunRead, isAllProjected } from './begun-read'
import { valueAt } from './bson'
import type { SampledClock } from './clock'
import type { Connection } from './connection'
import { type Countable, countableOf } from './counted/countable'
import { readCollectionList } from './discover'
import type { FeedSetup } from './feed/choose'
import type { ExpirySource, FeedSource } from './feed/feed'
import type { Layout, Recognition, StoreIndex } from './formats/format'
import { recognitionOfMapping } from './formats/mapped'
import { isSealedPayload, payloadOf } from './formats/payload'
import type { ReadPayload } from './formats/payload-kind'
import { lifetimeInDocument } from './formats/reading'
import { expressFormats, formats, libraryFormats, recogniseStore } from './formats/registry'
import { userPathsOf } from './identity'
import { type Look, lookInto, SAMPLE_COUNT } from './look'
import { createReader, type Reader } from './reader'
import { didYouMean } from './similar-names'
import { ownNotices } from './store-notices'
import { faultOf } from './trouble'

/** A store ready to be followed. */
export interface OpenStore {
  readonly ask: StoreAsk
  readonly collection: Collection<Document>
  readonly isView: boolean
  readonly facts: StoreFacts
  readonly reader: Reader
  readonly recognitions: readonly Recognition[]
  readonly clock: SampledClock
  /** Payloads are read by this wherever they are looked into. */
  readonly readPayload: ReadPayload
  /** What `startFeed` takes. */
  readonly feedSetup: FeedSetup
  /** Whether any of the sessions looked at says which browser it is from. */
  readonly hasBrowsers: boolean
  /** How many documents there are about; null where the server does not say. */
  readonly documents: number | null
  /** What the database can do for this store when it is too large to be mirrored; null: it must be. */
  readonly countable: Countable | null
  /**
   * True while the collection was empty, so that nothing could be recognised: the reader tries every known format on whole
   * documents. When the first ones have come, open the store again with `ask` and go on with what that gives.
   */
  readonly isProvisional: boolean
  /** Gives up the read that was begun for it: it is not going to be followed, or not by reading all of it. */
  forget(): Promise<void>
}

/** An app keeps it in each session, or in none. */
const BROWSERS_AMONG = 20

/**
 * Opens one collection as a session store: samples it, recognises its format, or takes the person's. Throws a
 * `FaultError`: no such collection, not a store, no rights, not a namespace, lost. With `readPayload`, payloads are read that a
 * secret opens. With `lookBy`, it is recognised by what that reads.
 */
export async function openStore(
  connection: Connection,
  ask: StoreAsk,
  readPayload: ReadPayload = payloadOf,
  lookBy: typeof lookInto = lookInto
): Promise<OpenStore> {
  const { database, collection: name } = toNamespace(ask.ns)
  if (database === '' || name === '') {
    throw new FaultError(
      fault('bad-request', `“${ask.ns}” does not name a collection.`, 'Write database.collection.')
    )
  }
  const isView = await isViewOf(connection, database, name)
  const collection = connection.client.db(database).collection<Document>(name)
  const look = await lookBy(connection, collection, isView)
  const { recognitions, notices } = recognitionsFor(ask, look)
  const best = recognitions[0]
  if (best === undefined) {
    await look.begun?.close()
    throw new FaultError(notAStore(ask.ns, look.sample.length))
  }
  const userPaths = ownPathsOf(ask)
  const reader = createReader(recognitions, { userPaths, readPayload })
  const isEmpty = look.sample.length === 0
  const isInParts = !isEmpty && reader.isInParts
  const facts: StoreFacts = {
    ns: ask.ns,
    format: formatFactsOf(best, userPaths),
    indexes: look.indexes.map(({ isBackground, isWhole, ...index }) => index),
    seal: sealOf(look.sample, best.layout, readPayload),
    server: { ...connection.server, clockOffsetMs: connection.clock.offsetMs() },
    ask,
    notices: [...notices, ...ownNotices(ask, recognitions, { ...look, isView })]
  }
  const source: FeedSource = {
    client: connection.client,
    collection,
    projection: isEmpty ? {} : reader.projection,
    takeBegun: await onceFor(look, reader.projection),
    about: look.about,
    // One index entry for each session of a document, and no way to ask for one alone.
    expiry: isInParts ? null : expirySourceOf(best.layout, readPayload),
    clock: connection.clock,
    refreshClock: connection.clock.refresh,
    why: null,
    faultOf: error => faultOf(error, { uri: connection.uri, ns: ask.ns })
  }
  return {
    ask,
    collection,
    isView,
    facts,
    reader,
    recognitions,
    clock: connection.clock,
    readPayload,
    feedSetup: {
      source,
      mode: ask.mode,
      topology: connection.server.topology,
      isView,
      whyNoExpiry: isInParts ? 'several sessions in a document' : 'no expiry'
    },
    hasBrowsers: look.sample
      .slice(0, BROWSERS_AMONG)
      .flatMap(reader.explode)
      .some(document => reader.userAgentOf(document) !== null),
    documents: look.documents,
    countable:
      isView || isEmpty || isInParts
        ? null
        : countableOf({ ...look, layout: best.layout, ownPaths: userPaths }),
    isProvisional: isEmpty,
    forget: async () => look.begun?.close()
  }
}

/** The read that was begun, once, where it serves in place of a projected one. */
async function onceFor({ begun }: Look, projection: Reader['projection']): Promise<() => BegunRead | null> {
  let left = begun
  if (begun !== null && !isAllProjected(begun.first, projection)) {
    left = null
    await begun.close()
  }
  return () => {
    const taken = left
    left = null
    return taken
  }
}

/** By the sample: sealed payloads that cannot be read are closed, those that now can be are open. */
function sealOf(
  sample: readonly Document[],
  { payloadPath }: Layout,
  readPayload: ReadPayload
): StoreFacts['seal'] {
  const payloads = sample.map(document => (payloadPath === null ? document : valueAt(document, payloadPath)))
  const sealed = payloads.filter(isSealedPayload)
  if (sealed.length === 0) return null
  // A few are enough: trying a wrong secret costs some hundredths of a second each.
  return sealed.slice(0, 5).some(payload => readPayload(payload).kind === 'fields') ? 'open' : 'closed'
}

/** What was shown by example comes before what was mapped: it is the later word. */
function ownPathsOf({ userPaths, mapping, format }: StoreAsk): readonly string[] {
  const mapped = mapping?.user && format === 'mapped' ? [mapping.user] : []
  return [...new Set([...userPaths, ...mapped])]
}

function expirySourceOf(layout: Layout, readPayload: ReadPayload): ExpirySource | null {
  const { expiryPath: path, writtenPath } = layout
  if (path === null) return null
  // Neither may lie within the other: they are projected together. They may be one and the same.
  const isApart = writtenPath === path || (writtenPath !== null && !`${path}.`.startsWith(`${writtenPath}.`))
  return {
    path,
    writtenPath: isApart ? writtenPath : null,
    lifetimeOf: document => (writtenPath === path ? null : lifetimeInDocument(document, layout, readPayload))
  }
}

function formatFactsOf(best: Recognition, userPaths: readonly string[]): FormatFacts {
  return {
    id: best.format,
    label: best.label,
    confidence: Math.max(0, Math.min(1, best.confidence)),
    evidence: best.evidence,
    ...formats[best.format].claims,
    isInParts: formats[best.format].parts !== undefined,
    userPaths: userPathsOf(userPaths)
  }
}

/** Throws when the collection is not there. Where listing is refused, reading will tell. */
async function isViewOf(connection: Connection, database: string, name: string): Promise<boolean> {
  const db = connection.client.db(database)
  try {
    const [found] = await readCollectionList(db, { name })
    if (found !== undefined) return found.isView
    const others = await readCollectionList(db, {})
    throw new FaultError(
      noSuchCollection(
        database,
        name,
        others.map(c => c.name)
      )
    )
  } catch (error) {
    const trouble = faultOf(error, { uri: connection.uri, ns: `${database}.${name}` })
    if (trouble.code === 'no-rights') return false
    throw new FaultError(trouble)
  }
}

function noSuchCollection(database: string, name: string, others: readonly string[]): Fault {
  const similar = didYouMean(name, others).map(other => `${database}.${other}`)
  const known =
    others.length === 0
      ? 'That database has no collections that this login may see.'
      : `There are: ${others.slice(0, 8).join(', ')}${others.length > 8 ? ', …' : ''}.`
  return fault(
    'no-collection',
    `There is no collection ${database}.${name}.`,
    similar.length > 0
      ? `Did you mean ${similar.join(' or ')}?`
      : `${known} A store makes “${name}” when it saves its first session.`
  )
}

/** The person's choice first; what else was recognised is still tried on documents that the choice does not read. */
function recognitionsFor(
  ask: StoreAsk,
  { sample, indexes }: Look
): { readonly recognitions: readonly Recognition[]; readonly notices: readonly StoreNotice[] } {
  if (ask.format === 'mapped') {
    const mapping = ask.mapping ?? { expiry: '', payload: '', user: '' }
    return { recognitions: [recognitionOfMapping(mapping, sample, indexes)], notices: [] }
  }
  const found = recogniseStore(sample, indexes)
  if (ask.format !== 'auto') {
    const chosen = formats[ask.format].assume(sample, indexes)
    return { ...found, recognitions: [chosen, ...found.recognitions.filter(r => r.format !== ask.format)] }
  }
  if (sample.length > 0) return { ...found, recognitions: withOthers(found.recognitions, sample, indexes) }
  const all = libraryFormats.map(format => format.assume(sample, indexes))
  return { recognitions: all, notices: [] }
}

/** What was written before the sample may be of another library: its formats are tried on what those of today do not read. */
function withOthers(
  recognised: readonly Recognition[],
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): readonly Recognition[] {
  const isExpress = expressFormats.some(({ id }) => recognised.some(r => r.format === id))
  if (!isExpress || sample.length < SAMPLE_COUNT) return recognised
  const others = expressFormats.filter(({ id }) => recognised.every(r => r.format !== id))
  return [...recognised, ...others.map(format => ({ ...format.assume(sample, indexes), fits: 0 }))]
}

function notAStore(ns: string, sampled: number): Fault {
  const looked =
    sampled === 1
      ? 'its one document has no session in it'
      : `none of ${sampled} documents looked at has a session in it`
  return fault(
    'not-a-store',
    `${ns} does not look like a session store: ${looked}.`,
    'If it is a store of another kind, map its fields: where the expiry, the payload and the user are.'
  )
}
