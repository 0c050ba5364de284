import type { Document } from 'mongodb'
import type { ActivityAsk, ActivityWindow } from '../shared/domain/activity'
import type { ActivityEvent } from '../shared/domain/event'
import type { SessionHistory } from '../shared/domain/history'
import type { PastFacts } from '../shared/domain/journal'
import type { RowsAsk } from '../shared/domain/rows'
import type { EpochMs, Session, SessionKey } from '../shared/domain/session'
import type { FeedState, PauseState } from '../shared/domain/store'
import type { SessionWindow, Totals, UsersAsk, UserWindow, ViewAsk } from '../shared/domain/view'
import { payloadConditionsOf } from '../shared/filter/tree'
import { createDesk, type DeskListener } from './activity/desk'
import type { ServerClock } from './clock'
import type { Feed, Sink } from './feed/feed'
import { filterTreeOf } from './filter-text'
import { createHistory } from './history/history'
import { createIntake, type Vault } from './intake'
import type { Past } from './journal/reader'
import { createMirror, type Transition } from './mirror/mirror'
import { createPicture, type Picture } from './mirror/picture'
import type { ActiveSessions } from './overview/survey'
import { createPayloadMatches, noPayloads, type PayloadLook } from './payload/matches'
import { createPushPace } from './push-pace'
import type { Reader } from './reader'
import { heldRows, namedRows, type RowsReading } from './rows'
import type { Timers } from './timers'
import { sessionsPerUser, type UserSessions } from './user-sessions'

/** What a monitor tells: at most ten windows a second, each complete in itself; events as they happen. */
export interface MonitorListener extends DeskListener {
  sessions(window: SessionWindow): void
  users(window: UserWindow): void
  feed(state: FeedState): void
  pause(state: PauseState | null): void
  events(events: readonly ActivityEvent[]): void
  /** Sessions that have come, changed or gone, for a journal. */
  took?(transitions: readonly Transition[], at: EpochMs): void
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
  /** Looks into payloads for a filter; without it, conditions on them find nothing. */
  readonly payloads?: PayloadLook | undefined
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
  /** Ends looking for what the filter asks of payloads. */
  cancelSearch(): void
  /** Holds the picture, or lets it go on. */
  pause(isPaused: boolean): PauseState | null
  /** Shows the past in place of the live picture; null goes back. A large store, which is not held, has none. */
  showPast(past: Past | null): PauseState | null
  /** Every session that is held, in no order. */
  sessions(): Iterable<Session>
  readonly feed: FeedState
  readonly pauseState: PauseState | null
  /** The live counts, also while the picture is held. */
  totals(): Totals
  /** Active sessions per user, most first: all users, or of a large store the first ones. */
  sessionsPerUser(): Promise<readonly UserSessions[]>
  /** What has happened since the store was opened; sets what is followed, as `askSessions` does. */
  askActivity(ask: ActivityAsk): ActivityWindow
  /** One session's history, which is followed from now on; null follows none. */
  askHistory(key: SessionKey | null): SessionHistory | null
  /** A document that was read on request: the next write of its session can be compared with it. */
  remember(document: Document): void
  /** All active sessions, for the overview; of a large store, whose sessions are not held, none. */
  active(): ActiveSessions
  readonly vault: Vault
  readWith(reader: Reader): void
  /** The clock was corrected: expiries may have passed, or lie ahead again. */
  clockMoved(): void
  /** Stops the feed and starts it anew, keeping what is on screen; several at once are done one after the other. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A picture that is shown in place of the live one. */
interface Held {
  readonly picture: Picture
  readonly pausedAt: EpochMs
  waiting: number
  /** Null: it is the live picture as it was when it was paused. */
  readonly past: PastFacts | null
}

/** Timers may be late but not early by more than rounding; below this a wake would come before its instant. */
const MIN_WAKE_MS = 4
const MAX_WAKE_MS = 60_000

/** Start watching. The first thing told is the feed's state. */
export function createMonitor(parts: MonitorParts): Monitor {
  const { clock, timers, listener } = parts
  const matches = createPayloadMatches({
    ...(parts.payloads ?? noPayloads),
    keyOf: id => parts.reader.keyOf(id),
    size: () => live.mirror.size,
    changed(keys) {
      for (const picture of [live, held?.picture]) picture?.recheck(keys)
      if (held) pushWindows()
      pace.request()
    }
  })
  const startsWith = (key: SessionKey, text: string) => intake.vault.startsWith(key, text)
  const live = createPicture(createMirror(clock.now()), startsWith, matches)
  let held: Held | null = null
  let feedState: FeedState = { kind: 'connecting', sinceAt: clock.now() }
  let sessionsAsk: ViewAsk | null = null
  let usersAsk: UsersAsk | null = null
  let cancelWake: (() => void) | null = null
  let isStopped = false
  let restarting = Promise.resolve()

  const history = createHistory(() => desk.openedAt)
  const desk = createDesk({ history, now: clock.now, nextVersion: parts.nextVersion, listener })
  const intake = createIntake(
    { ...parts, picture: live, history },
    {
      changed(transitions, events) {
        if (held) held.waiting += transitions
        desk.add(events)
        if (events.length > 0) listener.events(events)
        pace.request()
      },
      feed(state) {
        feedState = state
        desk.feed(state)
        listener.feed(state)
      },
      opened: at => desk.opened(at),
      written: matches.written,
      rewritten: keys => live.recheck(keys),
      gone: matches.forget,
      took: (transitions, at) => listener.took?.(transitions, at)
    }
  )
  const pace = createPushPace({ push, monotonicMs: parts.monotonicMs, timers })
  let feed = parts.startFeed(intake.sink)

  const shown = () => held?.picture ?? live
  const pauseState = (): PauseState | null =>
    held && { pausedAt: held.pausedAt, waiting: held.waiting, ...(held.past && { past: held.past }) }

  /** Made now, however long ago the picture last moved: the window sets its clock by this. */
  const stamp = () => ({ madeAt: clock.now(), version: parts.nextVersion() })

  function sessionsWindow(ask: ViewAsk): SessionWindow {
    return { ...shown().sessions(ask), reading: matches.reading, ...stamp() }
  }

  function usersWindow(ask: UsersAsk): UserWindow {
    return { ...shown().users(ask), reading: matches.reading, ...stamp() }
  }

  /** A held picture is not sent again: only how much waits behind it. */
  function push(): void {
    if (isStopped) return
    // Settled only here: a row that is let go without a push after it would stay on screen for ever.
    wakeAt(live.settle(clock.now()))
    desk.push()
    if (held) {
      listener.pause(pauseState())
      return
    }
    listener.totals(live.mirror.totals())
    pushWindows()
  }

  function pushWindows(): void {
    if (sessionsAsk) listener.sessions(sessionsWindow(sessionsAsk))
    if (usersAsk && usersAsk.count > 0) listener.users(usersWindow(usersAsk))
  }

  function heldOf({ sessions, ...past }: Past): Held {
    const picture = createPicture(createMirror(past.at, sessions), () => false, matches)
    return { picture, pausedAt: clock.now(), waiting: 0, past }
  }

  /** Both views may ask for payloads, each by its own filter. */
  function wantPayloads(): void {
    const asks = [sessionsAsk, usersAsk !== null && usersAsk.count > 0 ? usersAsk : null]
    matches.want(asks.flatMap(ask => (ask === null ? [] : payloadConditionsOf(filterTreeOf(ask.filter)))))
  }

  /** Expiries pass and struck rows leave without any word from the database. */
  function wakeAt(dueAt: number | null): void {
    cancelWake?.()
    const delayMs = dueAt === null ? MAX_WAKE_MS : dueAt - clock.now()
    cancelWake = timers.start(wake, Math.min(MAX_WAKE_MS, Math.max(MIN_WAKE_MS, delayMs)))
  }

  function wake(): void {
    if (isStopped) return
    intake.advance()
    pace.request()
  }

  return {
    async askSessions(ask) {
      filterTreeOf(ask.filter)
      sessionsAsk = ask
      wantPayloads()
      return sessionsWindow(ask)
    },
    async askUsers(ask) {
      filterTreeOf(ask.filter)
      usersAsk = ask
      wantPayloads()
      return usersWindow(ask)
    },
    indexOf: key => shown().indexOf(key),
    async keysFrom(start, count) {
      if (sessionsAsk === null) return []
      return shown()
        .sessions({ ...sessionsAsk, start, count, anchor: null })
        .rows.map(row => row.key)
    },
    rows({ query, keys }) {
      const { mirror } = shown()
      const { sessionIdOf } = intake.vault
      if (keys !== null) return namedRows({ get: mirror.get, sessionIdOf }, keys, mirror.now)
      return heldRows(createPicture(mirror.copy(), startsWith, matches), query, sessionIdOf)
    },
    cancelSearch: matches.cancel,
    pause(isPaused) {
      if (isPaused && !held) {
        const mirror = live.mirror.copy()
        const picture = createPicture(mirror, startsWith, matches)
        held = { picture, pausedAt: clock.now(), waiting: 0, past: null }
        desk.hold()
      } else if (!isPaused && held) {
        held = null
        desk.letGo()
        pace.request()
      }
      listener.pause(pauseState())
      return pauseState()
    },
    showPast(past) {
      held = past === null ? null : heldOf(past)
      if (held) desk.hold()
      else desk.letGo()
      pushWindows()
      listener.pause(pauseState())
      return pauseState()
    },
    sessions: () => live.mirror.sessions(),
    get feed() {
      return feedState
    },
    get pauseState() {
      return pauseState()
    },
    totals: () => live.mirror.totals(),
    sessionsPerUser: async () => sessionsPerUser(live.mirror),
    askActivity: desk.askActivity,
    askHistory: desk.askHistory,
    remember: intake.remember,
    active: () => ({ at: live.mirror.now, sessions: live.mirror.active() }),
    vault: intake.vault,
    readWith: reader => intake.readWith(reader),
    clockMoved: wake,
    restart() {
      intake.lookAway()
      restarting = restarting.then(async () => {
        await feed.stop()
        if (!isStopped) feed = parts.startFeed(intake.sink)
      })
      return restarting
    },
    async stop() {
      isStopped = true
      matches.want([])
      pace.stop()
      intake.stop()
      cancelWake?.()
      await restarting
      await feed.stop()
    }
  }
}
