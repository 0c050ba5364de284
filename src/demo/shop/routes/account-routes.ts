import { type Request, Router } from 'express'
import { type Account, selectAccount } from '../accounts'
import { ensureCsrfToken } from '../csrf'
import { DEFAULT_LIFETIME_MS, readLifetime } from '../lifetime'
import { renderAccount, renderSignIn, renderStatement } from '../pages/account'
import { destroySession, saveSession } from '../session-data'
import { rememberPage, sendPage } from './respond'

/** As long as a report takes that nobody has made fast. */
const STATEMENT_MS = 8000

const REFUSED =
  'This e-mail address and password do not go together. The demo accounts have the password “demo”.'

/** What these routes leave open. */
export interface AccountParts {
  readonly wait: (ms: number) => Promise<unknown>
  /** Gives a visitor who signs in a session under another id, and should. */
  readonly renewId: (request: Request) => Promise<void>
}

/**
 * `GET /login`, `POST /login` (fields `email`, `password`, `keep`), `GET /account`, `GET /account/statement` (slow),
 * `POST /account/keep` (field `keep`), `POST /account/touch` (a later expiry and no other change) and `POST /logout`.
 */
export function createAccountRoutes({ wait, renewId }: AccountParts): Router {
  const routes = Router()

  routes.get('/login', (request, response) => {
    if (request.session.isLoggedIn) return response.redirect(303, '/account')
    const csrf = rememberPage(request)
    sendPage(request, response, 'Sign in', renderSignIn({ csrf, email: '', problem: null }))
  })

  routes.post('/login', async (request, response) => {
    const account = selectAccount(request.body.email, request.body.password)
    if (account === null) {
      const page = {
        csrf: ensureCsrfToken(request),
        email: String(request.body.email ?? ''),
        problem: REFUSED
      }
      response.status(401)
      return sendPage(request, response, 'Sign in', renderSignIn(page))
    }
    await signIn(request, account, renewId)
    response.redirect(303, '/account')
  })

  routes.get('/account', (request, response) => {
    const { user } = request.session
    if (user === undefined) return response.redirect(303, '/login')
    const csrf = rememberPage(request)
    const lifetimeMs = request.session.cookie.originalMaxAge ?? DEFAULT_LIFETIME_MS
    const pageViews = request.session.pageViews ?? 0
    sendPage(request, response, 'Account', renderAccount({ csrf, user, lifetimeMs, pageViews }))
  })

  // Express saves the session as it was loaded, however long ago that was: this is how a sign-out comes undone.
  routes.get('/account/statement', async (request, response) => {
    const { user } = request.session
    if (user === undefined) return response.redirect(303, '/login')
    rememberPage(request)
    await wait(STATEMENT_MS)
    sendPage(request, response, 'Statement', renderStatement(user))
  })

  routes.post('/account/keep', async (request, response) => {
    request.session.cookie.maxAge = readLifetime(request.body.keep) ?? DEFAULT_LIFETIME_MS
    await saveSession(request.session)
    response.redirect(303, '/account')
  })

  // Saved whatever the library: connect-mongodb-session has no `touch` and would let the expiry stand.
  routes.post('/account/touch', async (request, response) => {
    request.session.touch()
    await saveSession(request.session)
    response.status(204).end()
  })

  routes.post('/logout', async (request, response) => {
    await destroySession(request)
    response.clearCookie('connect.sid', { path: '/', httpOnly: true, sameSite: 'lax' })
    response.redirect(303, '/')
  })

  return routes
}

/** A new id for the signed-in session, or somebody who planted the guest's id would be signed in with it. */
async function signIn(request: Request, account: Account, renewId: AccountParts['renewId']): Promise<void> {
  const { cart, userAgent, pageViews } = request.session
  await renewId(request)
  const { session } = request
  session.cookie.maxAge = readLifetime(request.body.keep) ?? DEFAULT_LIFETIME_MS
  session.isLoggedIn = true
  session.user = account
  if (cart !== undefined) session.cart = cart
  if (userAgent !== undefined) session.userAgent = userAgent
  session.pageViews = pageViews ?? 0
  session.lastPage = request.path
  ensureCsrfToken(request)
  await saveSession(session)
}
