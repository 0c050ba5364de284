/** An instant: milliseconds since 1970, UTC, by the database server's clock unless a name says otherwise. */
export type EpochMs = number

declare const keyBrand: unique symbol
/**
 * What a session is called outside the monitor: the first 16 hex digits of SHA-256 over its document's `_id`.
 * It says nothing of the session id, which is a live credential and stays in `src/monitor`.
 */
export type SessionKey = string & { readonly [keyBrand]: 'SessionKey' }

/** What the identity rule read out of a session, as text: an e-mail address, a name, an id. */
export type UserKey = string

/** What the stored document says, whatever the time: the screen adds *expired* by the clock (`stateAt`). */
export type StoredState = 'signed-in' | 'guest' | 'unreadable'

/** What a row shows: a stored state, or expired once its expiry is behind the server's clock. */
export type SessionState = StoredState | 'expired'

/** Where `lastSeenAt` comes from; the column says which. */
export type LastSeenBasis = 'written-date' | 'expiry-minus-lifetime' | 'seen-change' | 'unknown'

/** How good `sinceAt` is: a stored date, the moment Sextant saw it arrive, or "then or earlier". */
export type SinceBasis = 'created-date' | 'seen-arriving' | 'or-earlier'

/** One session of the store, read through a format: one row on screen. Plain data, never the payload or the id. */
export interface Session {
  readonly key: SessionKey
  /** First two and last two characters of the session id, `4f…e1`; ids of 8 characters or fewer are all dots. */
  readonly maskedId: string
  readonly state: StoredState
  /** Null for a guest, an unreadable session, and "signed in, user not recorded". */
  readonly user: UserKey | null
  /** Why an unreadable session is unreadable, in a few words ("encrypted"); null for the others. */
  readonly reason: string | null
  readonly sinceAt: EpochMs
  readonly sinceBasis: SinceBasis
  /** Null where neither the document nor watching tells. */
  readonly lastSeenAt: EpochMs | null
  readonly lastSeenBasis: LastSeenBasis
  /** When the server may delete it: indexed date plus the TTL index's seconds. Null: no date, never deleted. */
  readonly expiresAt: EpochMs | null
  /** How long a session lives after a touch; the time-left bar is drawn against it. Null when nothing tells. */
  readonly lifetimeMs: number | null
  /** Digest of the payload without its cookie: two writes with equal digests are touches. 0 when unreadable. */
  readonly payloadDigest: number
}

/** An expiry less than this far ahead is soon: it is counted, and shown as a warning. */
export const SOON_MS = 60_000

/** The state to show at `now`: a passed expiry wins over whatever the document says. */
export function stateAt(session: Pick<Session, 'state' | 'expiresAt'>, now: EpochMs): SessionState {
  return session.expiresAt !== null && session.expiresAt <= now ? 'expired' : session.state
}

/** The later of two instants, of which either may be unknown. */
export function laterOf(a: EpochMs | null, b: EpochMs | null): EpochMs | null {
  return a === null || (b !== null && b > a) ? b : a
}

/** When any of these was last seen; null where of none that is known. */
export function latestSeen(sessions: readonly Pick<Session, 'lastSeenAt'>[]): EpochMs | null {
  return sessions.reduce<EpochMs | null>((latest, { lastSeenAt }) => laterOf(latest, lastSeenAt), null)
}
