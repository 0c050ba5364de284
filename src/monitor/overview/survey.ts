import {
  ACTIVE_MS,
  type ActiveNow,
  type Drain,
  type DrainPerson,
  type LifetimeUse,
  type Survey,
  type TopUser
} from '../../shared/domain/overview'
import {
  type EpochMs,
  type LastSeenBasis,
  laterOf,
  latestSeen,
  type Session,
  type SessionKey,
  type UserKey
} from '../../shared/domain/session'
import { type FillingBars, findCliff, startBars } from './expiries'

/** All active sessions at one instant, in the order of their expiries, those without one last. */
export interface ActiveSessions {
  readonly at: EpochMs
  readonly sessions: readonly Session[]
}

/** Those who were active when a drain began. */
export interface DrainStart {
  readonly startedAt: EpochMs
  readonly keys: ReadonlySet<SessionKey>
}

/** So many sessions are looked at before others get their turn. */
const SLICE = 5000
const TOP_USERS = 7
const MOST_LIFETIMES = 6
const MOST_PEOPLE = 8

/** Whether a session was seen in the last five minutes. A date that lies ahead, by a clock a little wrong, is now. */
export function isActive({ lastSeenAt }: Pick<Session, 'lastSeenAt'>, now: EpochMs): boolean {
  return lastSeenAt !== null && now - lastSeenAt < ACTIVE_MS
}

/** The drain that begins now. */
export function startDrain({ at, sessions }: ActiveSessions): DrainStart {
  return { startedAt: at, keys: new Set(sessions.filter(s => isActive(s, at)).map(s => s.key)) }
}

/** What is found while going through the sessions one by one. */
interface Gathered {
  readonly bars: FillingBars
  /** Signed in, and not active now. */
  readonly resting: Session[]
  /** Of those who are active: users, and all that the answer needs of them. */
  readonly activeUsers: Set<UserKey>
  readonly bases: Map<LastSeenBasis, number>
  readonly users: Map<UserKey, number>
  readonly lifetimes: Map<number | null, number>
  readonly drained: Session[]
  signedInExpiring: number
  activeSignedIn: number
  activeNameless: number
  activeGuests: number
  lastSeenAt: EpochMs | null
  untold: number
  neverExpire: number
}

function nothingGathered({ at, sessions }: ActiveSessions): Gathered {
  return {
    bars: startBars(sessions, at),
    resting: [],
    activeUsers: new Set(),
    bases: new Map(),
    users: new Map(),
    lifetimes: new Map(),
    drained: [],
    signedInExpiring: 0,
    activeSignedIn: 0,
    activeNameless: 0,
    activeGuests: 0,
    lastSeenAt: null,
    untold: 0,
    neverExpire: 0
  }
}

/**
 * Looks at all active sessions. Yields now and then, so that a million of them do not hold up everything else; what is given
 * does not change meanwhile, so the result stands for one instant. `writesOf` is asked for the top users only.
 */
export function* surveyOf(
  { at, sessions }: ActiveSessions,
  drain: DrainStart | null,
  writesOf: (user: UserKey) => number
): Generator<undefined, Survey> {
  const found = nothingGathered({ at, sessions })
  for (let from = 0; from < sessions.length; from += SLICE) {
    if (from > 0) yield
    for (const session of sessions.slice(from, from + SLICE)) gather(found, session, at, drain)
  }
  const looks = findCliff(found.resting, found.signedInExpiring)
  const cliff = sessions.length > SLICE ? yield* looks : atOnce(looks)
  return {
    at,
    bars: found.bars.bars(),
    neverExpire: found.neverExpire,
    cliff,
    active: activeNow(found),
    lifetimes: lifetimesOf(found.lifetimes),
    topUsers: topUsersOf(found.users, writesOf),
    drain: drain && drainOf(drain, found, at)
  }
}

/** Few sessions are looked at in one go, so that the first answer has them. */
function atOnce<T>(slices: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = slices.next()
    if (done === true) return value
  }
}

function gather(found: Gathered, session: Session, at: EpochMs, drain: DrainStart | null): void {
  const { state, user, lastSeenAt, lastSeenBasis, expiresAt, lifetimeMs } = session
  const isSeen = isActive(session, at)
  found.bars.add(session)
  if (state === 'signed-in') {
    if (expiresAt !== null) found.signedInExpiring += 1
    if (!isSeen) found.resting.push(session)
    if (user !== null) add(found.users, user)
  }
  if (expiresAt === null) found.neverExpire += 1
  if (lastSeenAt === null) found.untold += 1
  else add(found.bases, lastSeenBasis)
  if (isSeen) gatherActive(found, session)
  add(found.lifetimes, lifetimeMs === null ? null : roundLifetime(lifetimeMs))
  if (drain?.keys.has(session.key)) found.drained.push(session)
}

function gatherActive(found: Gathered, { state, user, lastSeenAt }: Session): void {
  found.lastSeenAt = laterOf(found.lastSeenAt, lastSeenAt)
  if (state !== 'signed-in') {
    found.activeGuests += 1
    return
  }
  found.activeSignedIn += 1
  if (user === null) found.activeNameless += 1
  else found.activeUsers.add(user)
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** A lifetime that was reckoned from two dates is a little off: to the minute from a minute on, else to the second. */
function roundLifetime(ms: number): number {
  const unit = ms >= 60_000 ? 60_000 : 1000
  return Math.round(ms / unit) * unit
}

function activeNow(found: Gathered): ActiveNow {
  return {
    signedIn: found.activeSignedIn,
    people: found.activeUsers.size + found.activeNameless,
    guests: found.activeGuests,
    untold: found.untold,
    bases: [...found.bases].sort((a, b) => b[1] - a[1]).map(([basis]) => basis),
    lastSeenAt: found.lastSeenAt
  }
}

function lifetimesOf(counts: ReadonlyMap<number | null, number>): readonly LifetimeUse[] {
  return [...counts]
    .map(([lifetimeMs, sessions]) => ({ lifetimeMs, sessions }))
    .sort((a, b) => b.sessions - a.sessions || (a.lifetimeMs ?? 0) - (b.lifetimeMs ?? 0))
    .slice(0, MOST_LIFETIMES)
}

/** Most sessions first; equals by name, so that they keep their places while others move. */
function topUsersOf(users: ReadonlyMap<UserKey, number>, writesOf: (user: UserKey) => number): TopUser[] {
  let top: [UserKey, number][] = []
  const byMost = (a: [UserKey, number], b: [UserKey, number]) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)
  for (const entry of users) {
    const last = top[TOP_USERS - 1]
    if (last === undefined || byMost(entry, last) < 0) top = [...top, entry].sort(byMost).slice(0, TOP_USERS)
  }
  return top.map(([user, sessions]) => ({ user, sessions, writes: writesOf(user) }))
}

function drainOf(
  { startedAt, keys }: DrainStart,
  { drained, activeSignedIn, activeGuests }: Gathered,
  at: EpochMs
): Drain {
  const still = drained.filter(s => isActive(s, at))
  const lastSeenAt = latestSeen(still)
  const people = still
    .map(({ key, user, lastSeenAt: seen, expiresAt }): DrainPerson => {
      return { key, user, lastSeenAt: seen ?? at, expiresAt }
    })
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.key < b.key ? -1 : 1))
  return {
    startedAt,
    of: keys.size,
    stillActive: still.length,
    stillThere: drained.length,
    newcomers: activeSignedIn + activeGuests - still.length,
    quietAt: lastSeenAt === null ? null : lastSeenAt + ACTIVE_MS,
    lastExpiryAt: drained.reduce<EpochMs | null>((most, s) => laterOf(most, s.expiresAt), null),
    people: people.slice(0, MOST_PEOPLE)
  }
}
