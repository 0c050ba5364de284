import { isEnding } from '../../shared/domain/event'
import { type Session, stateAt } from '../../shared/domain/session'
import type { WhyAnswer, WhyFinding } from '../../shared/domain/why'
import { endedAtOf } from './endings'
import type { Place, SessionFacts, UserFacts, WhyFacts } from './facts'

/** Two dates that are set together are this near each other. */
const TOGETHER_MS = 2500
const MOST_SESSIONS = 10
const MOST_ENDINGS = 5
const MOST_USERS = 8

/** Facts to an answer: the first finding is what a person is told, the others why. Pure. */
export function answerOf(facts: WhyFacts): WhyAnswer {
  const plain = { ns: facts.ns, at: facts.now, cookie: null, maskedId: null, key: null, user: null }
  switch (facts.about) {
    case 'session':
      return { ...plain, ...ofSession(facts.session, facts) }
    case 'user':
      return { ...plain, user: facts.person.user, findings: ofUser(facts.person, facts) }
    case 'users': {
      const users = facts.users.slice(0, MOST_USERS)
      return { ...plain, findings: [{ kind: 'several-users', users, count: facts.users.length }] }
    }
    case 'nobody':
      return { ...plain, findings: [{ kind: 'nobody', ns: facts.ns, watchedSince: facts.watchedSince }] }
    case 'carried':
      return { ...plain, cookie: facts.cookie, findings: [{ kind: 'carried', as: facts.as }] }
    case 'removed':
      return { ...plain, cookie: facts.cookie, findings: [{ kind: 'cookie-removed' }] }
  }
}

function ofSession(
  facts: SessionFacts,
  place: Place
): Pick<WhyAnswer, 'cookie' | 'maskedId' | 'findings' | 'key' | 'user'> {
  const { found, end, cookie, maskedId } = facts
  return {
    cookie,
    maskedId,
    findings: [
      ...refusals(facts, place),
      ...whereabouts(facts, place),
      ...(facts.newer === null ? [] : [facts.newer]),
      ...dates(facts, place),
      ...remarks(facts)
    ],
    key: found === null ? null : found.session.key,
    user: found?.session.user ?? end?.user ?? null
  }
}

/** Why the app takes no notice of the cookie, or never gets it, whatever the store has. */
function refusals(
  { signature, found, setCookie, isSecure, isHttp, elsewhere }: SessionFacts,
  { now }: Place
): readonly WhyFinding[] {
  const findings: WhyFinding[] = []
  if (signature === 'broken') findings.push({ kind: 'signature-broken' })
  if (signature === 'missing' && found !== null) findings.push({ kind: 'signature-missing' })
  if (signature === 'differs') {
    findings.push({ kind: 'signature-differs' })
    if (found !== null || elsewhere.length > 0) findings.push({ kind: 'other-secret' })
  }
  const overAt = setCookie?.expiresAt ?? null
  if (overAt === 0) findings.push({ kind: 'cookie-removed' })
  else if (overAt !== null && overAt <= now) findings.push({ kind: 'cookie-over', at: overAt })
  if (isSecure && isHttp === true) findings.push({ kind: 'secure-on-http' })
  return findings
}

/** Where the session is, or how it ended. */
function whereabouts(facts: SessionFacts, place: Place): readonly WhyFinding[] {
  const { found, end, userRemoved, elsewhere, looked, unlooked } = facts
  const { ns, watchedSince, journalFrom } = place
  if (found !== null) {
    const removed: readonly WhyFinding[] =
      userRemoved === null ? [] : [{ kind: 'user-removed', user: userRemoved.user, at: userRemoved.at }]
    return [stateOf(found.session, place), ...removed, ...elsewhere]
  }
  if (end !== null) return [end, ...elsewhere]
  if (elsewhere.length > 0) return elsewhere
  return [{ kind: 'unknown', ns, watchedSince, journalFrom, looked, unlooked }]
}

function stateOf(session: Session, { now, hasTtl }: Place): WhyFinding {
  const { user, expiresAt, reason } = session
  switch (stateAt(session, now)) {
    case 'expired':
      return {
        kind: 'expired',
        user,
        expiredAt: expiresAt ?? now,
        isThere: true,
        hasTtl,
        from: 'seen'
      }
    case 'signed-in':
      return { kind: 'signed-in', user, expiresAt }
    case 'guest':
      return { kind: 'guest', expiresAt }
    case 'unreadable':
      return { kind: 'unreadable', reason: reason ?? 'not a known format', expiresAt }
  }
}

/** The cookie and the document that do not end together. A cookie without a date ends with its browser. */
function dates({ found, end, setCookie }: SessionFacts, { now }: Place): readonly WhyFinding[] {
  const endedAt = end === null ? null : endedAtOf(end)
  const documentAt = found === null ? endedAt : found.session.expiresAt
  const cookieAt = setCookie?.expiresAt ?? found?.cookieAt ?? null
  if (documentAt === null || cookieAt === null || cookieAt === 0) return []
  if (cookieAt - documentAt > TOGETHER_MS && cookieAt > now)
    return [{ kind: 'cookie-outlives', cookieAt, documentAt }]
  if (documentAt - cookieAt > TOGETHER_MS && found !== null && documentAt > now)
    return [{ kind: 'document-outlives', cookieAt, documentAt }]
  return []
}

/** What else is worth knowing. */
function remarks({ signature, isSecure, isHttp, sent, cookie }: SessionFacts): readonly WhyFinding[] {
  const findings: WhyFinding[] = []
  if (signature === 'matches') findings.push({ kind: 'signature-matches' })
  if (signature === 'unchecked') findings.push({ kind: 'signature-unchecked' })
  if (signature === 'nothing-to-check') findings.push({ kind: 'nothing-to-check' })
  if (isSecure && isHttp === null) findings.push({ kind: 'secure-maybe' })
  if (sent > 1) findings.push({ kind: 'sent-twice', cookie, count: sent })
  return findings
}

function ofUser({ user, sessions, endings }: UserFacts, { now }: Place): readonly WhyFinding[] {
  const isActive = (one: Session) => one.expiresAt === null || one.expiresAt > now
  const active = sessions.filter(isActive)
  const listed = [...active, ...sessions.filter(one => !isActive(one))].slice(0, MOST_SESSIONS)
  const more = sessions.length - listed.length
  return [
    { kind: 'user', user, active: active.length, expired: sessions.length - active.length },
    ...listed.map(
      ({ maskedId, sinceAt, sinceBasis, lastSeenAt, expiresAt }): WhyFinding => ({
        kind: 'user-session',
        maskedId,
        sinceAt,
        isOrEarlier: sinceBasis === 'or-earlier',
        lastSeenAt,
        expiresAt
      })
    ),
    ...(more > 0 ? [{ kind: 'more-sessions', count: more } as const] : []),
    ...endings
      .slice(0, MOST_ENDINGS)
      .flatMap(({ event, maskedId, at, expiresAt }): WhyFinding[] =>
        isEnding(event) ? [{ kind: 'user-ending', maskedId, how: event, at, expiresAt }] : []
      )
  ]
}
