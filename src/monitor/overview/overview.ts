import type { ActivityEvent } from '../../shared/domain/event'
import {
  MOST_STEPS,
  type OverviewAsk,
  type OverviewSpan,
  type OverviewWindow,
  type Survey,
  type Trend
} from '../../shared/domain/overview'
import type { EpochMs } from '../../shared/domain/session'
import { type FeedState, isFollowing, type PauseState } from '../../shared/domain/store'
import type { Totals } from '../../shared/domain/view'
import type { ServerClock } from '../clock'
import type { Recalled } from '../journal/reader'
import type { Monitor } from '../monitor'
import type { Timers } from '../timers'
import { createCountHistory } from './counters'
import { createLevelHistory, endingWith, mostSignedIn } from './levels'
import { createStays } from './stays'
import { type DrainStart, startDrain, surveyOf } from './survey'
import { createUserWrites } from './user-writes'

/** What an overview is made of. `monitor` is asked for only after the store has been opened. */
export interface OverviewParts {
  readonly clock: ServerClock
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly nextVersion: () => number
  readonly monitor: () => Pick<Monitor, 'totals' | 'shownTotals' | 'active'>
  /** False where sessions are counted by the database: nothing can be said of them one by one. */
  readonly isHeld: boolean
  /** At most once a second, and only while the overview is shown. */
  readonly tell: (window: OverviewWindow) => void
  /** What a journal tells of the time before. */
  readonly recalled?: Recalled
}

/** Sees how an open store goes, from the moment it is made, whether anybody looks or not. */
export interface Overview {
  /** Sets what is told from now on, and answers with it as it is. */
  ask(ask: OverviewAsk): OverviewWindow
  /** Counts down those who are active now, or no longer. Nothing to count where sessions are not held. */
  drain(isOn: boolean): OverviewWindow
  trend(): Trend
  takeEvents(events: readonly ActivityEvent[]): void
  takeFeed(state: FeedState): void
  /** While the picture is held, everything here is of the same moment. */
  takePause(state: PauseState | null): void
  stop(): void
}

const SECOND = 1000
const spanMs = { '5m': 300 * SECOND, '1h': 3600 * SECOND }
const TREND_MS = 1800 * SECOND
/** So many bars are told apart on a screen. */
const mostBars = { '5m': 30, '1h': 60, all: 90 }
/** A journal keeps totals every ten seconds. */
const RECALLED_GAP_MS = 30 * SECOND
/** A second that comes this late was slept through, and so was what happened in it. */
const SLEPT_MS = 5000
/** Looking at all sessions may take this part of the time: of a million, it is done every so often. */
const SURVEY_SHARE = 20
/** Between two slices others get their turn. */
const TURN_MS = 4

/** What is drawn of one span. */
type Drawn = Pick<OverviewWindow, 'madeAt' | 'totals' | 'levels' | 'rates' | 'figures'>

/** All there is to show of the moment at which the picture is held. */
interface Held {
  readonly at: EpochMs
  readonly drawn: Readonly<Record<OverviewSpan, Drawn>>
  readonly trend: Trend
}

/** Starts to watch. */
export function createOverview(parts: OverviewParts): Overview {
  const { clock, timers } = parts
  const openedAt = parts.recalled?.totals[0]?.at ?? clock.now()
  const levels = createLevelHistory()
  const counters = createCountHistory()
  const stays = createStays()
  const writes = createUserWrites()
  let asked: OverviewAsk = { span: '1h', isShown: false }
  let isInSight = false
  let tickedAt = clock.now()
  let drain: DrainStart | null = null
  let held: Held | null = null
  let surveyedAt: EpochMs | null = null
  let isStopped = false
  const surveys = createSurveys(parts, {
    drain: () => drain,
    writesOf: user => writes.of(user, clock.now()),
    // A held overview is not told again each second: only what it still lacked.
    done: () => held !== null && asked.isShown && parts.tell(windowNow())
  })
  if (parts.recalled) takeRecalled(parts.recalled)
  let cancelTick = nextTick()

  /** Samples are ten seconds apart there; where they are further, nobody was watching. */
  function takeRecalled({ totals, events }: Recalled): void {
    let last = Number.NEGATIVE_INFINITY
    for (const kept of totals) {
      if (kept.at - last > RECALLED_GAP_MS) breakOff()
      levels.sample(kept.at, { ...kept, documents: 0, unreadable: 0, expiringSoon: 0, counted: null })
      counters.looked(kept.at)
      last = kept.at
    }
    counters.take(events, stays.take)
    breakOff()
  }

  function nextTick(): () => void {
    return timers.start(tick, Math.max(TURN_MS, SECOND - (clock.now() % SECOND)))
  }

  function tick(): void {
    if (isStopped) return
    const at = clock.now()
    if (!isInSight || at - tickedAt > SLEPT_MS) breakOff()
    tickedAt = at
    if (isInSight) look(at)
    if (asked.isShown && held === null) {
      survey()
      parts.tell(windowNow())
    }
    cancelTick = nextTick()
  }

  /** A held picture is looked at once. */
  function survey(): void {
    const heldAt = held?.at ?? null
    if (heldAt === null) surveys.refresh()
    else if (surveyedAt !== heldAt) surveys.restart()
    surveyedAt = heldAt
  }

  function look(at: EpochMs): void {
    const totals = parts.monitor().totals()
    // A large store that has not been counted yet has totals of nothing.
    if (totals.counted?.at === null) return
    levels.sample(at, totals)
    counters.looked(at)
  }

  function breakOff(): void {
    levels.breakOff()
    counters.breakOff()
  }

  function drawnAt(span: OverviewSpan, at: EpochMs, totals: Totals): Drawn {
    const fromAt = span === 'all' ? openedAt : at - spanMs[span]
    const drawn = endingWith(levels.read(fromAt, at, MOST_STEPS), totals)
    return {
      madeAt: at,
      totals,
      levels: drawn,
      rates: counters.read(fromAt, at, mostBars[span]),
      figures: { mostSignedIn: mostSignedIn(drawn), ...stays.medianSince(fromAt) }
    }
  }

  function trendAt(at: EpochMs): Trend {
    const drawn = levels.read(at - TREND_MS, at, TREND_MS / SECOND / 10)
    return { at: drawn.at, signedIn: drawn.signedIn.last, isAfterGap: drawn.isAfterGap }
  }

  /** Drawn at once for every span: later on the steps go on filling. */
  function heldAt(at: EpochMs): Held {
    const totals = parts.monitor().shownTotals()
    const bySpan = (span: OverviewSpan) => drawnAt(span, at, totals)
    return { at, drawn: { '5m': bySpan('5m'), '1h': bySpan('1h'), all: bySpan('all') }, trend: trendAt(at) }
  }

  function windowNow(): OverviewWindow {
    return {
      version: parts.nextVersion(),
      ask: asked,
      openedAt,
      ...(held?.drawn[asked.span] ?? drawnAt(asked.span, clock.now(), parts.monitor().totals())),
      isHeld: parts.isHeld,
      survey: surveys.last
    }
  }

  return {
    ask(ask) {
      asked = ask
      if (ask.isShown) survey()
      return windowNow()
    },
    drain(isOn) {
      drain = isOn && parts.isHeld ? startDrain(parts.monitor().active()) : null
      surveys.restart()
      return windowNow()
    },
    trend: () => held?.trend ?? trendAt(clock.now()),
    takeEvents(told) {
      // What is told again to be corrected has been counted; only a clearing counts as something else.
      const events = told.filter(event => !event.isCorrection)
      counters.take(events, stays.take)
      counters.correct(told.filter(event => event.isCorrection && event.event === 'cleared'))
      for (const event of events) writes.take(event)
    },
    takeFeed(state) {
      isInSight = isFollowing(state)
      if (!isInSight) breakOff()
    },
    takePause(state) {
      const at = state === null ? null : (state.past?.at ?? state.pausedAt)
      if (at === (held?.at ?? null)) return
      held = at === null ? null : heldAt(at)
      if (!asked.isShown) return
      survey()
      parts.tell(windowNow())
    },
    stop() {
      isStopped = true
      cancelTick()
      surveys.stop()
    }
  }
}

interface SurveysParts {
  readonly drain: () => DrainStart | null
  readonly writesOf: (user: string) => number
  /** A look is done. */
  readonly done: () => void
}

/** Looks at all sessions when asked to, in slices, one look at a time and not too often. */
function createSurveys(parts: OverviewParts, { drain, writesOf, done: told }: SurveysParts) {
  let last: Survey | null = null
  let cancel: (() => void) | null = null
  let notBeforeMs = Number.NEGATIVE_INFINITY

  /** `spentMs` is what this look has cost before. */
  function run(slices: ReturnType<typeof surveyOf>, spentMs: number): void {
    cancel = null
    const startedMs = parts.monotonicMs()
    const { done, value } = slices.next()
    const tookMs = spentMs + parts.monotonicMs() - startedMs
    if (done !== true) {
      cancel = parts.timers.start(() => run(slices, tookMs), TURN_MS)
      return
    }
    last = value
    notBeforeMs = parts.monotonicMs() + tookMs * SURVEY_SHARE
    told()
  }

  function refresh(): void {
    if (!parts.isHeld || cancel !== null || parts.monotonicMs() < notBeforeMs) return
    const startedMs = parts.monotonicMs()
    const active = parts.monitor().active()
    run(surveyOf(active, drain(), writesOf), parts.monotonicMs() - startedMs)
  }

  return {
    get last() {
      return last
    },
    refresh,
    /** What was under way looked for something else. */
    restart() {
      cancel?.()
      cancel = null
      notBeforeMs = Number.NEGATIVE_INFINITY
      refresh()
    },
    stop: () => cancel?.()
  }
}
