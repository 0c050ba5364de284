import type { EpochMs, SessionKey, UserKey } from '../../shared/domain/session'
import { countOf, formatCount } from '../../shared/words/numbers'
import { putLast } from '../put-last'
import { MOST_STANDING, type Rule } from './rule'

/** So far back browsers are remembered. */
export const BROWSERS_WITHIN_MS = 600_000
/** So many users are remembered, those seen last, and so many sessions. */
const MOST = 5000
/** So many browsers of one user. */
const MOST_BROWSERS = 60

/** A session of a user was written by a browser, as `browserOf` names it. */
export interface BrowserSeen {
  readonly user: UserKey
  readonly key: SessionKey
  readonly browser: string
  /** May be a little out of order. */
  readonly at: EpochMs
}

/** Knows in which browsers users were seen lately. */
export interface BrowserChanged extends Rule {
  see(seen: BrowserSeen): void
}

/** What is remembered of one user. */
interface Known {
  /** When each browser was last seen. */
  readonly browsers: Map<string, EpochMs>
  /** When a session last changed its browser; null: none has. */
  changedAt: EpochMs | null
}

/**
 * One session of a user went on in another browser under the same id, or the user was seen in more than so many different
 * browsers within ten minutes. A laptop and a telephone have a session each, and are nothing out of the ordinary.
 */
export function createBrowserChanged(): BrowserChanged {
  const users = new Map<UserKey, Known>()
  const sessions = new Map<SessionKey, string>()

  const isLate = (seenAt: EpochMs, at: EpochMs) => seenAt > at - BROWSERS_WITHIN_MS

  function judgeOne(user: UserKey, { browsers, changedAt }: Known, at: EpochMs) {
    const count = [...browsers.values()].filter(seenAt => isLate(seenAt, at)).length
    return { user, count, isChanged: changedAt !== null && isLate(changedAt, at) }
  }

  return {
    see({ user, key, browser, at }) {
      const known = users.get(user) ?? { browsers: new Map(), changedAt: null }
      const before = sessions.get(key)
      if (before !== undefined && before !== browser) known.changedAt = Math.max(at, known.changedAt ?? at)
      putLast(sessions, key, browser, MOST)
      putLast(known.browsers, browser, Math.max(at, known.browsers.get(browser) ?? at), MOST_BROWSERS)
      putLast(users, user, known, MOST)
    },
    standing(at, threshold) {
      const judged = [...users].map(([user, known]) => judgeOne(user, known, at))
      for (const { user, count, isChanged } of judged) if (count === 0 && !isChanged) users.delete(user)
      return judged
        .filter(({ count, isChanged }) => isChanged || count > threshold)
        .sort((a, b) => b.count - a.count || (a.user < b.user ? -1 : 1))
        .slice(0, MOST_STANDING)
        .map(({ user, count }) => ({ user, title: titleOf(count, threshold), place: { kind: 'user', user } }))
    }
  }
}

function titleOf(count: number, threshold: number): string {
  if (count <= threshold) return 'One session of a user went on in another browser under the same id'
  return `One user was seen in ${countOf(count, 'different browser')} within 10 minutes, more than ${formatCount(threshold)}`
}
