import { z } from 'zod'
import type { EndingKind } from './event'
import type { Pulse } from './pulse'
import type { EpochMs, Session, SessionKey, UserKey } from './session'

/** The most rows one window may carry: about four screens of 28 px rows. */
export const MAX_WINDOW_ROWS = 200

export const facets = ['all', 'signed-in', 'guest', 'expired', 'unreadable'] as const
/** One state, or all of them: the segmented control above the grid. */
export type Facet = (typeof facets)[number]

export const sessionSorts = ['state', 'user', 'session', 'since', 'last-seen', 'expires'] as const
export type SessionSort = (typeof sessionSorts)[number]

/** Rows in the order of their values at a path in the payload. */
export type PathSort = `path:${string}`
export type RowSort = SessionSort | PathSort

/** The path that a sort goes by; null for a column of ours. */
export function pathOf(sort: RowSort): string | null {
  return sort.startsWith('path:') ? sort.slice('path:'.length) : null
}

export const userSorts = ['user', 'sessions', 'first-seen', 'last-seen', 'next-expiry'] as const
export type UserSort = (typeof userSorts)[number]

/** Checks a session's key on its way in. */
export const sessionKey = z.string().regex(/^[0-9a-f]{16}$/) as unknown as z.ZodType<SessionKey>
const pathSort = z.string().regex(/^path:[\s\S]{1,500}$/) as unknown as z.ZodType<PathSort>
const windowRange = {
  /** Index of the first row asked for, in the filtered and sorted whole. */
  start: z.number().int().min(0),
  count: z.number().int().min(0).max(MAX_WINDOW_ROWS)
}

/**
 * What the Sessions grid wants to see. With `anchor`, the window slides so that this row keeps the place it would
 * have had at `start + anchorOffset`: rows that come and go above it move `start`, not the picture.
 */
export const viewAsk = z.object({
  ...windowRange,
  anchor: sessionKey.nullable(),
  anchorOffset: z.number().int().min(0).max(MAX_WINDOW_ROWS),
  /** A text of the filter language (`shared/filter`). */
  filter: z.string().max(1000),
  facet: z.enum(facets),
  /** Only this user's sessions; null for everybody. */
  user: z.string().max(4096).nullable(),
  sort: z.union([z.enum(sessionSorts), pathSort]),
  descending: z.boolean(),
  /** Keep rows where they are while a live column sorts: pointer or focus is in the grid. */
  holdOrder: z.boolean()
})
export type ViewAsk = z.infer<typeof viewAsk>

/** Everybody, newest first, from the top: what a grid or a table shows before anything is chosen. */
export const firstViewAsk: ViewAsk = {
  start: 0,
  count: MAX_WINDOW_ROWS,
  anchor: null,
  anchorOffset: 0,
  filter: '',
  facet: 'all',
  user: null,
  sort: 'since',
  descending: true,
  holdOrder: false
}

/** A row that has just gone and is still shown, struck, for a moment. */
export interface Ending {
  readonly how: EndingKind
  readonly at: EpochMs
}

/** What a row is told beyond its session. */
export interface SessionRow extends Session {
  /** How many active sessions this user has; 0 for those without a user. */
  readonly userSessions: number
  /** When Sextant last saw this row arrive or change, for the flash; null if not since it was opened. */
  readonly changedAt: EpochMs | null
  readonly changedHow: 'new' | 'changed' | 'touched' | null
  readonly ending: Ending | null
}

/** Counts over the whole store, never filtered. signedIn + guests + expired + unreadable = documents. */
export interface Totals {
  readonly documents: number
  readonly signedIn: number
  readonly guests: number
  readonly expired: number
  readonly unreadable: number
  /** Distinct users among the signed in. */
  readonly users: number
  /** Active sessions (signed in or guest) whose expiry is less than a minute ahead. */
  readonly expiringSoon: number
  /** Null: counted here, session by session, and exact. */
  readonly counted: TotalsCount | null
}

/** Of a store that holds nothing. */
export const noTotals: Totals = {
  documents: 0,
  signedIn: 0,
  guests: 0,
  expired: 0,
  unreadable: 0,
  users: 0,
  expiringSoon: 0,
  counted: null
}

/** How the database came by totals that are not counted here: they have an age, and may be rough. */
export interface TotalsCount {
  /** Server time as of which it counted; what a change stream told since is added. Null: it has not yet. */
  readonly at: EpochMs | null
  /** Signed in, guests and unreadable are scaled up from a random sample of so many sessions; null: counted. */
  readonly sampled: number | null
  /** False: it cannot tell users apart, and `users` is 0. */
  readonly hasUsers: boolean
  /** Why the last count came to nothing; then the one before it stands. */
  readonly trouble: string | null
}

/** A filter asks for values in the payload, which are looked up in the database: how far that is. */
export interface PayloadReading {
  /** Documents looked at, of about so many; where the database narrows them by itself, they end sooner. */
  readonly done: number
  readonly expected: number
  /** Why it ended before its end, as a sentence: the rows are those found until then. Null: it goes on. */
  readonly trouble: string | null
}

/** What the database can do for a window that it filters and sorts; the rest would read the whole store each time. */
export interface WindowLimits {
  /** Columns with an index to sort by, the first of them in place of any other. Empty: no order at all. */
  readonly sorts: readonly RowSort[]
  /** The one that the rows are in. */
  readonly sortedBy: RowSort | null
  readonly descending: boolean
  /** States that it can tell. */
  readonly facets: readonly Facet[]
  /** False while `matching` is a guess: at least so many, and not counted yet. */
  readonly isMatchingCounted: boolean
}

/** The slice a screen shows, complete in itself. `version` only grows, so a late one cannot overwrite a newer. */
export interface SessionWindow {
  readonly version: number
  readonly ask: ViewAsk
  readonly start: number
  readonly rows: readonly SessionRow[]
  /** Rows that match filter and facet, lingering endings included: the height of the grid. */
  readonly matching: number
  /** Per facet, how many match the filter text and user: the numbers on the segmented control. Null: not known. */
  readonly facetCounts: Readonly<Record<Facet, number | null>>
  /** While the order is held: new rows that wait to be let in. */
  readonly waitingNew: number
  /** Null: filtered and sorted here, and exact. */
  readonly limits: WindowLimits | null
  /** Null: the filter asks for nothing in the payload, or all is known. */
  readonly reading: PayloadReading | null
  /** Many rows are being filtered or sorted anew: how far that is, of 1. Until then these are the ones of before. Null: all is done. */
  readonly making: number | null
  readonly totals: Totals
  /** The server's clock when this was made. */
  readonly madeAt: EpochMs
}

/** What the Users grid wants to see. `open` lists the users whose sessions are unfolded. */
export const usersAsk = z.object({
  ...windowRange,
  filter: z.string().max(1000),
  /** Everybody, those with two sessions or more, those whose next expiry is less than a minute ahead. */
  facet: z.enum(['all', 'several', 'expiring']),
  sort: z.enum(userSorts),
  descending: z.boolean(),
  open: z.array(z.string().max(4096)).max(100)
})
export type UsersAsk = z.infer<typeof usersAsk>

/** One user: his or her active sessions taken together. */
export interface UserSummary {
  readonly user: UserKey
  readonly sessions: number
  readonly firstSeenAt: EpochMs
  /** True when one of the sessions may have begun before `firstSeenAt`. */
  readonly isFirstSeenOrEarlier: boolean
  readonly lastSeenAt: EpochMs | null
  /** The earliest expiry among the sessions; null when none has one. */
  readonly nextExpiryAt: EpochMs | null
  /** Lifetime of the session that expires next, for the bar. */
  readonly nextLifetimeMs: number | null
}

/** A line of the Users grid: a user, or one of the sessions of an unfolded user. */
export type UserLine =
  | {
      readonly kind: 'user'
      readonly summary: UserSummary
      readonly isOpen: boolean
      /** Null: of the past that is shown, or not asked for, nothing is told. */
      readonly pulse: Pulse | null
    }
  | { readonly kind: 'session'; readonly row: SessionRow }

/** Per-user counts made by the database. */
export interface UsersCount {
  /** Server time; null: not counted yet. */
  readonly at: EpochMs | null
  /** At most so many users are listed, in the order asked for. */
  readonly listed: number
  /** Why there are no counts, as a sentence; null where there are. */
  readonly trouble: string | null
}

export interface UserWindow {
  readonly version: number
  readonly ask: UsersAsk
  readonly start: number
  readonly lines: readonly UserLine[]
  /** Lines in all, unfolded sessions included. */
  readonly matching: number
  readonly facetCounts: Readonly<Record<UsersAsk['facet'], number | null>>
  /** Set where the database counts: as of when, and of how many users only the first are listed. Null: all, exact. */
  readonly counted: UsersCount | null
  /** As in `SessionWindow`. */
  readonly reading: PayloadReading | null
  readonly totals: Totals
  readonly madeAt: EpochMs
}
