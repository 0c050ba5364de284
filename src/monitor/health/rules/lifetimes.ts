import { formatCount } from '../../../shared/words/numbers'
import { cookieOptionText } from '../app-code'
import type { HealthFacts, SessionFacts } from '../facts'
import type { Rule } from '../rule'
import { percentText, readText, sessionsText, shareOf, spanOf } from '../words'

const DAY_MS = 86_400_000
const LONG_DAYS = 90

const livesOf = ({ expiresAt, lifetimeMs }: SessionFacts, now: number) =>
  Math.max(lifetimeMs ?? 0, expiresAt === null ? 0 : expiresAt - now)

/** A cookie that is stolen stays good for so long. */
export const lifetimeLong: Rule = {
  id: 'lifetime-long',
  judge(facts) {
    const isLong = (session: SessionFacts) => livesOf(session, facts.now) > LONG_DAYS * DAY_MS
    const long = shareOf(facts.sessions, isLong)
    if (long.count === 0) return null
    const longest = Math.max(...facts.sessions.map(session => livesOf(session, facts.now)))
    const code = cookieOptionText(facts.format, 'maxAge: 14 * 24 * 3600 * 1000')
    return {
      severity: 'warning',
      title: `${sessionsText(facts, long.count)} live longer than ${LONG_DAYS} days`,
      explains:
        'A cookie that got into the wrong hands is good until its session ends, and people forget where they are signed in.',
      evidence: `${readText(facts, long)}; the longest ${spanOf(longest / 1000)}.`,
      mend:
        code === null
          ? null
          : {
              kind: 'app',
              code,
              does: 'A change in the app. Sessions take the new lifetime with their next write.'
            },
      filter: `expires>${LONG_DAYS}d`
    }
  }
}

/** Fewer guests than these tell nothing. */
const ENOUGH = 20
/** A lifetime that fewer have is an exception. */
const IN_USE_SHARE = 0.05

/**
 * Signed-in people may have chosen to be kept signed in; guests were not asked, so that two lifetimes of theirs come from two
 * app servers that do not agree. Lifetimes that are all different are given one by one, on purpose.
 */
export const lifetimeMixed: Rule = {
  id: 'lifetime-mixed',
  judge(facts) {
    const groups = lifetimesOf(facts)
    if (groups.length < 2) return null
    const told = groups.map(({ seconds, share }) => `${spanOf(seconds)} (${percentText(share)})`)
    return {
      severity: 'advice',
      title: `${groups.length === 2 ? 'Two' : formatCount(groups.length)} lifetimes are in use for guests: ${groups.map(g => spanOf(g.seconds)).join(' and ')}`,
      explains:
        'Right if the app gives some visitors longer on purpose; a mistake in the settings of one app server otherwise.',
      evidence: `Of guests read: ${told.join(', ')}.`,
      mend: null,
      filter: null
    }
  }
}

function lifetimesOf({
  sessions
}: HealthFacts): readonly { readonly seconds: number; readonly share: number }[] {
  const guests = sessions.filter(session => session.state === 'guest' && session.lifetimeMs !== null)
  if (guests.length < ENOUGH) return []
  const counts = new Map<number, number>()
  for (const { lifetimeMs } of guests) {
    const seconds = Math.round((lifetimeMs ?? 0) / 1000)
    counts.set(seconds, (counts.get(seconds) ?? 0) + 1)
  }
  return [...counts]
    .map(([seconds, count]) => ({ seconds, share: count / guests.length }))
    .filter(({ share }) => share >= IN_USE_SHARE)
    .sort((a, b) => b.share - a.share)
}
