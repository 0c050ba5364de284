import type { Document } from 'mongodb'
import type { ActivityAsk, ActivityWindow } from '../shared/domain/activity'
import type { ActivityEvent } from '../shared/domain/event'
import type { SessionHistory } from '../shared/domain/history'
import type { Coverage } from '../shared/domain/identity'
import type { Session, SessionKey, UserKey } from '../shared/domain/session'
import type { FeedState, PauseState } from '../shared/domain/store'
import type { SessionWindow, Totals, UsersAsk, UserWindow, ViewAsk } from '../shared/domain/view'
import { createDesk, type DeskListener } from './activity/desk'
import type { ServerClock } from './clock'
import type { Feed, Sink } from './feed/feed'
import { createHistory } from './history/history'
import { createIntake, type Vault } from './intake'
import { createMirror, type Mirror } from './mirror/mirror'
import { createPicture, type Picture } from './mirror/picture'
import { createPushPace } from './push-pace'
import type { Reader } from './reader'
import type { Timers } from './timers'

/** What a monitor tells: at most ten windows a second, each complete in itself; events as they happen. */
export interface MonitorListener extends DeskListener {
  sessions(window: SessionWindow): void
  users(window: UserWindow): void
  feed(state: FeedState): void
  pause(state: PauseState | null): void
  events(events: readonly ActivityEvent[]): void
  /** The counts moved; told at the same pace as windows, also when nobody asked for one. */
  totals(totals: Totals): void
}

/** How many active sessions a user has. */
export interface UserSessions {
  readonly user: string
  readonly sessions: number
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
}

/** One open store, live: feed, mirror and views joined. The same in the app, the tests and the terminal. */
export interface Monitor {
  /** Sets what is followed from now on, and answers with it as it is. Rejects with a `FaultError` where it must be asked for. */
  askSessions(ask: ViewAsk): Promise<SessionWindow>
  askUsers(ask: UsersAsk): Promise<UserWindow>
  indexOf(key: SessionKey): number | null
  /** A user's active sessions, at most 50, the newest first; null where the database would have to search for them. */
  sessionsOf(user: UserKey): readonly Session[] | null
  /** Holds the picture, or lets it go on. */
  pause(isPaused: boolean): PauseState | null
  readonly feed: FeedState
  readonly pauseState: PauseState | null
  /** The live counts, also while the picture is held. */
  totals(): Totals
  /** How many active sessions name a user; null where the database counts and that is not among its figures. */
  coverage(): Coverage | null
  /** Active sessions per user, most first: all users, or of a large store the first ones. */
  sessionsPerUser(): Promise<readonly UserSessions[]>
  /** What has happened since the store was opened; sets what is followed, as `askSessions` does. */
  askActivity(ask: ActivityAsk): ActivityWindow
  /** One session's history, which is followed from now on; null follows none. */
  askHistory(key: SessionKey | null): SessionHistory | null
  /** A document that was read on request: the next write of its session can be compared with it. */
  remember(document: Document): void
  readonly vault: Vault
  readWith(reader: Reader): void
  /** The clock was corrected: expiries may have passed, or lie ahead again. */
  clockMoved(): void
  /** Stops the feed and starts it anew, keeping what is on screen; several at once are done one after the other. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** More of one user's sessions than this belong into a grid. */
const MAX_USER_SESSIONS = 50

/** Timers may be late but not early by more than rounding; below this a wake would come before its instant. */
const MIN_WAKE_MS = 4
const MAX_WAKE_MS = 60_000

/** Start watching. The first thing told is the feed's state. */
export function createMonitor(parts: MonitorParts): Monitor {
  const { clock, timers, listener } = parts
  const live = createPicture(createMirror(clock.now()), (key, text) => intake.vault.startsWith(key, text))
  let held: { readonly picture: Picture; readonly pausedAt: number; waiting: number } | null = null
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
      opened: at => desk.opened(at)
    }
  )
  const pace = createPushPace({ push, monotonicMs: parts.monotonicMs, timers })
  let feed = parts.startFeed(intake.sink)

  const shown = () => held?.picture ?? live
  const pauseState = (): PauseState | null =>
    held ? { pausedAt: held.pausedAt, waiting: held.waiting } : null

  /** Made now, however long ago the picture last moved: the window sets its clock by this. */
  const stamp = () => ({ madeAt: clock.now(), version: parts.nextVersion() })

  function sessionsWindow(ask: ViewAsk): SessionWindow {
    return { ...shown().sessions(ask), ...stamp() }
  }

  function usersWindow(ask: UsersAsk): UserWindow {
    return { ...shown().users(ask), ...stamp() }
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
    if (sessionsAsk) listener.sessions(sessionsWindow(sessionsAsk))
    if (usersAsk && usersAsk.count > 0) listener.users(usersWindow(usersAsk))
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
      sessionsAsk = ask
      return sessionsWindow(ask)
    },
    async askUsers(ask) {
      usersAsk = ask
      return usersWindow(ask)
    },
    indexOf: key => shown().indexOf(key),
    sessionsOf: user => sessionsIn(live.mirror, user),
    pause(isPaused) {
      if (isPaused && !held) {
        const mirror = live.mirror.copy()
        held = { picture: createPicture(mirror, intake.vault.startsWith), pausedAt: clock.now(), waiting: 0 }
        desk.hold()
      } else if (!isPaused && held) {
        held = null
        desk.letGo()
        pace.request()
      }
      listener.pause(pauseState())
      return pauseState()
    },
    get feed() {
      return feedState
    },
    get pauseState() {
      return pauseState()
    },
    totals: () => live.mirror.totals(),
    coverage: () => live.mirror.coverage(),
    sessionsPerUser: async () =>
      [...live.mirror.userKeys()]
        .map(user => ({ user, sessions: live.mirror.sessionsOf(user).size }))
        .sort((a, b) => b.sessions - a.sessions || (a.user < b.user ? -1 : 1)),
    askActivity: desk.askActivity,
    askHistory: desk.askHistory,
    remember: intake.remember,
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
      pace.stop()
      intake.stop()
      cancelWake?.()
      await restarting
      await feed.stop()
    }
  }
}

function sessionsIn(mirror: Mirror, user: UserKey): readonly Session[] {
  const keys = [...mirror.sessionsOf(user)].slice(0, MAX_USER_SESSIONS)
  const sessions = keys.map(key => mirror.get(key)).filter(session => session !== undefined)
  return sessions.sort((a, b) => b.sinceAt - a.sinceAt)
}
