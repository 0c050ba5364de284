import type { Document } from 'mongodb'
import type { EpochMs, LastSeenBasis, StoredState, UserKey } from '../../shared/domain/session'
import type { FormatClaims, FormatId, IndexFacts } from '../../shared/domain/store'
import type { PartsPlace } from './part-id'
import type { ReadPayload } from './payload-kind'

/** Where one store keeps its fields, found by a format in sample and indexes, or said by the person. Plain data. */
export interface Layout {
  /** Top-level field of the session id: `_id`, or connect-mongodb-session's `idField`. */
  readonly idField: string
  /** Dotted path of the expiry; null when the store has none. */
  readonly expiryPath: string | null
  /** Seconds that the TTL index adds to the expiry field. */
  readonly ttlSeconds: number
  /** Dotted path of the payload; null when the document itself is the payload. */
  readonly payloadPath: string | null
  /** Paths of the dates a store may keep of its own. */
  readonly writtenPath: string | null
  readonly createdPath: string | null
  /** Path of the user beside the payload, tried before what is in it; null where the store keeps none. */
  readonly userPath: string | null
}

/** What a format makes of a sample. */
export interface Recognition {
  readonly format: FormatId
  readonly label: string
  /** 0 to 1; share of the sample that fits, lowered where another library writes the same shape. */
  readonly confidence: number
  readonly evidence: readonly string[]
  readonly layout: Layout
  /** How many of the sampled documents fit. */
  readonly fits: number
}

/** One document, read: what the store itself tells of a session. */
export interface Reading {
  readonly documentId: unknown
  /** The session id as text: a credential, it stays in src/monitor. */
  readonly sessionId: string
  readonly state: StoredState
  readonly user: UserKey | null
  readonly reason: string | null
  readonly createdAt: EpochMs | null
  readonly lastSeenAt: EpochMs | null
  readonly lastSeenBasis: LastSeenBasis
  readonly expiresAt: EpochMs | null
  readonly lifetimeMs: number | null
  readonly payloadDigest: number
}

/** Reads a user out of a payload; null for a guest. `isSignedIn` may be true with no user. */
export type ReadIdentity = (payload: Readonly<Record<string, unknown>>) => {
  readonly isSignedIn: boolean
  readonly user: UserKey | null
}

/** How values are understood that a document alone does not explain: whom a payload names, and what an app has sealed. */
export interface ReadingTools {
  readonly readIdentity: ReadIdentity
  readonly readPayload: ReadPayload
}

/**
 * An index as a format sees it. `isBackground`: made with `background: true`, which servers keep and list. It has
 * meant nothing since MongoDB 4.2, but connect-mongo 4 to 6 sets it and connect-mongodb-session does not.
 */
export interface StoreIndex extends IndexFacts {
  readonly isBackground: boolean
  /** Holds every document in the plain order of its fields: not partial, sparse, hidden, by collation, or of another kind. */
  readonly isWhole: boolean
}

/** How the sessions within one document are had. */
export interface Parts {
  readonly place: PartsPlace
  /** What is read of the documents: dotted paths. */
  readonly fields: readonly string[]
  /** Each session of a document as a document of its own, with a `PartId` for its `_id`. Never throws. */
  explode(document: Document): readonly Document[]
  /** Whether a document without any is one that may hold some: no session, but no stranger either. Never throws. */
  isHolder(document: Document): boolean
  /** Why the expiry of a session cannot be set, as a sentence. */
  readonly whyNoExpiry: string
}

/** One session-store library: recognise its documents, read them. All pure, and never throwing. */
export interface Format {
  readonly id: FormatId
  readonly claims: FormatClaims
  /** Set where a document holds several sessions: then `read` takes what `explode` makes of it, never the document itself. */
  readonly parts?: Parts
  /** Top-level field, beside the payload, in which the library keeps what the browser calls itself. */
  readonly userAgentField?: string
  /** Null when nothing in the sample fits. */
  recognise(sample: readonly Document[], indexes: readonly StoreIndex[]): Recognition | null
  /** For when the person chose this format: the layout it would have here, whatever the sample says. */
  assume(sample: readonly Document[], indexes: readonly StoreIndex[]): Recognition
  /** Null means "not ours to read"; the caller tries the next format, then shows the row as unreadable. */
  read(document: Document, layout: Layout, tools: ReadingTools): Reading | null
}
