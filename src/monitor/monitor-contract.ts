import type { Document } from 'mongodb'
import type { ActivityAsk, ActivityWindow } from '../shared/domain/activity'
import type { ActivityEvent } from '../shared/domain/event'
import type { SessionHistory } from '../shared/domain/history'
import type { Coverage } from '../shared/domain/identity'
import type { Pulse } from '../shared/domain/pulse'
import type { RowsAsk } from '../shared/domain/rows'
import type { Session, SessionKey, UserKey } from '../shared/domain/session'
import type { FeedState, PauseState } from '../shared/domain/store'
import type { SessionWindow, Totals, UsersAsk, UserWindow, ViewAsk } from '../shared/domain/view'
import type { DeskListener, Seen } from './activity/desk'
import type { Expected } from './activity/expected'
import type { ServerClock } from './clock'
import type { Feed, Sink } from './feed/feed'
import type { Took, Vault } from './intake'
import type { Past } from './journal/past'
import type { ActiveSessions } from './overview/survey'
import type { PayloadLook } from './payload/matches'
import type { Reader } from './reader'
import type { RowsReading } from './rows'
import type { Timers } from './timers'
import type { UserSessions } from './user-sessions'

/** What a monitor tells: at most ten windows a second, each complete in itself; events as they happen. */
export interface MonitorListener extends DeskListener {
  sessions(window: SessionWindow): void
  users(window: UserWindow): void
  feed(state: FeedState): void
  pause(state: PauseState | null): void
  events(events: readonly ActivityEvent[]): void
  /** Of a large store, of the sessions that are known here. */
  readonly took?: Took
  /** The counts moved; told at the same pace as windows, also when nobody asked for one. */
  totals(totals: Totals): void
}

/** What a monitor is made of. `nextVersion` only grows, over all monitors of a process. */
export interface MonitorParts {
  readonly reader: Reader
  readonly clock: ServerClock
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly nextVersion: () => number
  /** Called again at every `restart`. */
  readonly startFeed: (sink: Sink) => Feed
  readonly listener: MonitorListener
  /** What a journal tells of the time before. */
  readonly recalled?: readonly ActivityEvent[]
  /** Looks into payloads for a filter; without it, conditions on them find nothing. */
  readonly payloads?: PayloadLook | undefined
  /** Whether a user's name has this lower-case text in it. */
  readonly isNamed?: ((user: string, lower: string) => boolean) | undefined
}

/** One open store, live: feed, mirror and views joined. The same in the app, the tests and the terminal. */
export interface Monitor {
  /** Sets what is followed from now on, and answers with it as it is. Rejects with a `FaultError` where it must be asked for. */
  askSessions(ask: ViewAsk): Promise<SessionWindow>
  askUsers(ask: UsersAsk): Promise<UserWindow>
  indexOf(key: SessionKey): number | null
  /** Keys of the rows of the followed ask from index `start` on. */
  keysFrom(start: number, count: number): Promise<readonly SessionKey[]>
  /** Rows for a file or the clipboard, as they are now, beside what is followed. */
  rows(ask: RowsAsk): RowsReading
  /** Some users' names are others now: filters go by them as well. */
  renamed(): void
  /** A user's active sessions in the picture that is shown, at most 50, the newest first; null where the database would have to search for them. */
  sessionsOf(user: UserKey): readonly Session[] | null
  /** How often a user's sessions were seen to be written lately; null while the past is shown. */
  pulseOf(user: UserKey): Pulse | null
  /** Ends looking for what the filter asks of payloads. */
  cancelSearch(): void
  /** Holds the picture, or lets it go on. */
  pause(isPaused: boolean): PauseState | null
  /**
   * Shows the past in place of the live picture; null goes back from it, and leaves a pause alone that shows none. A large
   * store, which is not held, has none.
   */
  showPast(past: Past | null): PauseState | null
  /** Every session that is held, in no order. */
  sessions(): Iterable<Session>
  readonly feed: FeedState
  readonly pauseState: PauseState | null
  /** The live counts, also while the picture is held. */
  totals(): Totals
  /** How many active sessions name a user; null where the database counts and that is not among its figures. */
  coverage(): Coverage | null
  /** Active sessions per user, most first: all users, or of a large store the first ones. */
  sessionsPerUser(): Promise<readonly UserSessions[]>
  /** Users with more active sessions than that as they are now, most first: of a large store among its first ones. */
  usersWithMore(sessions: number): Promise<readonly UserSessions[]>
  /** How many active sessions a user has, also while the picture is held; null where the database would have to count. */
  activeCountOf(user: UserKey): number | null
  /** All active sessions as they are now, also while the picture is held; of a large store none. */
  activeNow(): ActiveSessions
  /** What has happened since the store was opened, and what a journal told of before; also while the picture is held. */
  seen(): Seen
  /** What has happened since the store was opened; sets what is followed, as `askSessions` does. */
  askActivity(ask: ActivityAsk): ActivityWindow
  /** One session's history, which is followed from now on; null follows none. */
  askHistory(key: SessionKey | null): SessionHistory | null
  /** A document that was read on request: the next write of its session can be compared with it. */
  remember(document: Document): void
  /** The counts of the picture that is shown: while it is held, as they were then. */
  shownTotals(): Totals
  /** All active sessions of that picture, for the overview; of a large store, whose sessions are not held, none. */
  active(): ActiveSessions
  readonly vault: Vault
  /** What is being done to sessions from here. */
  readonly expected: Expected
  readWith(reader: Reader): void
  /** The clock was corrected: expiries may have passed, or lie ahead again. */
  clockMoved(): void
  /** Stops the feed and starts it anew, keeping what is on screen; several at once are done one after the other. */
  restart(): Promise<void>
  stop(): Promise<void>
}
