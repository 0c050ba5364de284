import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs, Session } from '../../shared/domain/session'
import { type FeedState, isFollowing } from '../../shared/domain/store'
import type { Totals } from '../../shared/domain/view'
import type { Transition } from '../mirror/mirror'
import type { Timers } from '../timers'
import { createJournalWriter, type JournalOptions } from './writer'

/** What a keeper writes down, and where. */
export interface KeeperParts {
  readonly options: Omit<JournalOptions, 'timers'>
  readonly timers: Timers
  readonly now: () => EpochMs
  /** Every session there is now. */
  readonly sessions: () => Iterable<Session>
  readonly totals: () => Totals
  /** The disk does not take it: nothing more is kept. */
  readonly failed: (error: unknown) => void
}

/** Keeps the journal of one open store, for as long as it is watched: a lost connection is a gap in it. */
export interface JournalKeeper {
  feed(state: FeedState): void
  took(transitions: readonly Transition[], at: EpochMs): void
  events(events: readonly ActivityEvent[]): void
  stop(): void
}

/** Totals are kept so often, for the Overview. */
const TOTALS_MS = 10_000

/** Begins as soon as the store is followed. */
export function createJournalKeeper(parts: KeeperParts): JournalKeeper {
  const { now, timers } = parts
  const writer = createJournalWriter({ ...parts.options, timers })
  let isWatching = false
  let hasFailed = false
  let cancelTotals: (() => void) | null = null

  function fail(error: unknown): void {
    if (hasFailed) return
    hasFailed = true
    isWatching = false
    parts.failed(error)
  }

  /** Whatever the disk says ends the journal, not the watching. */
  function tryTo(work: () => void): void {
    if (!isWatching || hasFailed) return
    try {
      work()
    } catch (error) {
      fail(error)
    }
  }

  function begin(): void {
    isWatching = true
    writer.begin(parts.sessions(), now()).catch(fail)
  }

  function keepTotals(): void {
    cancelTotals = timers.start(keepTotals, TOTALS_MS)
    const { signedIn, guests, expired, users } = parts.totals()
    tryTo(() => writer.totals({ at: now(), signedIn, guests, expired, users }))
  }

  keepTotals()
  return {
    feed(state) {
      if (hasFailed) return
      if (isFollowing(state) && !isWatching) begin()
      if (state.kind !== 'lost' && state.kind !== 'failed') return
      tryTo(() => writer.close(state.sinceAt))
      isWatching = false
    },
    took(transitions, at) {
      tryTo(() => {
        writer.record(transitions, at)
        if (writer.isFull) begin()
      })
    },
    events: events => tryTo(() => writer.events(events)),
    stop() {
      cancelTotals?.()
      tryTo(() => writer.close(now()))
      isWatching = false
    }
  }
}
