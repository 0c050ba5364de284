import { type FeedState, isFollowing, type PauseState } from '../../shared/domain/store'
import type { SessionWindow, UserSummary, UsersAsk, UserWindow, ViewAsk } from '../../shared/domain/view'
import { type Fault, FaultError } from '../../shared/fault'
import { createDesk } from '../activity/desk'
import { createExpected } from '../activity/expected'
import type { Feed, Sink } from '../feed/feed'
import { createHistory } from '../history/history'
import { LINGER_MS } from '../mirror/session-view'
import type { Monitor, MonitorParts } from '../monitor'
import { createPushPace } from '../push-pace'
import { namedRows } from '../rows'
import { MAX_TIME_EXPIRED } from '../trouble'
import type { Countable } from './countable'
import { createCountedIntake } from './intake'
import type { CountedReads } from './reads'
import { createCountedWindow } from './session-window'
import { counted, totalsOf } from './tallies'
import { createCountedUserWindow } from './user-window'
import { textFilter } from './window-query'

/** What a monitor of a large store is made of, beyond what every monitor is. */
export interface CountedParts extends Omit<MonitorParts, 'startFeed'> {
  readonly countable: Countable
  readonly reads: (reader: () => MonitorParts['reader']) => CountedReads
  /** `count` counts everything once. */
  readonly startFeed: (sink: Sink, count: () => Promise<void>) => Feed
  readonly faultOf: (error: unknown) => Fault
}

/** Rows are read again after a change, at most this often, and never more than a tenth of the time. */
const SHORTEST_REREAD_MS = 500
const REREAD_SHARE = 10
/** Without a change stream nobody tells of changes: the rows on screen are read again at least this often. */
const POLL_MS = 2000
const POLL_SHARE = 20

const mostSessionsFirst: UsersAsk = {
  start: 0,
  count: 0,
  filter: '',
  facet: 'all',
  sort: 'sessions',
  descending: true,
  open: []
}

const isTimeout = (error: unknown) =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === MAX_TIME_EXPIRED

/** The same monitor over a store that is not mirrored: the database filters, sorts and counts. */
export function createCountedMonitor(parts: CountedParts): Monitor {
  const { clock, timers, listener, countable } = parts
  let { reader } = parts
  let held: { readonly pausedAt: number; waiting: number } | null = null
  let feedState: FeedState = { kind: 'connecting', sinceAt: clock.now() }
  let sessionsAsk: ViewAsk | null = null
  let usersAsk: UsersAsk | null = null
  let cancelReread: (() => void) | null = null
  let cancelPoll: (() => void) | null = null
  let readMs = 0
  let rereadAt = Number.NEGATIVE_INFINITY
  let isStopped = false
  let restarting = Promise.resolve()

  const reads = parts.reads(() => reader)
  const history = createHistory(() => desk.openedAt)
  const expected = createExpected()
  const desk = createDesk({ ...parts, history, now: clock.now })
  const intake = createCountedIntake(
    { ...parts, reader: () => reader, history, expected },
    {
      changed(changes, events) {
        if (held) held.waiting += changes
        desk.add(events)
        if (events.length > 0) listener.events(events)
        pace.request()
        rereadIn(Math.max(SHORTEST_REREAD_MS, readMs * REREAD_SHARE))
      },
      took: (...told) => listener.took?.(...told),
      feed(state) {
        feedState = state
        desk.feed(state)
        if (isFollowing(state)) desk.opened(clock.now())
        listener.feed(state)
        if (state.kind !== 'counted') return
        // Just back, or just begun: what happened to these rows meanwhile, nobody told.
        if (state.tookMs === null) rereadIn(0)
        if (!state.hasStream) pollRows()
      }
    }
  )
  const window = createCountedWindow({ countable, reads, intake, now: clock.now })
  const users = createCountedUserWindow({ reads, intake, now: clock.now })
  const pace = createPushPace({ push, monotonicMs: parts.monotonicMs, timers })
  let feed = parts.startFeed(intake.sink, countAll)

  const stamp = () => ({ madeAt: clock.now(), version: parts.nextVersion() })
  const pauseState = (): PauseState | null =>
    held ? { pausedAt: held.pausedAt, waiting: held.waiting } : null

  function usersWindow(ask: UsersAsk): UserWindow {
    const made = users.make(ask)
    return { ...made, lines: desk.withPulses(made.lines), ...stamp() }
  }

  function push(): void {
    if (isStopped) return
    desk.push()
    if (held) {
      listener.pause(pauseState())
      return
    }
    listener.totals(totalsOf(intake.tallies))
    const made = sessionsAsk && window.make()
    if (made) listener.sessions({ ...made, ...stamp() })
    if (usersAsk && usersAsk.count > 0) listener.users(usersWindow(usersAsk))
  }

  /** Counts everything. What takes too long is told, and leaves the last count standing; other failures are the feed's. */
  async function countAll(): Promise<void> {
    try {
      intake.tallies = counted(await reads.totals(clock.now()))
      await window.count(true)
      await users.refresh()
    } catch (error) {
      if (!isTimeout(error)) throw error
      intake.tallies = {
        ...intake.tallies,
        trouble: 'The database needed more than a minute to count, and was told to stop.'
      }
    }
    pace.request()
  }

  async function readRows(ask: ViewAsk) {
    const startedAt = parts.monotonicMs()
    rereadAt = startedAt
    const made = await window.read(ask)
    readMs = parts.monotonicMs() - startedAt
    return made
  }

  /** The rows on screen may not be the right ones any more. A failure is left to the feed, which meets it as well. */
  function rereadIn(gapMs: number): void {
    if (cancelReread || held || isStopped) return
    const dueInMs = Math.max(0, rereadAt + gapMs - parts.monotonicMs())
    cancelReread = timers.start(async () => {
      cancelReread = null
      if (isStopped || held || sessionsAsk === null) return
      intake.letGo(clock.now() - LINGER_MS)
      await readRows(sessionsAsk).catch(() => {})
      pace.request()
    }, dueInMs)
  }

  function pollRows(): void {
    cancelPoll ??= timers.start(
      () => {
        cancelPoll = null
        if (isStopped || feedState.kind !== 'counted' || feedState.hasStream) return
        rereadIn(0)
        pollRows()
      },
      Math.max(POLL_MS, readMs * POLL_SHARE)
    )
  }

  async function orFault<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      throw new FaultError(parts.faultOf(error))
    }
  }

  /** As `orFault`, for what is read bit by bit. */
  async function* told<T>(work: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* work
    } catch (error) {
      throw new FaultError(parts.faultOf(error))
    }
  }

  async function usersNow(): Promise<readonly UserSummary[]> {
    const found = await orFault(reads.users(mostSessionsFirst, clock.now()))
    return found?.users ?? []
  }

  return {
    async askSessions(ask): Promise<SessionWindow> {
      textFilter(countable, ask.filter, clock.now())
      sessionsAsk = ask
      const made = await orFault(readRows(ask))
      void window.count(false).then(pace.request, () => {})
      return { ...made, ...stamp() }
    },
    async askUsers(ask): Promise<UserWindow> {
      textFilter(countable, ask.filter, clock.now())
      usersAsk = ask
      if (ask.count > 0) await orFault(users.read(ask))
      return usersWindow(ask)
    },
    indexOf: key => window.indexOf(key),
    async keysFrom(start, count) {
      if (sessionsAsk === null) return []
      const ask = { ...sessionsAsk, start, count, anchor: null }
      const at = clock.now()
      const { stored } = await orFault(reads.window(ask, at, null))
      return intake.takeRead(stored, at).map(session => session.key)
    },
    rows({ query, keys }) {
      const at = clock.now()
      if (keys !== null) return namedRows(intake.known, keys, at)
      textFilter(countable, query.filter, at)
      return { at, expected: window.matchingOf(query), batches: told(reads.rows(query, at)) }
    },
    // The database answers at once or not at all: there is nothing under way to end.
    cancelSearch: () => undefined,
    // The database filters by the key alone.
    renamed: () => undefined,
    sessionsOf: () => null,
    pulseOf: desk.pulseOf,
    pause(isPaused) {
      if (isPaused && !held) {
        held = { pausedAt: clock.now(), waiting: 0 }
        desk.hold(held.pausedAt, false)
      } else if (!isPaused && held) {
        held = null
        desk.letGo()
        rereadIn(0)
        pace.request()
      }
      listener.pause(pauseState())
      return pauseState()
    },
    showPast: () => pauseState(),
    sessions: () => intake.known.sessions(),
    get feed() {
      return feedState
    },
    get pauseState() {
      return pauseState()
    },
    totals: () => totalsOf(intake.tallies),
    shownTotals: () => totalsOf(intake.tallies),
    coverage: () => null,
    sessionsPerUser: usersNow,
    usersWithMore: async least => (await usersNow()).filter(one => one.sessions > least),
    activeCountOf: () => null,
    activeNow: () => ({ at: clock.now(), sessions: [] }),
    seen: desk.seen,
    askActivity: desk.askActivity,
    askHistory: desk.askHistory,
    remember: intake.remember,
    active: () => ({ at: clock.now(), sessions: [] }),
    vault: intake.known,
    expected,
    readWith(next) {
      reader = next
    },
    clockMoved: () => rereadIn(0),
    restart() {
      restarting = restarting.then(async () => {
        await feed.stop()
        if (!isStopped) feed = parts.startFeed(intake.sink, countAll)
      })
      return restarting
    },
    async stop() {
      isStopped = true
      pace.stop()
      intake.stop()
      cancelReread?.()
      cancelPoll?.()
      await restarting
      await feed.stop()
    }
  }
}
