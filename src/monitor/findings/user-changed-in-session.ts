import type { Mend } from '../../shared/domain/finding'
import { countOf } from '../../shared/words/numbers'
import { type Incidents, incidentsText, withIncident } from './incidents'
import { isSameUser, type Rule } from './rule'

const mend: Mend = {
  kind: 'app',
  code: `// express-session: signing out ends the session, signing in begins another one
app.post('/logout', (req, res, next) => {
  req.session.destroy(error => {
    if (error) return next(error)
    res.clearCookie('connect.sid')
    res.redirect('/')
  })
})
// and in the sign-in: req.session.regenerate(…), before the user is set`,
  does: 'Each user gets sessions of his or her own; nothing of the one before is left in them.'
}

/** One id under which one user was signed in, and then another. */
export function createUserChangedInSession(): Rule {
  let known: Incidents | null = null

  return {
    name: 'user-changed-in-session',
    take({ after, at, userBefore }) {
      const isOther = userBefore !== null && after.user !== null && !isSameUser(userBefore, after.user)
      if (!isOther || after.state !== 'signed-in') return false
      known = withIncident(known, after, at)
      return true
    },
    finding() {
      if (known === null) return null
      return {
        rule: 'user-changed-in-session',
        severity: 'warning',
        title:
          known.count === 1
            ? 'One session changed its user under the same id'
            : `Sessions changed their user under the same id ${countOf(known.count, '', 'times')}`,
        explains:
          'What the user before left in the session, such as a cart, an address or a right, is the next one’s now. A person who changed their own name or address looks the same, and so does staff that signs in as a customer.',
        evidence: incidentsText(known),
        mend,
        filter: null,
        seenAt: known.lastAt
      }
    }
  }
}
