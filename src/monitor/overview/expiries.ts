import type { ExpiryBar, ExpiryCliff } from '../../shared/domain/overview'
import type { EpochMs, Session } from '../../shared/domain/session'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Bars are this wide, whichever shows most sessions in six of them. */
const widths = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, DAY, 2 * DAY, 5 * DAY]
const REGULAR_BARS = 6
/** Beyond them bars grow quickly: few sessions lie there, but some may lie far. */
const FAR = [HOUR, 6 * HOUR, DAY, 7 * DAY, 14 * DAY, 30 * DAY]
/** Three quarters of the sessions lie within the regular bars. */
const WITHIN = 0.75

/**
 * Where the bars end, ms from now, ascending: less than a minute, six even ones that hold most of the sessions, then wider and
 * wider ones; the last has no end. `typical` is how long three quarters of the sessions have left at most.
 */
export function barEdges(typical: number): readonly number[] {
  const width = widths.find(ms => ms * REGULAR_BARS >= typical) ?? (widths.at(-1) as number)
  const regular = Array.from({ length: REGULAR_BARS }, (_, i) => width * (i + 1))
  return [MINUTE, ...regular, ...FAR.filter(edge => edge > width * REGULAR_BARS)]
}

type Expiring = Pick<Session, 'state' | 'expiresAt'>

/** Bars that are filled session by session. */
export interface FillingBars {
  /** In the order of their expiries. */
  add(session: Expiring): void
  /** Those beyond the last session are left out. */
  bars(): readonly ExpiryBar[]
}

/** Bars for these active sessions, in the order of their expiries, those without one last. Nothing is in them yet. */
export function startBars(sessions: readonly Expiring[], now: EpochMs): FillingBars {
  const count = withExpiry(sessions)
  const typical = sessions[Math.floor((count - 1) * WITHIN)]?.expiresAt ?? now
  const edges = barEdges(typical - now)
  const bars = [...edges, null].map((toMs, i) => ({
    fromMs: edges[i - 1] ?? 0,
    toMs,
    signedIn: 0,
    guests: 0
  }))
  let at = 0
  return {
    add({ state, expiresAt }) {
      if (expiresAt === null) return
      while (at < edges.length && expiresAt - now >= (edges[at] as number)) at += 1
      const bar = bars[at] as (typeof bars)[number]
      if (state === 'signed-in') bar.signedIn += 1
      else bar.guests += 1
    },
    bars: () => bars.slice(0, bars.findLastIndex(bar => bar.signedIn + bar.guests > 0) + 1)
  }
}

/** How many have an expiry: they come first. */
export function withExpiry(sessions: readonly Pick<Session, 'expiresAt'>[]): number {
  let count = sessions.length
  while (count > 0 && sessions[count - 1]?.expiresAt === null) count -= 1
  return count
}

/** A cliff is at most this long: what takes longer is a slope. Tried in this order. */
const CLIFF_LENGTHS = [MINUTE, 2 * MINUTE, 5 * MINUTE]
/** Fewer than this are nothing to warn of. */
const CLIFF_SESSIONS = 10
/** A cliff holds at least this share of all who are signed in, … */
const CLIFF_SHARE = 0.25
/** … and so many times what it would hold if expiries were spread evenly over a session's lifetime. */
const CLIFF_CONTRAST = 3

type Person = Pick<Session, 'user' | 'expiresAt' | 'lifetimeMs'>

/** A longer window is taken for a shorter one if it holds so many times as many: the shorter cut the crowd in two. */
const CLIFF_GROWTH = 1.3

/**
 * The expiry cliff among `resting` ones, signed-in sessions that are not active now, in the order of their expiries, those
 * without one last: whoever is active moves his or her end along, and a busy store would always have a cliff one lifetime
 * ahead. `all` is how many signed-in sessions have an expiry, the active ones with them. A cliff is a window of 1, 2 or 5
 * minutes that holds at least ten sessions, at least a quarter of all, and at least three times its even share; the shortest,
 * unless a longer one holds clearly more. Of equally long ones the fullest, of equally full ones the first. Null where people
 * go one by one. Yields between two looks: each goes through all of them.
 */
export function* findCliff(
  resting: readonly Person[],
  all: number
): Generator<undefined, ExpiryCliff | null> {
  const expiring = resting.slice(0, withExpiry(resting))
  const typical = medianLifetime(expiring)
  let best: { first: number; count: number } | null = null
  for (const length of CLIFF_LENGTHS) {
    yield
    const found = fullestWindow(expiring, length)
    const even = typical === null ? 0 : length / typical
    const enough = all * Math.max(CLIFF_SHARE, even * CLIFF_CONTRAST)
    const least = Math.max(CLIFF_SESSIONS, enough, (best?.count ?? 0) * CLIFF_GROWTH)
    if (found.count >= least) best = found
  }
  if (best === null) return null
  const inside = expiring.slice(best.first, best.first + best.count)
  const fromAt = inside[0]?.expiresAt ?? 0
  return {
    fromAt,
    toAt: inside.at(-1)?.expiresAt ?? fromAt,
    sessions: inside.length,
    people: countPeople(inside),
    share: inside.length / all
  }
}

/** The window [t, t + length) that holds most. */
export function fullestWindow(
  sorted: readonly Pick<Session, 'expiresAt'>[],
  length: number
): { first: number; count: number } {
  let best = { first: 0, count: 0 }
  let end = 0
  for (let first = 0; first < sorted.length; first += 1) {
    const until = (sorted[first]?.expiresAt ?? 0) + length
    while (end < sorted.length && (sorted[end]?.expiresAt ?? 0) < until) end += 1
    if (end - first > best.count) best = { first, count: end - first }
  }
  return best
}

const LIFETIME_SAMPLE = 1000

/** Of a thousand sessions at most, evenly picked: sorting a million for it would hold up everything else. */
export function medianLifetime(sessions: readonly Pick<Session, 'lifetimeMs'>[]): number | null {
  const step = Math.max(1, Math.ceil(sessions.length / LIFETIME_SAMPLE))
  const known: number[] = []
  for (let i = 0; i < sessions.length; i += step) {
    const lifetimeMs = sessions[i]?.lifetimeMs ?? null
    if (lifetimeMs !== null) known.push(lifetimeMs)
  }
  known.sort((a, b) => a - b)
  return known[known.length >> 1] ?? null
}

/** Users, and sessions that name none: two devices of one user are one person. */
export function countPeople(sessions: readonly Pick<Session, 'user'>[]): number {
  const users = new Set<string>()
  let nameless = 0
  for (const { user } of sessions) {
    if (user === null) nameless += 1
    else users.add(user)
  }
  return users.size + nameless
}
