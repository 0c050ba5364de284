import type { Mend } from '../../shared/domain/finding'
import { countOf } from '../../shared/words/numbers'
import { type Incidents, incidentsText, withIncident } from './incidents'
import { isSameUser, type Rule, type Seen } from './rule'

const mend: Mend = {
  kind: 'app',
  code: `// express-session: a new id, then the user, then the answer
app.post('/login', (req, res, next) => {
  // … the password was right
  const { cart } = req.session // what the guest may keep
  req.session.regenerate(error => {
    if (error) return next(error)
    Object.assign(req.session, { cart, user })
    req.session.save(error => (error ? next(error) : res.redirect('/')))
  })
})

// Passport: from 0.6 on req.login() makes a new id by itself.
// npm install passport@latest
passport.authenticate('local', { keepSessionInfo: true }) // keeps the cart`,
  does: 'Whoever signs in gets a new session id, and the guest’s is worth nothing any more.'
}

/**
 * A guest's session under whose id somebody is signed in now. Told by two looks at one document, so it is sure, by a change
 * stream as by polls; what a poll sees signed in at its first look is not counted, because it may have been a new id.
 *
 * Where the same user is there again under an id that was his or hers before, nothing is said: a request that was under way
 * while the user was taken out of the session puts him or her back, and nobody has signed in.
 */
export function createLoginWithoutRegenerate(): Rule {
  let known: Incidents | null = null

  return {
    name: 'login-without-regenerate',
    take(seen) {
      if (!isLoginUnderSameId(seen)) return false
      known = withIncident(known, seen.after, seen.at)
      return true
    },
    finding() {
      if (known === null) return null
      return {
        rule: 'login-without-regenerate',
        severity: 'critical',
        title: `${countOf(known.count, 'guest')} signed in and kept the session id`,
        explains:
          'Whoever knows a guest’s session id, because they planted it, owns the account of whoever signs in with it: session fixation. Read more: OWASP Session Management Cheat Sheet, “Renew the Session ID After Any Privilege Level Change”.',
        evidence: incidentsText(known),
        mend,
        filter: null,
        seenAt: known.lastAt
      }
    }
  }
}

function isLoginUnderSameId({ before, after, userBefore }: Seen): boolean {
  if (before?.state !== 'guest' || after.state !== 'signed-in') return false
  // Whether a user that is not recorded is the one it was, nobody can tell.
  return userBefore === null || (after.user !== null && !isSameUser(userBefore, after.user))
}
