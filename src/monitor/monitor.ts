import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PastFacts } from '../shared/domain/journal'
import type { EpochMs, SessionKey } from '../shared/domain/session'
import type { FeedState, PauseState } from '../shared/domain/store'
import {
  pathOf,
  type SessionWindow,
  type UsersAsk,
  type UserWindow,
  type ViewAsk
} from '../shared/domain/view'
import { payloadConditionsOf } from '../shared/filter/tree'
import { createDesk } from './activity/desk'
import { createExpected } from './activity/expected'
import { filterTreeOf } from './filter-text'
import { createHistory } from './history/history'
import { createIntake } from './intake'
import type { Past } from './journal/past'
import { createMirror } from './mirror/mirror'
import { createPicture, type Picture } from './mirror/picture'
import type { Monitor, MonitorParts } from './monitor-contract'
import { createPayloads } from './payload/payloads'
import { createPushPace } from './push-pace'
import { heldRows, namedRows } from './rows'
import { sessionsIn, sessionsPerUser, usersWithMore } from './user-sessions'

export type * from './monitor-contract'

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
  const payloads = createPayloads(parts.payloads, {
    keyOf: id => parts.reader.keyOf(id),
    size: () => live.mirror.size,
    sessionIdOf: key => intake.vault.sessionIdOf(key),
    revalued(keys) {
      for (const picture of [live, held?.picture]) picture?.revalue(keys)
      if (held) pushWindows()
      pace.request()
    },
    changed(keys) {
      for (const picture of [live, held?.picture]) picture?.recheck(keys)
      if (held) pushWindows()
      pace.request()
    }
  })
  const startsWith = (key: SessionKey, text: string) => intake.vault.startsWith(key, text)
  const live = createPicture(createMirror(clock.now()), startsWith, payloads, parts.isNamed)
  let held: Held | null = null
  let feedState: FeedState = { kind: 'connecting', sinceAt: clock.now() }
  let sessionsAsk: ViewAsk | null = null
  /** What is to be followed as soon as its rows are made. */
  let wantedAsk: ViewAsk | null = null
  let making: Promise<void> | null = null
  let usersAsk: UsersAsk | null = null
  let cancelWake: (() => void) | null = null
  let isStopped = false
  let restarting = Promise.resolve()

  const history = createHistory(() => desk.openedAt)
  const expected = createExpected()
  const desk = createDesk({ ...parts, history, now: clock.now })
  const intake = createIntake(
    { ...parts, picture: live, history, expected },
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
      written: payloads.written,
      rewritten(keys) {
        live.recheck(keys)
        live.revalue(keys)
      },
      gone: payloads.forget,
      took: (...told) => listener.took?.(...told)
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
    return { ...shown().sessions(ask), reading: payloads.reading, ...stamp() }
  }

  function usersWindow(ask: UsersAsk): UserWindow {
    const window = shown().users(ask)
    const lines = held?.past ? window.lines : desk.withPulses(window.lines)
    return { ...window, lines, reading: payloads.reading, ...stamp() }
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
    if (live.isMaking) void made()
  }

  function pushWindows(): void {
    if (sessionsAsk) pushSessions(sessionsAsk)
    if (usersAsk && usersAsk.count > 0) listener.users(usersWindow(usersAsk))
  }

  /** Rows that are not there are made first, and told when they are. */
  function pushSessions(ask: ViewAsk): void {
    if (shown().isReady(ask)) listener.sessions(sessionsWindow(ask))
    else if (making === null && !shown().prepare(ask)) listener.sessions(sessionsWindow(ask))
    else void made().then(pace.request)
  }

  /** Resolves when all that is in the making is made: step by step, each in a turn of its own. */
  function made(): Promise<void> {
    making ??= makeAll().finally(() => {
      making = null
    })
    return making
  }

  async function makeAll(): Promise<void> {
    while (!isStopped && !shown().step()) {
      // How far it is.
      pace.request()
      await nextTurn()
    }
  }

  function heldOf({ sessions, ...past }: Past): Held {
    const picture = createPicture(createMirror(past.at, sessions), () => false, payloads, parts.isNamed)
    return { picture, pausedAt: clock.now(), waiting: 0, past }
  }

  /** Both views may ask for payloads, each by its own filter. */
  function wantPayloads(): void {
    const asks = [wantedAsk, usersAsk !== null && usersAsk.count > 0 ? usersAsk : null]
    payloads.want(
      asks.flatMap(ask => (ask === null ? [] : payloadConditionsOf(filterTreeOf(ask.filter)))),
      wantedAsk && pathOf(wantedAsk.sort)
    )
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
      wantedAsk = ask
      wantPayloads()
      if (shown().prepare(ask)) await made()
      // What was asked last is what counts, whoever gets the answer.
      sessionsAsk = wantedAsk
      return sessionsWindow(sessionsAsk)
    },
    async askUsers(ask) {
      filterTreeOf(ask.filter)
      usersAsk = ask
      wantPayloads()
      return usersWindow(ask)
    },
    indexOf: key => shown().indexOf(key),
    sessionsOf: user => sessionsIn(shown().mirror, user),
    pulseOf: user => (held?.past ? null : desk.pulseOf(user)),
    async keysFrom(start, count) {
      if (sessionsAsk === null) return []
      return shown()
        .sessions({ ...sessionsAsk, start, count, anchor: null })
        .rows.map(row => row.key)
    },
    rows({ query, keys }) {
      const { mirror } = shown()
      const { vault } = intake
      if (keys !== null) return namedRows({ ...vault, get: mirror.get }, keys, mirror.now)
      return heldRows(createPicture(mirror.copy(), startsWith, payloads, parts.isNamed), query, vault)
    },
    cancelSearch: payloads.cancel,
    renamed() {
      if (![sessionsAsk, usersAsk].some(ask => ask !== null && ask.filter.trim() !== '')) return
      shown().recheck(null)
      pushWindows()
    },
    pause(isPaused) {
      if (isPaused && !held) {
        const mirror = live.mirror.copy()
        const picture = createPicture(mirror, startsWith, payloads, parts.isNamed)
        held = { picture, pausedAt: clock.now(), waiting: 0, past: null }
        desk.hold(held.pausedAt, false)
        // What the window was told last may be some changes older.
        pushWindows()
      } else if (!isPaused && held) {
        held = null
        desk.letGo()
        pace.request()
      }
      listener.pause(pauseState())
      return pauseState()
    },
    showPast(past) {
      if (past === null && !held?.past) return pauseState()
      held = past === null ? null : heldOf(past)
      if (past) desk.hold(past.at, true)
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
    shownTotals: () => shown().mirror.totals(),
    coverage: () => shown().mirror.coverage(),
    sessionsPerUser: async () => sessionsPerUser(live.mirror),
    usersWithMore: async sessions => usersWithMore(live.mirror, sessions),
    activeCountOf: user => live.mirror.sessionsOf(user).size,
    activeNow: () => ({ at: live.mirror.now, sessions: live.mirror.active() }),
    seen: desk.seen,
    askActivity: desk.askActivity,
    askHistory: desk.askHistory,
    remember: intake.remember,
    active: () => ({ at: shown().mirror.now, sessions: shown().mirror.active() }),
    vault: intake.vault,
    expected,
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
      payloads.want([], null)
      pace.stop()
      intake.stop()
      cancelWake?.()
      await restarting
      await feed.stop()
    }
  }
}
