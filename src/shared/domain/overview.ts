import type { EpochMs, LastSeenBasis, SessionKey, UserKey } from './session'
import type { Totals } from './view'

export const overviewSpans = ['5m', '1h', 'all'] as const
/** How far back the charts reach; `all` is since the store was opened. */
export type OverviewSpan = (typeof overviewSpans)[number]

/** What the Overview tab wants to see; with `isShown` false it is told nothing more. */
export interface OverviewAsk {
  readonly span: OverviewSpan
  readonly isShown: boolean
}

/** Who was seen within this long is active. */
export const ACTIVE_MS = 300_000

/** No chart is told more steps than this. */
export const MOST_STEPS = 400

export const measures = ['signedIn', 'guests', 'users', 'expired'] as const
/** What is drawn over time. */
export type Measure = (typeof measures)[number]

/** One measure, step by step: how it stood at the end of each, and the least and most it was within. */
export interface Level {
  readonly last: readonly number[]
  readonly min: readonly number[]
  readonly max: readonly number[]
}

/** The counts over time. All arrays are equally long, oldest first. */
export interface Levels extends Readonly<Record<Measure, Level>> {
  readonly stepMs: number
  /** When each step begins. */
  readonly at: readonly EpochMs[]
  /** True where nobody was looking just before: no line may lead there. */
  readonly isAfterGap: readonly boolean[]
}

/** How often each thing happened. A guest's session that is deleted is nobody's sign-out. */
export interface Counts {
  /** For so many seconds there was somebody to see it. */
  readonly seconds: number
  readonly signedIn: number
  readonly signedOut: number
  /** Of those who were signed in. */
  readonly expired: number
  readonly newGuests: number
  /** Deleted or expired. */
  readonly goneGuests: number
  /** Gone with the whole collection. */
  readonly cleared: number
  /** Saved sessions, touches among them. */
  readonly writes: number
  readonly touches: number
}

/** What happened within one step. */
export interface RateStep extends Counts {
  readonly at: EpochMs
  readonly isAfterGap: boolean
}

export interface Rates {
  readonly stepMs: number
  readonly steps: readonly RateStep[]
  /** All steps added up. */
  readonly sum: Counts
  /** The last whole minute, for "6 / min"; null before there is one. */
  readonly lastMinute: Counts | null
}

/** The tiles above the charts, over the span. */
export interface OverviewFigures {
  readonly mostSignedIn: { readonly count: number; readonly at: EpochMs } | null
  /** From sign-in to sign-out, of those of whom both were seen; null when there are none. */
  readonly medianStayMs: number | null
  readonly stays: number
}

/** Active sessions that expire from `fromMs` to before `toMs` after now; null: no end. */
export interface ExpiryBar {
  readonly fromMs: number
  readonly toMs: number | null
  readonly signedIn: number
  readonly guests: number
}

/** Many people logged out at one time, those who are active now left out: `findCliff` says how many are many. */
export interface ExpiryCliff {
  readonly fromAt: EpochMs
  readonly toAt: EpochMs
  /** Signed-in sessions that expire between the two. */
  readonly sessions: number
  /** Users among them, and sessions that name none. */
  readonly people: number
  /** Of all signed-in sessions that have an expiry, 0 to 1. */
  readonly share: number
}

/** Sessions seen in the last five minutes, as far as the store tells. */
export interface ActiveNow {
  readonly signedIn: number
  /** Users among them, and sessions that name none. */
  readonly people: number
  readonly guests: number
  /** Active sessions that nothing tells of when they were last used. */
  readonly untold: number
  /** Where the times come from, those that tell most sessions first. */
  readonly bases: readonly LastSeenBasis[]
  readonly lastSeenAt: EpochMs | null
}

/** Somebody who is still there while the app is being drained. */
export interface DrainPerson {
  readonly key: SessionKey
  readonly user: UserKey | null
  readonly lastSeenAt: EpochMs
  readonly expiresAt: EpochMs | null
}

/** What has become of those who were active when the drain began. */
export interface Drain {
  readonly startedAt: EpochMs
  /** So many sessions were active then. */
  readonly of: number
  /** Of them, seen in the last five minutes. */
  readonly stillActive: number
  /** Of them, neither signed out nor expired. */
  readonly stillThere: number
  /** Active now, but not then. */
  readonly newcomers: number
  /** When the last of those still active has been silent for five minutes, if none comes back; null: none is. */
  readonly quietAt: EpochMs | null
  /** When the last of those still there expires; null where none does. */
  readonly lastExpiryAt: EpochMs | null
  /** The last few who are still active, most recently seen first. */
  readonly people: readonly DrainPerson[]
}

export interface TopUser {
  readonly user: UserKey
  readonly sessions: number
  /** In the last hour, or since the store was opened. */
  readonly writes: number
}

/** How many active sessions live for so long after a touch; null: nothing tells. */
export interface LifetimeUse {
  readonly lifetimeMs: number | null
  readonly sessions: number
}

/** What one look at all active sessions found. */
export interface Survey {
  /** The instant that it stands for. */
  readonly at: EpochMs
  readonly bars: readonly ExpiryBar[]
  /** Active sessions without an expiry: with the bars they add up to all active ones. */
  readonly neverExpire: number
  readonly cliff: ExpiryCliff | null
  readonly active: ActiveNow
  readonly lifetimes: readonly LifetimeUse[]
  readonly topUsers: readonly TopUser[]
  readonly drain: Drain | null
}

/** All that the Overview shows, complete in itself. `version` only grows. */
export interface OverviewWindow {
  readonly version: number
  readonly ask: OverviewAsk
  readonly madeAt: EpochMs
  /** Since when there has been somebody to see anything. */
  readonly openedAt: EpochMs
  readonly totals: Totals
  readonly levels: Levels
  readonly rates: Rates
  readonly figures: OverviewFigures
  /** False for a large store, which is counted by the database: then there is never a survey. */
  readonly isHeld: boolean
  /** Null until the first look is done. */
  readonly survey: Survey | null
}

/** How many were signed in over the last half hour, for the line beside the totals. */
export interface Trend {
  readonly at: readonly EpochMs[]
  readonly signedIn: readonly number[]
  readonly isAfterGap: readonly boolean[]
}
