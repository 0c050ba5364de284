import { formatBytes, formatCount } from '../../../shared/words/numbers'
import { isExpress } from '../app-code'
import type { HealthFacts, SessionFacts } from '../facts'
import type { Rule } from '../rule'
import { allText, inAll, percentText, readText, rounded, shareOf, tenthsText } from '../words'

const ENOUGH = 20
/** Below this part of the store they are not what fills it. */
const BLOAT_SHARE = 0.3
const MINUTES = 10
/** A store may set two of its dates one after the other. */
const AT_ONCE_MS = 2000

const isEmptyGuest = (session: SessionFacts) => session.state === 'guest' && session.isEmpty

/** False where the store keeps no date of the beginning, or it was written again. */
const isWrittenOnce = ({ createdAt, lastSeenAt }: SessionFacts) =>
  createdAt !== null && lastSeenAt !== null && lastSeenAt - createdAt <= AT_ONCE_MS

/** Sessions that are written for every visit and never used: what `saveUninitialized: true` does. */
export const guestsEmpty: Rule = {
  id: 'guests-empty',
  judge(facts) {
    const { sessions, format } = facts
    const empty = shareOf(sessions, isEmptyGuest)
    if (empty.count < ENOUGH || empty.share < BLOAT_SHARE) return null
    const guests = sessions.filter(session => session.state === 'guest').length
    const once = sessions.filter(session => isEmptyGuest(session) && isWrittenOnce(session)).length
    return {
      severity: 'warning',
      title: `${tenthsText(empty.count / guests)} guests carry no data: a session is written for every visit`,
      explains: isExpress(format)
        ? 'Each visit without a login writes a session. With express-session this is saveUninitialized: true; crawlers alone can fill a store.'
        : 'Each visit without a login writes a session, though there is nothing to keep in it; crawlers alone can fill a store.',
      evidence: [
        `${readText(facts, empty)} are guests without data`,
        ...(once > 0 ? [`${formatCount(once)} of them were written once`] : []),
        `${rateText(facts)} new or touched a minute.`
      ].join('; '),
      mend: isExpress(format)
        ? {
            kind: 'app',
            code: 'app.use(session({ saveUninitialized: false, resave: false, … }))',
            does: `A change in the app, not in the database. ${savingText(facts)}`
          }
        : null,
      filter: 'state:guest'
    }
  }
}

function rateText(facts: HealthFacts): string {
  const since = facts.now - MINUTES * 60_000
  const recent = facts.sessions.filter(s => isEmptyGuest(s) && s.lastSeenAt !== null && s.lastSeenAt >= since)
  return allText(facts, Math.round(recent.length / MINUTES))
}

/** express-session's own rule, gone through with the documents that were read: what has no data is not saved. */
function savingText(facts: HealthFacts): string {
  const spared = facts.sessions.filter(isEmptyGuest)
  const bytes = spared.reduce((sum, session) => sum + session.bytes, 0)
  const all = facts.sessions.reduce((sum, session) => sum + session.bytes, 0)
  const sparedBytes = rounded(inAll(facts, bytes))
  return `Of the documents read, with it ${formatCount(spared.length)} of ${formatCount(facts.sessions.length)} would not have been written: ${percentText(bytes / all)} of the bytes, ${formatBytes(sparedBytes)} of the store.`
}
