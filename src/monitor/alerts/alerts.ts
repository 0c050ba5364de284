import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Document } from 'mongodb'
import { type AlertList, type AlertRule, type AlertSettings, alertRules } from '../../shared/domain/alerts'
import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs, Session } from '../../shared/domain/session'
import { type FeedState, isFollowing } from '../../shared/domain/store'
import { cameAt, returnedIn } from '../findings/rule'
import type { OverdueFacts } from '../health/facts'
import type { Transition } from '../mirror/mirror'
import type { Monitor } from '../monitor-contract'
import type { Timers } from '../timers'
import { browserOf } from '../user-agent'
import { createBrowserChanged } from './browser-changed'
import { createExpiryCliff, lookForCliff } from './expiry-cliff'
import { createFeedLost } from './feed-lost'
import { createGuestSurge } from './guest-surge'
import { limitsOf, type StoreLimits } from './limits'
import { createManySessions } from './many-sessions'
import { createPaced } from './paced'
import { createRaising, quietMsOf, type Raised } from './raising'
import { createStoreNotDeleting } from './store-not-deleting'

/** What alerts are made of. `monitor` is asked for only after the store has been opened. */
export interface AlertsParts {
  readonly settings: AlertSettings
  readonly limits: Omit<StoreLimits, 'isOverdueKnown'>
  readonly clock: { now(): EpochMs }
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly nextVersion: () => number
  readonly monitor: () => Pick<Monitor, 'usersWithMore' | 'activeCountOf' | 'activeNow'>
  /** What the browser of a session calls itself; null where its document does not tell. */
  readonly userAgentOf: (document: Document) => string | null
  /** Counts what should have been deleted; null where that cannot be counted. Rejects with whatever goes wrong. */
  readonly readOverdue: () => Promise<OverdueFacts | null>
  /** The list has changed; with what was raised just now, and what is over. */
  readonly tell: (list: AlertList, change: Raised) => void
}

/** What one telling of a feed changed: transitions, what they mean, and the documents they were read from, in their order. */
export interface TakenIn {
  readonly transitions: readonly Transition[]
  readonly events: readonly ActivityEvent[]
  readonly documents: readonly (Document | null)[]
  readonly at: EpochMs
}

/** Tells of an open store what a person wants to be told. With everything off nothing is looked at, and no timer runs. */
export interface Alerts {
  take(taken: TakenIn): void
  feed(state: FeedState): void
  readonly list: AlertList
  /** Goes by these from now on. What is turned off is over. */
  alertBy(settings: AlertSettings): AlertList
  /** The list was looked at. */
  seen(): AlertList
  clear(): AlertList
  stop(): void
}

const TICK_MS = 1000
const CLIFF_EVERY_MS = 30_000
/** As often as the server's TTL monitor passes. */
const OVERDUE_EVERY_MS = 60_000
const USERS_EVERY_MS = 300_000
const nothing: Raised = { raised: [], over: [] }

/** Nothing has been told. */
export function createAlerts(parts: AlertsParts): Alerts {
  const { clock, timers, monotonicMs } = parts
  let { settings } = parts
  let state: FeedState | null = null
  let limits: StoreLimits = { ...parts.limits, isOverdueKnown: true }
  let lastAt = Number.NEGATIVE_INFINITY
  let cancelTick: (() => void) | null = null
  const rules = {
    'many-sessions': createManySessions(),
    'guest-surge': createGuestSurge(),
    'browser-changed': createBrowserChanged(),
    'expiry-cliff': createExpiryCliff(),
    'store-not-deleting': createStoreNotDeleting(),
    'feed-lost': createFeedLost()
  }
  const raising = createRaising(rule => quietMsOf(settings, rule))
  const paced = {
    'many-sessions': createPaced(lookAtUsers, { everyMs: USERS_EVERY_MS, monotonicMs }),
    'expiry-cliff': createPaced(lookAhead, { everyMs: CLIFF_EVERY_MS, monotonicMs }),
    'store-not-deleting': createPaced(lookBehind, { everyMs: OVERDUE_EVERY_MS, monotonicMs })
  }

  const isOn = (rule: AlertRule) => settings.rules[rule].isOn
  const isInSight = () => state !== null && isFollowing(state)

  /** Those who have too many already; in a large store there is no other way to know. */
  async function lookAtUsers(): Promise<void> {
    const { threshold } = settings.rules['many-sessions']
    rules['many-sessions'].begin(await parts.monitor().usersWithMore(threshold))
  }

  async function lookAhead(): Promise<void> {
    const slices = lookForCliff(parts.monitor().activeNow())
    for (let slice = slices.next(); ; slice = slices.next()) {
      if (slice.done === true) return rules['expiry-cliff'].see(slice.value)
      await nextTurn()
    }
  }

  async function lookBehind(): Promise<void> {
    const overdue = await parts.readOverdue()
    rules['store-not-deleting'].see(overdue)
    limitTo({ isOverdueKnown: overdue !== null })
  }

  function limitTo(part: Partial<StoreLimits>): void {
    const next = { ...limits, ...part }
    if (JSON.stringify(next) === JSON.stringify(limits)) return
    limits = next
    parts.tell(list(), nothing)
  }

  function countUsers(users: Iterable<string>): void {
    const from = settings.rules['many-sessions'].threshold + 1
    for (const user of users) {
      const sessions = parts.monitor().activeCountOf(user)
      if (sessions !== null) rules['many-sessions'].see({ user, sessions }, from)
    }
  }

  function look(): void {
    if (isOn('many-sessions')) countUsers(rules['many-sessions'].users())
    for (const rule of ['many-sessions', 'expiry-cliff', 'store-not-deleting'] as const)
      if (isOn(rule)) paced[rule].tick()
  }

  /** While the server is away nothing else is judged: what stood then stands until it is known better. */
  function judge(): Raised {
    lastAt = Math.max(lastAt, clock.now())
    const changes = alertRules
      .filter(rule => isOn(rule) && (rule === 'feed-lost' || isInSight()))
      .map(rule => {
        const standing = rules[rule].standing(lastAt, settings.rules[rule].threshold)
        return raising.judge(rule, standing, lastAt)
      })
    return { raised: changes.flatMap(one => one.raised), over: changes.flatMap(one => one.over) }
  }

  function tick(): void {
    if (isInSight()) look()
    const before = raising.alerts
    const change = judge()
    if (raising.alerts !== before || change.over.length > 0) parts.tell(list(), change)
    tickIn(TICK_MS)
  }

  function tickIn(delayMs: number): void {
    cancelTick?.()
    cancelTick = alertRules.some(isOn) ? timers.start(tick, delayMs) : null
  }

  function list(): AlertList {
    const { alerts, unseen } = raising
    return { version: parts.nextVersion(), settings, alerts, unseen, limits: limitsOf(limits, state) }
  }

  function takeGuests({ transitions, events, at }: TakenIn): void {
    const returned = returnedIn(events)
    for (const { key, before, after } of transitions) {
      if (before !== null || after?.state !== 'guest' || returned.has(key)) continue
      const guestAt = cameAt(after, at)
      if (guestAt !== null) rules['guest-surge'].came(guestAt)
    }
  }

  function takeBrowsers({ transitions, documents, at }: TakenIn): void {
    transitions.forEach(({ key, after }, i) => {
      const document = documents[i] ?? null
      const userAgent = after === null || document === null ? null : parts.userAgentOf(document)
      if (after === null || userAgent === null) return
      limitTo({ hasBrowsers: true })
      const { user } = after
      if (user === null) return
      rules['browser-changed'].see({ user, key, browser: browserOf(userAgent), at: writtenAt(after, at) })
    })
  }

  /** What was known is too old once it is turned on again. */
  function turnOff(rule: AlertRule): void {
    lastAt = Math.max(lastAt, clock.now())
    raising.judge(rule, [], lastAt)
    if (rule === 'many-sessions') rules[rule].begin([])
    else if (rule === 'expiry-cliff' || rule === 'store-not-deleting') rules[rule].see(null)
  }

  tickIn(TICK_MS)
  return {
    take(taken) {
      if (isOn('guest-surge')) takeGuests(taken)
      if (isOn('browser-changed')) takeBrowsers(taken)
      if (isOn('many-sessions')) countUsers(usersIn(taken.transitions))
    },
    feed(next) {
      const was = isInSight()
      state = next
      rules['feed-lost'].take(next)
      // What has changed meanwhile was told by nobody.
      if (!was && isInSight()) for (const one of Object.values(paced)) one.hurry()
    },
    get list() {
      return list()
    },
    alertBy(next) {
      const isOther = (rule: AlertRule) => next.rules[rule].isOn !== settings.rules[rule].isOn
      const isOtherThreshold =
        next.rules['many-sessions'].threshold !== settings.rules['many-sessions'].threshold
      for (const rule of alertRules) if (!next.rules[rule].isOn) turnOff(rule)
      for (const rule of ['expiry-cliff', 'store-not-deleting'] as const)
        if (isOther(rule)) paced[rule].hurry()
      if (isOther('many-sessions') || isOtherThreshold) paced['many-sessions'].hurry()
      settings = next
      tickIn(0)
      return list()
    },
    seen() {
      raising.seen()
      return list()
    },
    clear() {
      raising.clear()
      return list()
    },
    stop: () => cancelTick?.()
  }
}

/** What was found after a while in the dark was written before it was found. */
const writtenAt = ({ lastSeenAt }: Session, at: EpochMs) => Math.min(at, lastSeenAt ?? at)

const usersIn = (transitions: readonly Transition[]) =>
  new Set(
    transitions.flatMap(({ before, after }) =>
      [before?.user, after?.user].filter(user => typeof user === 'string')
    )
  )
