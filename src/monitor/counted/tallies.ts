import { type EpochMs, type Session, type SessionState, stateAt } from '../../shared/domain/session'
import type { Totals } from '../../shared/domain/view'

type States = Readonly<Record<SessionState, number>>

/** What the database counted, as of an instant of the server's clock. */
export interface Count {
  readonly at: EpochMs
  readonly states: States
  readonly users: number
  readonly expiringSoon: number
  /** Signed in, guests and unreadable are scaled up from so many sessions; null: counted. */
  readonly sampled: number | null
  readonly hasUsers: boolean
}

/** The last count, moved by what a change stream has told since. Plain data, made anew with each change. */
export interface Tallies {
  readonly count: Count | null
  readonly states: States
  /** Why the last count came to nothing: the one before it stands. */
  readonly trouble: string | null
}

const noStates: States = { 'signed-in': 0, guest: 0, expired: 0, unreadable: 0 }

/** Before the first count. */
export const nothingCounted: Tallies = { count: null, states: noStates, trouble: null }

/** A new count replaces all that was reckoned since the one before. */
export function counted(count: Count): Tallies {
  return { count, states: count.states, trouble: null }
}

/**
 * One session came, changed or went. `before` is null when it was not there, undefined when it was but has never been seen
 * here: then a change of it says nothing, and one that goes is taken to have expired, which is what a store's deletes
 * mostly are. Until the next count, that is.
 */
export function moved(
  tallies: Tallies,
  before: Session | null | undefined,
  after: Session | null,
  now: EpochMs
): Tallies {
  const states = { ...tallies.states }
  const add = (state: SessionState, by: 1 | -1) => {
    states[state] = Math.max(0, states[state] + by)
  }
  if (before === undefined && after === null) add(likelyStateOfGone(states), -1)
  if (before) add(stateAt(before, now), -1)
  if (after && before !== undefined) add(stateAt(after, now), 1)
  return { ...tallies, states }
}

function likelyStateOfGone(states: States): SessionState {
  const order = ['expired', 'guest', 'signed-in', 'unreadable'] as const
  return order.find(state => states[state] > 0) ?? 'expired'
}

/** The collection was dropped. */
export function cleared({ count }: Tallies): Tallies {
  return { count: count && { ...count, users: 0, expiringSoon: 0 }, states: noStates, trouble: null }
}

/** What the window and the terminal are told. Users and those that expire soon stay as counted. */
export function totalsOf({ count, states, trouble }: Tallies): Totals {
  return {
    documents: states['signed-in'] + states.guest + states.expired + states.unreadable,
    signedIn: states['signed-in'],
    guests: states.guest,
    expired: states.expired,
    unreadable: states.unreadable,
    users: count?.users ?? 0,
    expiringSoon: count?.expiringSoon ?? 0,
    counted: {
      at: count?.at ?? null,
      sampled: count?.sampled ?? null,
      hasUsers: count?.hasUsers ?? true,
      trouble
    }
  }
}

/** What can be counted exactly without looking into a payload. */
export interface ExactCount {
  readonly at: EpochMs
  readonly documents: number
  readonly expired: number
  readonly soon: number
}

/** A random sample scaled up to the sessions that have not expired. */
export function countFromSample(sample: readonly Session[], exact: ExactCount): Count {
  const active = sample.filter(session => stateAt(session, exact.at) !== 'expired')
  const alive = Math.max(0, exact.documents - exact.expired)
  const share = (state: SessionState) =>
    active.length === 0 ? 0 : active.filter(session => session.state === state).length / active.length
  const signedIn = Math.round(share('signed-in') * alive)
  const unreadable = Math.min(alive - signedIn, Math.round(share('unreadable') * alive))
  return {
    at: exact.at,
    states: {
      'signed-in': signedIn,
      unreadable,
      guest: alive - signedIn - unreadable,
      expired: Math.min(exact.expired, exact.documents)
    },
    users: 0,
    expiringSoon: exact.soon,
    sampled: sample.length,
    hasUsers: false
  }
}
