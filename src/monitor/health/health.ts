import type { Finding, HealthReport, StoreHealth } from '../../shared/domain/finding'
import type { FeedState } from '../../shared/domain/store'
import { isFollowing } from '../../shared/domain/store'
import type { Timers } from '../timers'

/** Findings that come of watching, kept up to date by whoever watches. */
export interface WatchedFindings {
  /** As they are now. */
  watchedFindings(): readonly Finding[]
  /** Told when they have become others; answers with its own undo. */
  onChange(listener: () => void): () => void
}

/** What a health is made of. */
export interface HealthParts {
  /** Reads and judges the store; rejects with whatever goes wrong. */
  readonly check: () => Promise<HealthReport>
  readonly troubleOf: (error: unknown) => string
  readonly tell: (health: StoreHealth) => void
  readonly timers: Timers
  readonly nextVersion: () => number
  /** Small enough to be looked into unasked. */
  readonly isSmall: () => boolean
  readonly watched?: WatchedFindings
}

/** The health of an open store: checked by itself now and then, and on request. */
export interface Health {
  readonly now: StoreHealth
  /** Checks anew, or waits for the check that runs. */
  check(): Promise<StoreHealth>
  /** The store is first checked some time after it is followed: what is on screen comes first. */
  takeFeed(feed: FeedState): void
  stop(): void
}

/** Rows and counts are there by then. */
const FIRST_AFTER_MS = 3000
const EVERY_MS = 300_000
/** At the most one part in so many of the time is spent on checks. */
const COST = 100

/** Nothing is checked until the feed says that the store is followed. */
export function createHealth(parts: HealthParts): Health {
  const { check, troubleOf, tell, timers, nextVersion, watched } = parts
  let report: HealthReport | null = null
  let trouble: string | null = null
  let running: Promise<StoreHealth> | null = null
  let cancelNext: (() => void) | null = null
  let isStopped = false
  const offWatched = watched?.onChange(changed)

  function now(): StoreHealth {
    const found = watched?.watchedFindings() ?? []
    return { version: nextVersion(), isChecking: running !== null, report, trouble, watched: found }
  }

  function changed(): void {
    if (!isStopped) tell(now())
  }

  function next(afterMs: number): void {
    cancelNext?.()
    cancelNext = isStopped || !parts.isSmall() ? null : timers.start(() => void run(), afterMs)
  }

  async function checked(): Promise<StoreHealth> {
    try {
      report = await check()
      trouble = null
    } catch (error) {
      trouble = troubleOf(error)
    }
    running = null
    next(Math.max(EVERY_MS, (report?.tookMs ?? 0) * COST))
    changed()
    return now()
  }

  function run(): Promise<StoreHealth> {
    if (running === null) {
      running = checked()
      changed()
    }
    return running
  }

  return {
    get now() {
      return now()
    },
    check: run,
    takeFeed(feed) {
      if (isFollowing(feed) && report === null && running === null && cancelNext === null)
        next(FIRST_AFTER_MS)
    },
    stop() {
      isStopped = true
      cancelNext?.()
      offWatched?.()
    }
  }
}
