import type { EpochMs, StoredState } from '../../shared/domain/session'
import type { FormatClaims, FormatId, ServerFacts } from '../../shared/domain/store'
import type { Layout, StoreIndex } from '../formats/format'

/** The server's TTL monitor passes once a minute. */
export const TWO_PASSES_MS = 120_000

/** Of what BSON kind an expiry is: a TTL index deletes by dates alone. */
export type ExpiryKind = 'date' | 'text' | 'number' | 'other' | 'none'

/** A session cookie's attributes as the document keeps them. */
export interface CookieFacts {
  readonly isSecure: boolean
  readonly isHttpOnly: boolean
  readonly hasSameSite: boolean
  readonly expiresAt: EpochMs | null
}

/** A secret that lies in a payload: where, and by what it was known. Never the value. */
export interface SecretPlace {
  readonly path: string
  readonly kind: 'password' | 'password hash' | 'key'
  /** How every value like it begins, where its kind has such a mark ("$2b$"). */
  readonly mark: string | null
}

/** One document that was read, as far as rules need it: no id, no user, no value. */
export interface SessionFacts {
  /** Which format reads it; null: none of those recognised. */
  readonly format: FormatId | null
  readonly state: StoredState
  readonly expiryKind: ExpiryKind
  /** What the expiry field says where it is a date, without the TTL index's seconds. */
  readonly fieldAt: EpochMs | null
  /** When the server may delete it. */
  readonly expiresAt: EpochMs | null
  readonly createdAt: EpochMs | null
  readonly lastSeenAt: EpochMs | null
  readonly lifetimeMs: number | null
  /** How long its cookie lives after each touch, as the payload says. */
  readonly cookieLifetimeMs: number | null
  /** Null: it keeps none. */
  readonly cookie: CookieFacts | null
  /** Of the document as read, BSON. */
  readonly bytes: number
  /** The largest part of its payload, by name and bytes; null where it has no parts. */
  readonly largest: { readonly path: string; readonly bytes: number } | null
  /** There is nothing in it but what the library itself writes. */
  readonly isEmpty: boolean
  /** How many bits its session id can hold; null where it keeps none of its own. */
  readonly idBits: number | null
  readonly secrets: readonly SecretPlace[]
}

/** Sessions that have expired and are still stored, counted over the whole store. */
export interface OverdueFacts {
  /** Longer ago than two passes of the server's TTL monitor. */
  readonly documents: number
  /** Of these, within the last ten minutes before that. */
  readonly recent: number
}

/** All that the rules judge by: bounded, read once, plain data. */
export interface HealthFacts {
  readonly ns: string
  readonly now: EpochMs
  readonly format: FormatId
  readonly claims: FormatClaims
  readonly layout: Layout
  readonly indexes: readonly StoreIndex[]
  readonly server: ServerFacts
  /** The database is on the very computer that Sextant runs on. */
  readonly isLocal: boolean
  readonly isView: boolean
  /** Null where the server does not say. */
  readonly documents: number | null
  /** What was read; all of them when the store is small. */
  readonly sessions: readonly SessionFacts[]
  readonly isWhole: boolean
  /** Null: counting was refused, or would have read the whole store. */
  readonly overdue: OverdueFacts | null
  /** When an earlier check saw no TTL index on the expiry; null: none did. */
  readonly withoutTtlAt: EpochMs | null
}
