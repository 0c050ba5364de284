import type { EpochMs } from '../../shared/domain/session'
import { merged, type Range } from './buckets'

/** Each lifetime costs a range to be looked at, each tick. */
const MOST = 16
/** Known before anything is: what connect-mongo and connect-mongodb-session give a session whose cookie says nothing. */
const DEFAULT_MS = 14 * 86_400_000
/** Lifetimes are told apart by seconds; what rounding hides is added to every window. */
const STEP_MS = 1000
/** Apps that give every session a lifetime of its own must not fill the memory. */
const MOST_COUNTED = 512
/** After so many, all counts are halved: a lifetime that is used no more makes room. */
const FADE_AFTER = 10_000

/** Which lifetimes, ms from write to expiry, the sessions of a store have. */
export interface Lifetimes {
  saw(lifetimeMs: number): void
  /** The most used, at most 16. */
  inUse(): readonly number[]
}

/** One that knows the libraries' default. */
export function createLifetimes(): Lifetimes {
  let counts = new Map<number, number>([[DEFAULT_MS, 0.5]])
  let total = 0

  function fade(): void {
    const kept = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_COUNTED / 2)
    counts = new Map(kept.map(([ms, count]) => [ms, count / 2]))
    total = 0
  }

  return {
    saw(lifetimeMs) {
      const ms = Math.round(lifetimeMs / STEP_MS) * STEP_MS
      // None at all is one too: where the index is on the date of the last write.
      if (!Number.isFinite(ms) || lifetimeMs < 0) return
      counts.set(ms, (counts.get(ms) ?? 0) + 1)
      total += 1
      if (total > FADE_AFTER || counts.size > MOST_COUNTED) fade()
    },
    inUse: () =>
      [...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST)
        .map(([ms]) => ms)
  }
}

const FIRST_SLACK_MS = 5000
const SHORTEST_SLACK_MS = 1500
/** A clock further off than this is left to the sweep: windows that wide would be read again and again. */
const LONGEST_SLACK_MS = 60_000
/** So many writes are remembered, twice, before an error that was seen once is forgotten. */
const GENERATION = 200
const ENOUGH = 50

/** How far the app servers' clocks are off, as their writes show it. */
export interface Slack {
  /** A write that happened between `sinceAt` and `untilAt` claims to have happened at `claimedAt`. */
  saw(claimedAt: EpochMs, sinceAt: EpochMs, untilAt: EpochMs): void
  /** What to allow for on both sides, ms. */
  readonly ms: number
}

/** Five seconds until writes have shown how good the clocks are; then half as much again as the worst of the last ones. */
export function createSlack(): Slack {
  let seen = 0
  let before = 0
  let worst = 0
  return {
    saw(claimedAt, sinceAt, untilAt) {
      const error = Math.max(0, claimedAt - untilAt, sinceAt - claimedAt)
      // Not a clock that is off, but an expiry that follows another rule.
      if (error > LONGEST_SLACK_MS) return
      seen += 1
      worst = Math.max(worst, error)
      if (seen % GENERATION !== 0) return
      before = worst
      worst = 0
    },
    get ms() {
      const learnt = Math.max(SHORTEST_SLACK_MS, 1000 + 1.5 * Math.max(before, worst))
      return Math.min(LONGEST_SLACK_MS, Math.round(seen < ENOUGH ? Math.max(FIRST_SLACK_MS, learnt) : learnt))
    }
  }
}

/** What a tick looks for: writes between two instants of the server's clock. */
export interface TailAsk {
  readonly lifetimes: readonly number[]
  readonly sinceAt: EpochMs
  readonly untilAt: EpochMs
  readonly slackMs: number
}

/**
 * Where on the expiry index the writes of `ask` lie: a save or touch sets the expiry to the app server's now plus the
 * session's lifetime. One range for each lifetime, merged where they overlap.
 */
export function planWindows({ lifetimes, sinceAt, untilAt, slackMs }: TailAsk): readonly Range[] {
  const allowedMs = slackMs + STEP_MS / 2
  return merged(
    lifetimes.map(ms => ({
      from: Math.max(0, Math.floor(sinceAt + ms - allowedMs)),
      to: Math.ceil(untilAt + ms + allowedMs) + 1
    }))
  )
}
