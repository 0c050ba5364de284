import type { Coverage } from '../../shared/domain/identity'
import {
  type EpochMs,
  type Session,
  type SessionKey,
  SOON_MS,
  type UserKey
} from '../../shared/domain/session'
import type { Totals } from '../../shared/domain/view'
import { createExpiryList, type Expiring } from './expiry-list'
import { mergeSession } from './merge'
import { createTallies } from './tallies'

/** One session before and after a change; null where it was not, or is no more, there. */
export interface Transition {
  readonly key: SessionKey
  readonly before: Session | null
  readonly after: Session | null
}

/** What the mirror is told. `at` is the server's time of the write, or of the read that found it. */
export type Change =
  | { readonly kind: 'put'; readonly session: Session; readonly at: EpochMs }
  | { readonly kind: 'remove'; readonly key: SessionKey; readonly at: EpochMs }

/** The one in-memory copy of the store. Pure: it knows no driver, no clock and no timer. */
export interface Mirror {
  readonly size: number
  /** The instant that the counts stand for: the last one given to `advance`. */
  readonly now: EpochMs
  apply(changes: readonly Change[]): readonly Transition[]
  /** From here on, what is not put again before `endSnapshot` counts as gone. */
  beginSnapshot(): void
  /** Removes what the snapshot did not tell. Without a begun snapshot, nothing. */
  endSnapshot(): readonly Transition[]
  clear(): readonly Transition[]
  /** Moves the counts to `now`; returns the sessions whose expiry was crossed, in the order of their expiries. */
  advance(now: EpochMs): readonly Session[]
  get(key: SessionKey): Session | undefined
  sessions(): IterableIterator<Session>
  /** Signed in and guests that have not expired, in the order of their expiries; those without one last. */
  active(): readonly Session[]
  totals(): Totals
  coverage(): Coverage
  sessionsOf(user: UserKey): ReadonlySet<SessionKey>
  userKeys(): IterableIterator<UserKey>
  /** The next instant after `now` at which totals change by time alone; null when nothing is due. */
  nextDueAt(): EpochMs | null
  /** A mirror of its own with the same sessions: a held picture. Sessions are immutable, so they are shared. */
  copy(): Mirror
}

/** A mirror that holds `initial`, counted as of `startAt`. */
export function createMirror(startAt: EpochMs, initial: Iterable<Session> = []): Mirror {
  const byKey = new Map<SessionKey, Session>()
  let tallies = createTallies()
  let now = startAt
  for (const session of initial) {
    byKey.set(session.key, session)
    tallies.add(session, now)
  }
  const hasExpiry = (s: Session): s is Session & Expiring => s.expiresAt !== null
  let byExpiry = createExpiryList([...byKey.values()].filter(hasExpiry))
  let untold: Set<SessionKey> | null = null

  function insert(session: Session): void {
    byKey.set(session.key, session)
    tallies.add(session, now)
    if (hasExpiry(session)) byExpiry.add(session)
  }

  function drop(session: Session): void {
    byKey.delete(session.key)
    tallies.subtract(session, now)
    if (hasExpiry(session)) byExpiry.delete(session)
  }

  function put(next: Session, at: EpochMs): Transition | null {
    untold?.delete(next.key)
    const before = byKey.get(next.key) ?? null
    const merged = mergeSession(before, next, at)
    if (merged === before) return null
    if (before) drop(before)
    insert(merged)
    return { key: next.key, before, after: merged }
  }

  function remove(key: SessionKey): Transition | null {
    untold?.delete(key)
    const before = byKey.get(key)
    if (!before) return null
    drop(before)
    return { key, before, after: null }
  }

  const removeAll = (keys: Iterable<SessionKey>) => [...keys].map(remove).filter(t => t !== null)

  return {
    get size() {
      return byKey.size
    },
    get now() {
      return now
    },
    apply: changes =>
      changes.map(c => (c.kind === 'put' ? put(c.session, c.at) : remove(c.key))).filter(t => t !== null),
    beginSnapshot() {
      untold = new Set(byKey.keys())
    },
    endSnapshot() {
      const gone = removeAll(untold ?? [])
      untold = null
      return gone
    },
    clear() {
      untold = null
      const gone = [...byKey.values()].map(before => ({ key: before.key, before, after: null }))
      // All at once: taking out one after the other what is thrown away together holds everything up.
      byKey.clear()
      tallies = createTallies()
      byExpiry = createExpiryList()
      return gone
    },
    advance(next) {
      // The clock may be corrected backwards: what had expired is then active again.
      const [low, high] = next >= now ? [now, next] : [next, now]
      const crossed = byExpiry
        .keysBetween(low, high)
        .map(key => byKey.get(key))
        .filter(s => s !== undefined)
      for (const session of crossed) tallies.subtract(session, now)
      for (const session of crossed) tallies.add(session, next)
      now = next
      return crossed
    },
    get: key => byKey.get(key),
    sessions: () => byKey.values(),
    active() {
      const all = byExpiry
        .keysBetween(now, Number.POSITIVE_INFINITY)
        .map(key => byKey.get(key))
        .filter(session => session !== undefined)
      // Looking for those without an expiry goes through all: only where there are any.
      if (byKey.size > byExpiry.countUntil(Number.POSITIVE_INFINITY))
        for (const session of byKey.values()) if (session.expiresAt === null) all.push(session)
      return tallies.count('unreadable') === 0 ? all : all.filter(s => s.state !== 'unreadable')
    },
    totals: () => ({
      documents: byKey.size,
      signedIn: tallies.count('signed-in'),
      guests: tallies.count('guest'),
      expired: tallies.count('expired'),
      unreadable: tallies.count('unreadable'),
      users: tallies.users,
      expiringSoon: byExpiry.countUntil(now + SOON_MS) - byExpiry.countUntil(now),
      counted: null
    }),
    coverage: () => ({
      named: tallies.named,
      sessions: tallies.count('signed-in') + tallies.count('guest')
    }),
    sessionsOf: user => tallies.sessionsOf(user),
    userKeys: () => tallies.userKeys(),
    nextDueAt() {
      const expiresNextAt = byExpiry.firstAfter(now)
      const soonNextAt = byExpiry.firstAfter(now + SOON_MS)
      if (expiresNextAt === null) return null
      return soonNextAt === null ? expiresNextAt : Math.min(expiresNextAt, soonNextAt - SOON_MS)
    },
    copy: () => createMirror(now, byKey.values())
  }
}
