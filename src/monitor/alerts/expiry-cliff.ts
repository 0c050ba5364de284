import type { EpochMs, Session } from '../../shared/domain/session'
import { countOf } from '../../shared/words/numbers'
import { lastedText } from '../../shared/words/spans'
import { spanText } from '../findings/span-text'
import { fullestWindow, medianLifetime, withExpiry } from '../overview/expiries'
import { type ActiveSessions, isActive } from '../overview/survey'
import type { Rule } from './rule'

const HOUR = 3_600_000
/** Where sessions live shorter than ten hours, they end together who end within this part of a life. */
const LIFE_PART = 10
/** Fewer than this are nothing to warn of. */
const LEAST_SESSIONS = 20
/** So many sessions are looked at before others get their turn. */
const SLICE = 5000

/** The hour in which most of the people signed in lose their sessions. */
export interface Cliff {
  readonly fromAt: EpochMs
  readonly toAt: EpochMs
  readonly sessions: number
  /** Of all that are signed in and have an expiry, 0 to 1. */
  readonly share: number
}

/** Knows when most sessions end. */
export interface ExpiryCliffRule extends Rule {
  /** Null: there is none that would be worth a word. */
  see(cliff: Cliff | null): void
}

/**
 * Where most signed-in sessions end within one hour of each other, or within a tenth of their lifetime where that is shorter:
 * sessions of half an hour all end within an hour, and that is no cliff. Those that were seen in the last five minutes are
 * left out, as in the Overview: whoever is active moves his or her end along. Null: fewer than twenty end together. Yields
 * now and then; what is given does not change meanwhile.
 */
export function* lookForCliff({ at, sessions }: ActiveSessions): Generator<undefined, Cliff | null> {
  const expiring = sessions.slice(0, withExpiry(sessions))
  const resting: Session[] = []
  let all = 0
  for (let from = 0; from < expiring.length; from += SLICE) {
    if (from > 0) yield
    for (const session of expiring.slice(from, from + SLICE)) {
      if (session.state !== 'signed-in') continue
      all += 1
      if (!isActive(session, at)) resting.push(session)
    }
  }
  const lifetimeMs = medianLifetime(resting)
  const { first, count } = fullestWindow(
    resting,
    lifetimeMs === null ? HOUR : Math.min(HOUR, lifetimeMs / LIFE_PART)
  )
  if (count < LEAST_SESSIONS) return null
  const fromAt = resting[first]?.expiresAt ?? at
  return {
    fromAt,
    toAt: resting[first + count - 1]?.expiresAt ?? fromAt,
    sessions: count,
    share: count / all
  }
}

/** More than so many percent of the people signed in lose their sessions together. */
export function createExpiryCliff(): ExpiryCliffRule {
  let known: Cliff | null = null

  return {
    see(cliff) {
      known = cliff
    },
    standing(at, threshold) {
      if (known === null || known.toAt <= at || known.share * 100 <= threshold) return []
      const { fromAt, toAt, sessions, share } = known
      const within = toAt === fromAt ? 'at once' : `within ${lastedText(toAt - fromAt)}`
      const people = countOf(sessions, 'signed-in session')
      return [
        {
          user: null,
          title: `${people} (${Math.round(share * 100)} %) end ${within}: ${spanText(fromAt, toAt)}`,
          place: { kind: 'overview' }
        }
      ]
    }
  }
}
