import type { Finding } from '../../../shared/domain/finding'
import { cookieOptionText, isExpress } from '../app-code'
import type { CookieFacts, HealthFacts } from '../facts'
import type { Rule } from '../rule'
import { percentText, readText, sessionsText, shareOf, spanOf } from '../words'

interface FlagRule {
  readonly id: string
  readonly severity: Finding['severity']
  readonly isMissing: (cookie: CookieFacts) => boolean
  /** After "sessions have a cookie that is": "not marked Secure". */
  readonly lacks: string
  readonly explains: string
  readonly option: string
  readonly does: string
  readonly filter: string
}

function flagRule(rule: FlagRule, notJudged: (facts: HealthFacts) => string | null = () => null): Rule {
  return {
    id: rule.id,
    judge(facts) {
      const { sessions, format } = facts
      const active = sessions.filter(
        ({ cookie, expiresAt }) => cookie !== null && !isPast(expiresAt, facts.now)
      )
      const missing = shareOf(active, ({ cookie }) => cookie !== null && rule.isMissing(cookie))
      if (missing.count === 0) return null
      const why = notJudged(facts)
      if (why !== null) return { notJudged: why }
      const code = cookieOptionText(format, rule.option)
      return {
        severity: rule.severity,
        title: `${sessionsText(facts, missing.count)} ${missing.count === 1 ? 'has a cookie' : 'have cookies'} ${rule.lacks}`,
        explains: rule.explains,
        evidence: `${readText(facts, missing)}${missing.share < 1 ? ` (${percentText(missing.share)})` : ''} with an active cookie.`,
        mend: code === null ? null : { kind: 'app', code, does: rule.does },
        filter: rule.filter
      }
    }
  }
}

const isPast = (at: number | null, now: number) => at !== null && at <= now

/** On the computer that an app is written on there is no HTTPS; a cookie that is Secure would never come back. */
function isLocalOnly({ isLocal, sessions, format }: HealthFacts): string | null {
  if (!isExpress(format))
    return 'this library marks its cookies Secure by itself where they are sent by HTTPS, and keeps no word of it'
  const isOverHttps = sessions.some(session => session.cookie?.isSecure)
  return isLocal && !isOverHttps
    ? 'the database is on this computer, where apps are reached over plain HTTP'
    : null
}

export const cookieSecure = flagRule(
  {
    id: 'cookie-secure',
    severity: 'warning',
    isMissing: cookie => !cookie.isSecure,
    lacks: 'not marked Secure',
    explains:
      'A browser sends such a cookie over plain HTTP too, where anybody on the way can read it and be that user.',
    option: 'secure: true',
    does: 'A change in the app. Behind a proxy that ends HTTPS it also takes app.set("trust proxy", 1). Cookies are marked when they are set next.',
    filter: '-cookie.secure:true'
  },
  isLocalOnly
)

export const cookieHttpOnly = flagRule({
  id: 'cookie-http-only',
  severity: 'warning',
  isMissing: cookie => !cookie.isHttpOnly,
  lacks: 'that scripts can read: not marked HttpOnly',
  explains: 'One script injected into a page can send such a cookie away, and with it the session.',
  option: 'httpOnly: true',
  does: 'A change in the app: scripts of its own pages cannot read the cookie any more either. Cookies are marked when they are set next.',
  filter: '-cookie.httpOnly:true'
})

export const cookieSameSite = flagRule({
  id: 'cookie-same-site',
  severity: 'advice',
  isMissing: cookie => !cookie.hasSameSite,
  lacks: 'without SameSite',
  explains:
    'What a browser does without it differs: some send the cookie with requests that other sites make, which forged forms live by.',
  option: 'sameSite: "lax"',
  does: 'A change in the app. Sign-ins that come back from another site by POST take sameSite: "none" with secure.',
  filter: '-cookie.sameSite:lax -cookie.sameSite:strict -cookie.sameSite:none -cookie.sameSite:true'
})

/** Clocks of app servers differ, and a write takes its time. */
const DRIFT_MS = 60_000
const DRIFT_SHARE = 0.05

/**
 * A touch moves the document's expiry and not the cookie inside it, which is older: that is no drift. A cookie that ends after
 * its document is one, and so is a document that was given more than its lifetime.
 */
export const cookieDrift: Rule = {
  id: 'cookie-drift',
  judge(facts) {
    const dated = facts.sessions.filter(
      ({ cookie, fieldAt, expiresAt }) =>
        cookie !== null && cookie.expiresAt !== null && fieldAt !== null && !isPast(expiresAt, facts.now)
    )
    const outliving = shareOf(dated, s => (s.cookie?.expiresAt ?? 0) - (s.expiresAt ?? 0) > DRIFT_MS)
    const outlived = shareOf(
      dated,
      s => s.cookieLifetimeMs !== null && (s.fieldAt ?? 0) - facts.now - s.cookieLifetimeMs > DRIFT_MS
    )
    const isCookieLonger = outliving.count >= outlived.count
    const drifting = isCookieLonger ? outliving : outlived
    if (drifting.count === 0 || drifting.share < DRIFT_SHARE) return null
    const apart = dated.map(s =>
      isCookieLonger
        ? (s.cookie?.expiresAt ?? 0) - (s.expiresAt ?? 0)
        : (s.fieldAt ?? 0) - facts.now - (s.cookieLifetimeMs ?? 0)
    )
    const code = cookieOptionText(facts.format, 'maxAge: 30 * 60 * 1000')
    return {
      severity: 'warning',
      title: isCookieLonger
        ? `${sessionsText(facts, drifting.count)} end before their cookies do`
        : `${sessionsText(facts, drifting.count)} live on after their cookies have ended`,
      explains: isCookieLonger
        ? 'The browser still sends the cookie, and the app knows no such session: people find themselves signed out.'
        : 'Nobody can come with such a session any more, but whoever got hold of its id: it takes room, and counts as signed in.',
      evidence: `${readText(facts, drifting)} that keep both dates; up to ${spanOf(Math.max(...apart) / 1000)} apart.`,
      mend:
        code === null
          ? null
          : {
              kind: 'app',
              code,
              does: 'A change in the app: set one lifetime, the cookie’s, and none for the store (ttl). Sessions agree from their next write on.'
            },
      filter: null
    }
  }
}
