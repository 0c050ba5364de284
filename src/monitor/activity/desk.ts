import type { ActivityAsk, ActivityWindow } from '../../shared/domain/activity'
import type { ActivityEvent } from '../../shared/domain/event'
import type { SessionHistory } from '../../shared/domain/history'
import type { Pulse } from '../../shared/domain/pulse'
import type { EpochMs, SessionKey, UserKey } from '../../shared/domain/session'
import type { FeedState } from '../../shared/domain/store'
import type { UserWindow } from '../../shared/domain/view'
import type { History } from '../history/history'
import { type ActivityView, createActivityView } from './activity-view'
import { createEventLog } from './event-log'
import { createPulses } from './pulses'

/** What a desk tells, at the pace of the windows. */
export interface DeskListener {
  activity?(window: ActivityWindow): void
  history?(history: SessionHistory): void
}

/** What a desk is made of. */
export interface DeskParts {
  readonly history: History
  readonly now: () => EpochMs
  readonly nextVersion: () => number
  readonly listener: DeskListener
  /** What a journal tells of the time before. */
  readonly recalled?: readonly ActivityEvent[]
}

/** All that is known to have happened, whatever is shown. */
export interface Seen {
  /** The oldest first. The list itself, not to be kept. */
  readonly events: readonly ActivityEvent[]
  /** From here on nothing was missed; null before all was read once. */
  readonly sinceAt: EpochMs | null
}

/** Where what has happened is asked for: the activity of the store, and the history of one session. */
export interface Desk {
  add(events: readonly ActivityEvent[]): void
  feed(state: FeedState): void
  /** All was read once. */
  opened(at: EpochMs): void
  readonly openedAt: EpochMs
  seen(): Seen
  askActivity(ask: ActivityAsk): ActivityWindow
  /** Follows this session's history from now on; null follows none. */
  askHistory(key: SessionKey | null): SessionHistory | null
  pulseOf(user: UserKey): Pulse
  /** The lines of a Users window, each user with what was seen of him or her lately. */
  withPulses(lines: UserWindow['lines']): UserWindow['lines']
  /** Tells what has changed since it was told last. */
  push(): void
  /** Stands still at `at` until it is let go: with all that was told by now or, of the past, all that had happened by then. */
  hold(at: EpochMs, isPast: boolean): void
  letGo(): void
}

/** A desk before anything has happened. */
export function createDesk({ history, now, nextVersion, listener, recalled = [] }: DeskParts): Desk {
  const log = createEventLog(recalled)
  const live = createActivityView(log)
  const pulses = createPulses()
  let held: { readonly view: ActivityView; readonly at: EpochMs } | null = null
  let openedAt: EpochMs | null = null
  let asked: ActivityAsk | null = null
  let followed: SessionKey | null = null
  let isFollowedMoved = false
  let isPolled = false
  let toldVersion = -1

  function windowOf(ask: ActivityAsk): ActivityWindow {
    toldVersion = log.version
    return {
      ...(held?.view ?? live).window(ask, held?.at ?? now()),
      sinceAt: openedAt,
      recalledFrom: recalled[0]?.at ?? null,
      version: nextVersion()
    }
  }

  function historyOf(key: SessionKey): SessionHistory {
    isFollowedMoved = false
    return { ...history.read(key), isPolled, version: nextVersion() }
  }

  const pulseOf = (user: UserKey) => pulses.of(user, openedAt ?? now(), now())

  return {
    add(events) {
      if (events.length === 0) return
      log.add(events)
      pulses.add(events)
      isFollowedMoved ||= followed !== null && events.some(event => event.key === followed)
    },
    feed(state) {
      isPolled = state.kind === 'polling' || (state.kind === 'counted' && !state.hasStream)
    },
    opened(at) {
      openedAt ??= at
    },
    get openedAt() {
      return openedAt ?? now()
    },
    seen: () => ({ events: log.events(), sinceAt: openedAt }),
    askActivity(ask) {
      // A text that is no filter is refused, and the one before it stays in force.
      const window = windowOf(ask)
      asked = ask
      return window
    },
    askHistory(key) {
      followed = key
      return key === null ? null : historyOf(key)
    },
    pulseOf,
    withPulses: lines =>
      lines.map(line => (line.kind === 'user' ? { ...line, pulse: pulseOf(line.summary.user) } : line)),
    push() {
      if (followed !== null && isFollowedMoved) listener.history?.(historyOf(followed))
      const isDue = asked !== null && asked.count > 0 && held === null && toldVersion !== log.version
      if (asked !== null && isDue) listener.activity?.(windowOf(asked))
    },
    hold(at, isPast) {
      // The server's clock is known to some milliseconds: what was told just now may lie ahead of it.
      held = { view: createActivityView(log.copy(isPast ? at : Number.POSITIVE_INFINITY)), at }
      if (asked !== null && asked.count > 0) listener.activity?.(windowOf(asked))
    },
    letGo() {
      held = null
      toldVersion = -1
    }
  }
}
