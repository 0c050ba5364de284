import { DEFAULT_LIFETIME_MS, readLifetime } from '../../src/demo/shop/lifetime'
import { Crowd } from '../../src/demo/shoppers/crowd'
import { type Action, planEarlierVisit, planStep, planVisit, type Visit } from '../../src/demo/shoppers/plan'
import type { Transition } from '../../src/monitor/mirror/mirror'
import type { Session, SessionKey } from '../../src/shared/domain/session'

/** How many shop, from when to when, epoch ms. */
export interface SimulatedShop {
  readonly size: number
  readonly fromAt: number
  readonly toAt: number
  readonly random: () => number
}

/** What the store would have been told at an instant. Instants never fall. */
export interface Happened {
  readonly at: number
  readonly transitions: readonly Transition[]
}

const TTL_PASS_MS = 60_000
const DOORKEEPER_MS = 8000
const MOST_AT_ONCE = 20

interface Shopper {
  readonly id: number
  readonly user: string | null
  visit: Visit
  session: Session | null
  dueAt: number
}

/** The demo's own crowd, by its own plans and lifetimes, without a shop, a database, or any waiting: a week takes seconds. */
export function* simulateShop({ size, fromAt, toAt, random }: SimulatedShop): Generator<Happened> {
  const crowd = new Crowd(size)
  const there = new Map<SessionKey, Session>()
  /** By the second in which they are due: there are far more steps than seconds that hold none. */
  const due = new Map<number, Shopper[]>()
  let made = 0

  function wait(shopper: Shopper, at: number): void {
    shopper.dueAt = at
    const second = Math.floor(at / 1000)
    due.set(second, [...(due.get(second) ?? []), shopper])
  }

  function comeIn(at: number, plan: typeof planVisit): boolean {
    const arrival = crowd.arrive(random, at + DEFAULT_LIFETIME_MS)
    if (arrival === null) return false
    const user = arrival.account?.email ?? null
    wait({ id: arrival.id, user, visit: plan(arrival.kind, random), session: null, dueAt: at }, at)
    return true
  }

  function put(session: Session): Transition {
    const before = there.get(session.key) ?? null
    there.set(session.key, session)
    return { key: session.key, before, after: session }
  }

  function take(session: Session): Transition {
    there.delete(session.key)
    return { key: session.key, before: session, after: null }
  }

  function begin(shopper: Shopper, at: number, isSignedIn: boolean): Session {
    made += 1
    const key =
      Math.floor(random() * 2 ** 40)
        .toString(16)
        .padStart(10, '0') + made.toString(16).padStart(6, '0')
    return {
      key: key as SessionKey,
      maskedId: '4f…e1',
      state: isSignedIn ? 'signed-in' : 'guest',
      user: isSignedIn ? shopper.user : null,
      reason: null,
      sinceAt: at,
      sinceBasis: 'seen-arriving',
      lastSeenAt: at,
      lastSeenBasis: 'expiry-minus-lifetime',
      expiresAt: at,
      lifetimeMs: DEFAULT_LIFETIME_MS,
      payloadDigest: 0
    }
  }

  /** What a page leaves in the store that somebody opens for the first time, to sign in. */
  function openSignIn(shopper: Shopper, at: number): Session {
    const guest = { ...begin(shopper, at, false), expiresAt: at + DEFAULT_LIFETIME_MS }
    shopper.session = guest
    return guest
  }

  /** A sign-in makes a new session in place of the guest's, which its page has made at the latest. */
  function act(shopper: Shopper, action: Action, at: number): Transition[] {
    const { session } = shopper
    const isThere = session !== null && there.has(session.key)
    if (action.kind === 'sign-out' || (session !== null && !isThere)) {
      crowd.leave(shopper.id)
      return session !== null && isThere ? [take(session)] : []
    }
    const isSigningIn = action.kind === 'sign-in'
    const opened = isSigningIn && session === null ? [put(openSignIn(shopper, at))] : []
    const gone = isSigningIn && shopper.session !== null ? [take(shopper.session)] : []
    const known = session === null || isSigningIn ? begin(shopper, at, isSigningIn) : session
    const lifetimeMs = readLifetime(shopper.visit.keep) ?? DEFAULT_LIFETIME_MS
    const next = { ...known, lastSeenAt: at, expiresAt: at + lifetimeMs, lifetimeMs }
    shopper.session = next
    crowd.prolong(shopper.id, at + lifetimeMs)
    return [...opened, ...gone, put(next)]
  }

  function step(shopper: Shopper): Transition[] {
    const { action, next, waitMs } = planStep(shopper.visit, random)
    if (action.kind === 'leave') return []
    const transitions = act(shopper, action, shopper.dueAt)
    shopper.visit = next
    if (shopper.session !== null && there.has(shopper.session.key)) wait(shopper, shopper.dueAt + waitMs)
    return transitions
  }

  while (comeIn(fromAt, planEarlierVisit));
  for (let at = fromAt; at < toAt; at += 1000) {
    if ((at - fromAt) % DOORKEEPER_MS === 0) {
      crowd.lapse(at)
      for (let n = 0; n < MOST_AT_ONCE && comeIn(at, planVisit); n += 1);
    }
    if ((at - fromAt) % TTL_PASS_MS === 0) {
      const lapsed = [...there.values()].filter(({ expiresAt }) => (expiresAt ?? at) <= at)
      if (lapsed.length > 0) yield { at, transitions: lapsed.map(take) }
    }
    const second = Math.floor(at / 1000)
    const now = (due.get(second) ?? []).sort((a, b) => a.dueAt - b.dueAt)
    due.delete(second)
    for (const shopper of now) {
      const { dueAt } = shopper
      const transitions = step(shopper)
      if (transitions.length > 0) yield { at: dueAt, transitions }
    }
  }
}
