import { z } from 'zod'
import type { Fault } from '../fault'
import { MAX_USER_PATHS } from './identity'
import type { PastFacts } from './journal'
import type { EpochMs } from './session'

export const formatIds = [
  'connect-mongodb-session',
  'connect-mongo',
  'koa-session-mongoose',
  'koa-generic-session-mongo',
  'express-session-mongo',
  'auth-js',
  'better-auth',
  'lucia',
  'flask-session',
  'tower-sessions',
  'mongostore',
  'spring-session',
  'spring-session-jackson',
  'parse-server',
  'symfony',
  'laravel',
  'mongo-session-store',
  'meteor',
  'payload',
  'mapped'
] as const
/** The session-store library whose documents a format reads; `mapped` is the person's own mapping. */
export type FormatId = (typeof formatIds)[number]

export const feedModes = ['watch', 'delta', 'full'] as const
/**
 * How changes are learnt: change stream; asking the index on the expiry what was written since; or reading the whole
 * projected collection again and again.
 */
export type FeedMode = (typeof feedModes)[number]

const path = z.string().trim().max(500)
/** Where a store no format knows keeps its fields: dotted paths from the document's root. */
export const mapping = z.object({
  /** Path of the expiry: a date, or a number or text that reads as one. Empty: none. */
  expiry: path,
  /** Path of the payload, an object or JSON text; empty: the document itself. */
  payload: path,
  /** Path of the user inside the payload; empty: the identity rule decides. */
  user: path
})
export type Mapping = z.infer<typeof mapping>

/** A store of more sessions than this is not read into memory: the database counts, filters and sorts it. */
export const mirrorAtMost = z.number().int().min(0).max(100_000_000)

/** Dotted path inside the payload: `account.profile.mail`. */
export const userPath = path.min(1)
const userPaths = z.array(userPath).max(MAX_USER_PATHS)

/** How a store is to be read, where the person knows better than the sample. */
export const storeAsk = z.object({
  ns: z.string().max(400),
  mode: z.enum(['auto', ...feedModes]),
  format: z.enum(['auto', ...formatIds]),
  /** Only with `format: 'mapped'`. */
  mapping: mapping.nullable(),
  mirrorAtMost,
  /** Where inside the payload the user is, as a person showed by example; tried in this order, before everything else. */
  userPaths
})
export type StoreAsk = z.infer<typeof storeAsk>

/** What one window can hold; measured in docs/performance.md. */
export const MIRROR_AT_MOST = 1_000_000

/** A store to be read as the sample and the server suggest, with what was learned of it before. */
export function automaticAsk(ns: string, bound = MIRROR_AT_MOST, learned: readonly string[] = []): StoreAsk {
  return { ns, mode: 'auto', format: 'auto', mapping: null, mirrorAtMost: bound, userPaths: [...learned] }
}

/**
 * What somebody can do who has got hold of a document. `raw`: send what is in it as the cookie or bearer token, and be that
 * user. `signed`: nothing without the app's secret too. `hash`: nothing, only a digest is kept.
 */
export type ReplayRisk = 'raw' | 'signed' | 'hash'

/** Where a fact about a session comes from. `derived`: worked out, or only as good as the app keeps it; `unknown`: not told. */
export interface FactSource {
  /** In a few words: "expires", "data.userId", "updatedAt and the TTL index's seconds". */
  readonly from: string
  readonly sureness: 'certain' | 'derived' | 'unknown'
}

/** Where a format takes what a row shows. */
export interface FactSources {
  readonly expiry: FactSource
  readonly identity: FactSource
  readonly created: FactSource
  readonly lastSeen: FactSource
}

/** What a format says of itself, whatever the store. */
export interface FormatClaims {
  /** Null where a person's mapping says nothing of it. */
  readonly replay: ReplayRisk | null
  readonly sources: FactSources
  /** False: written after the library's source, never tried on documents that it wrote. */
  readonly isVerified: boolean
}

/** What reading a store was based on, so that a person can judge it. */
export interface FormatFacts extends FormatClaims {
  readonly id: FormatId
  /** "connect-mongo 6", "connect-mongodb-session 5". */
  readonly label: string
  /** 0 to 1. From 0.9 on the window says "certain", from 0.6 "likely", below "a guess". */
  readonly confidence: number
  readonly evidence: readonly string[]
  /** Several sessions lie in one document: what is counted is sessions, not documents. */
  readonly isInParts: boolean
  /** Paths the identity rule may read, in its order; shown as "user read from user.email". */
  readonly userPaths: readonly string[]
}

export interface IndexFacts {
  readonly name: string
  readonly fields: readonly string[]
  /** Seconds after the field's date at which the server deletes; null: not a TTL index. */
  readonly expireAfterSeconds: number | null
}

export interface ServerFacts {
  /** As the server gives it: "8.0.4". */
  readonly version: string
  readonly topology: 'replica set' | 'standalone' | 'sharded cluster'
  readonly replicaSet: string | null
  /** Server clock minus this computer's, ms, at the last sample. */
  readonly clockOffsetMs: number
}

/** Something a person should know about the open store: two formats in it, nothing readable, a slow poll. */
export interface StoreNotice {
  readonly code: 'mixed-formats' | 'empty-collection' | 'no-sessions' | 'no-ttl-index' | 'no-rights'
  readonly message: string
  readonly hint: string | null
}

/** All that is known about the open store, shown in header and status bar. */
export interface StoreFacts {
  /** `shop.sessions` */
  readonly ns: string
  readonly format: FormatFacts
  readonly indexes: readonly IndexFacts[]
  readonly server: ServerFacts
  /** Whether payloads are sealed by the app: closed, or opened by a secret that a person gave; null where none are. */
  readonly seal: 'closed' | 'open' | null
  readonly notices: readonly StoreNotice[]
  /** How it was asked for, so that it can be asked for again with one thing changed. */
  readonly ask: StoreAsk
}

/** Where the flow of changes stands. Every state says since when; `lost` keeps what was on screen. */
export type FeedState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly sinceAt: EpochMs }
  | {
      readonly kind: 'reading'
      readonly sinceAt: EpochMs
      readonly done: number
      readonly expected: number | null
    }
  /** `lagMs`: server's time of a change to its arrival here, median of the last ones; null before the first. */
  | {
      readonly kind: 'live'
      readonly sinceAt: EpochMs
      readonly mode: 'watch'
      readonly lagMs: number | null
    }
  /** `why` is null when the person chose to poll. `readMs` is what one read costs. */
  | {
      readonly kind: 'polling'
      readonly sinceAt: EpochMs
      readonly mode: 'full'
      readonly intervalMs: number
      readonly readMs: number
      readonly why: string | null
    }
  | {
      readonly kind: 'polling'
      readonly sinceAt: EpochMs
      readonly mode: 'delta'
      /** Between two looks for new writes. */
      readonly intervalMs: number
      /** Between two comparisons of everything with the index, which find what the looks cannot. */
      readonly sweepEveryMs: number
      /** The longest that a change can stay unseen. */
      readonly staleMs: number
      /** Sessions, and bytes of BSON, read in the last look and what followed from it. */
      readonly documents: number
      readonly bytes: number
      /** The part of the last minute that the server was busy for us, 0 to 1. */
      readonly share: number
      /** The server cannot sum up over an index, so that a comparison lists all expiries. */
      readonly isListing: boolean
      /** What no look and no comparison can see in this store, as a sentence; null when nothing. */
      readonly blind: string | null
      readonly why: string | null
    }
  /** A large store: nothing is mirrored, the database counts. */
  | {
      readonly kind: 'counted'
      readonly sinceAt: EpochMs
      /** Between two counts of everything. */
      readonly everyMs: number
      /** What the last one cost; null before the first. */
      readonly tookMs: number | null
      /** A change stream tells what happens between two counts; else the rows on screen are read again every so often. */
      readonly hasStream: boolean
      /** Why there is no change stream. */
      readonly why: string | null
    }
  | {
      readonly kind: 'lost'
      readonly sinceAt: EpochMs
      readonly fault: Fault
      readonly attempt: number
      readonly retryAt: EpochMs
    }
  /** The collection cannot be read any more and trying again would not help (rights revoked, mapping wrong). */
  | { readonly kind: 'failed'; readonly sinceAt: EpochMs; readonly fault: Fault }

/** Everything is read or counted, and changes are followed. */
export function isFollowing(
  feed: FeedState
): feed is Extract<FeedState, { kind: 'live' | 'polling' | 'counted' }> {
  const isCounted = feed.kind === 'counted' && feed.tookMs !== null
  return feed.kind === 'live' || feed.kind === 'polling' || isCounted
}

/** A store that should have been opened with the connection, and why it was not. */
export interface StoreFault {
  readonly ns: string
  readonly fault: Fault
}

/** The picture is held; changes wait. */
export interface PauseState {
  readonly pausedAt: EpochMs
  readonly waiting: number
  /** Set while the past is shown, from the journal. */
  readonly past?: PastFacts
}

/** One collection in the sidebar. `session` is null when it does not look like a session store. */
export interface CollectionFacts {
  readonly name: string
  readonly documents: number | null
  readonly isView: boolean
  readonly session: { readonly format: FormatId; readonly confidence: number } | null
}

export interface DatabaseFacts {
  readonly name: string
  readonly collections: readonly CollectionFacts[]
}

/** What lies on a server, as far as this login may see. */
export interface Discovery {
  readonly databases: readonly DatabaseFacts[]
  /** Namespaces of session stores, best first. */
  readonly stores: readonly string[]
  /** Set when the login may not list everything: what was tried and what follows. */
  readonly limits: string | null
}
