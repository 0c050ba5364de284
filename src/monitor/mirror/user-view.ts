import {
  type EpochMs,
  latestSeen,
  type Session,
  type SessionKey,
  SOON_MS,
  type UserKey
} from '../../shared/domain/session'
import type { UserLine, UserSort, UserSummary, UsersAsk, UserWindow } from '../../shared/domain/view'
import { createFilter } from './filter'
import type { Transition } from './mirror'
import { byText, itemOf, rowOf } from './row-item'
import type { ViewSource } from './session-view'
import { createSortedList, type SortedList } from './sorted-list'
import { createTimedCheck } from './timed-check'

/** One row per user, kept in order as their sessions come and go. */
export interface UserView {
  apply(transitions: readonly Transition[]): void
  cross(sessions: readonly Session[]): void
  /** What is known of these sessions' payloads is another now; without keys, of all. */
  recheck(keys: Iterable<SessionKey> | null): void
  /** When the list may change by time alone, or null. */
  settle(now: EpochMs): EpochMs | null
  window(ask: UsersAsk): Omit<UserWindow, 'version'>
}

/** Sum up a user's active sessions; null when there are none left. */
export function summarise(user: UserKey, sessions: readonly Session[]): UserSummary | null {
  const [first] = sessions
  if (!first) return null
  const oldest = sessions.reduce((a, b) => (b.sinceAt < a.sinceAt ? b : a), first)
  const next = sessions.reduce<Session | null>((a, b) => {
    if (b.expiresAt === null) return a
    return a?.expiresAt == null || b.expiresAt < a.expiresAt ? b : a
  }, null)
  return {
    user,
    sessions: sessions.length,
    firstSeenAt: oldest.sinceAt,
    isFirstSeenOrEarlier: sessions.some(s => s.sinceBasis === 'or-earlier'),
    lastSeenAt: latestSeen(sessions),
    nextExpiryAt: next?.expiresAt ?? null,
    nextLifetimeMs: next?.lifetimeMs ?? null
  }
}

/** Unknown instants sort as the largest: who never expires comes after those who do. */
const byInstant = (a: EpochMs | null, b: EpochMs | null) => {
  if (a === b) return 0
  return (a ?? Number.POSITIVE_INFINITY) < (b ?? Number.POSITIVE_INFINITY) ? -1 : 1
}
const comparers: Record<UserSort, (a: UserSummary, b: UserSummary) => number> = {
  user: (a, b) => byText(a.user.toLowerCase(), b.user.toLowerCase()),
  sessions: (a, b) => a.sessions - b.sessions,
  'first-seen': (a, b) => a.firstSeenAt - b.firstSeenAt,
  'last-seen': (a, b) => byInstant(a.lastSeenAt, b.lastSeenAt),
  'next-expiry': (a, b) => byInstant(a.nextExpiryAt, b.nextExpiryAt)
}

function comparerOf(sort: UserSort, isDescending: boolean): (a: UserSummary, b: UserSummary) => number {
  const sign = isDescending ? -1 : 1
  return (a, b) => sign * comparers[sort](a, b) || byText(a.user, b.user)
}

/** A view over every user of `source`, following `first` until asked otherwise. */
export function createUserView(source: ViewSource, first: UsersAsk): UserView {
  let asked = first
  let filter = createFilter(source.treeOf(first.filter), source.filter)
  const timed = createTimedCheck()
  /** Users with a session that passes the filter; kept only while there is one. */
  const fitting = new Set<UserKey>()
  const summaries = new Map<UserKey, UserSummary>()
  let order: SortedList<UserSummary> = createSortedList(comparerOf(first.sort, first.descending))
  for (const user of source.mirror.userKeys()) refresh(user)

  function sessionsOf(user: UserKey): Session[] {
    return [...source.mirror.sessionsOf(user)].map(key => source.mirror.get(key)).filter(s => s !== undefined)
  }

  function refresh(user: UserKey): void {
    const before = summaries.get(user)
    const after = summarise(user, sessionsOf(user))
    if (before) order.delete(before)
    weigh(user)
    if (after) {
      summaries.set(user, after)
      order.add(after)
    } else summaries.delete(user)
  }

  function weigh(user: UserKey): void {
    if (filter.isEmpty) return
    const { now } = source.mirror
    const isFitting = sessionsOf(user).some(session => filter.passes(itemOf(session, now)))
    if (isFitting) fitting.add(user)
    else fitting.delete(user)
  }

  function weighAll(): void {
    fitting.clear()
    for (const user of summaries.keys()) weigh(user)
    timed.done(source.mirror.now)
  }

  /** Once a user, however many of his or her sessions have changed: summing up looks at all of them. */
  function refreshAll(sessions: readonly (Session | null)[]): void {
    for (const user of new Set(sessions.map(s => s?.user))) if (user != null) refresh(user)
  }

  function linesOf(summary: UserSummary, isOpen: boolean): UserLine[] {
    const line: UserLine = { kind: 'user', summary, isOpen, pulse: null }
    if (!isOpen) return [line]
    const sessions = sessionsOf(summary.user).sort((a, b) => b.sinceAt - a.sinceAt || byText(a.key, b.key))
    return [
      line,
      ...sessions.map(session => ({ kind: 'session' as const, row: rowOf(source, session, null) }))
    ]
  }

  return {
    apply: transitions => refreshAll(transitions.flatMap(t => [t.before, t.after])),
    cross: refreshAll,
    recheck(keys) {
      if (keys === null) weighAll()
      else refreshAll(Array.from(keys, key => source.mirror.get(key) ?? null))
    },
    settle(now) {
      if (!filter.isTimed) return null
      if (timed.dueInMs(source.mirror) <= 0) weighAll()
      return now + timed.dueInMs(source.mirror)
    },
    window(ask) {
      if (ask.filter !== asked.filter) {
        filter = createFilter(source.treeOf(ask.filter), source.filter)
        weighAll()
      }
      if (ask.sort !== asked.sort || ask.descending !== asked.descending) {
        order = createSortedList(comparerOf(ask.sort, ask.descending), summaries.values())
      }
      asked = ask
      const { now } = source.mirror
      const all = order.slice(0, order.size)
      const found = filter.isEmpty ? all : all.filter(s => fitting.has(s.user))
      const isSoon = (s: UserSummary) => s.nextExpiryAt !== null && s.nextExpiryAt - now < SOON_MS
      const isSeveral = (s: UserSummary) => s.sessions > 1
      const shown = ask.facet === 'all' ? found : found.filter(ask.facet === 'several' ? isSeveral : isSoon)
      const open = new Set(ask.open)
      const { lines, matching, start } = sliceLines(shown, ask, summary =>
        linesOf(summary, open.has(summary.user))
      )
      return {
        ask,
        start,
        lines,
        matching,
        facetCounts: {
          all: found.length,
          several: found.filter(isSeveral).length,
          expiring: found.filter(isSoon).length
        },
        counted: null,
        reading: null,
        totals: source.mirror.totals(),
        madeAt: now
      }
    }
  }
}

/** The asked lines, unfolding only users that are open: a closed user is one line, known without looking. */
function sliceLines(
  shown: readonly UserSummary[],
  ask: UsersAsk,
  unfold: (summary: UserSummary) => UserLine[]
): { lines: UserLine[]; matching: number; start: number } {
  const open = new Set(ask.open)
  const extra = shown.filter(s => open.has(s.user)).reduce((sum, s) => sum + s.sessions, 0)
  const matching = shown.length + extra
  const start = Math.max(0, Math.min(ask.start, matching - ask.count))
  const lines: UserLine[] = []
  let index = 0
  for (const summary of shown) {
    if (index >= start + ask.count) break
    const height = open.has(summary.user) ? 1 + summary.sessions : 1
    if (index + height > start) {
      const from = Math.max(0, start - index)
      lines.push(...unfold(summary).slice(from, start + ask.count - index))
    }
    index += height
  }
  return { lines, matching, start }
}
