import { setTimeout } from 'node:timers/promises'
import express, { type Express } from 'express'
import session from 'express-session'
import { checkCsrfToken } from './csrf'
import type { GuardedStore } from './guarded-store'
import { DEFAULT_LIFETIME_MS } from './lifetime'
import { createAccountRoutes } from './routes/account-routes'
import { createCartRoutes } from './routes/cart-routes'
import { createCatalogueRoutes, createStyleRoute } from './routes/catalogue-routes'
import { createErrorPage, sendNotFound } from './routes/error-routes'
import { keepSessionId, regenerateSession } from './session-data'

/** What a shop is made of; a test passes its own store. */
export interface ShopParts {
  readonly store: GuardedStore
  readonly secret: string
  /** Signing in keeps the guest's session id, as it must not: a switch of the demo. */
  readonly isLoginVulnerable?: boolean
  /** How the slow page waits, ms; a test waits by its own. */
  readonly wait?: (ms: number) => Promise<void>
  /** Hears of bugs; expected failures are pages. */
  readonly report: (error: unknown) => void
}

/**
 * Make the shop: a small, ordinary Express application with its sessions in MongoDB, for Sextant to look at.
 *
 * | route | what it does to the session |
 * | --- | --- |
 * | `GET /` | nothing for a newcomer; counts a page in an existing session |
 * | `GET /products/:sku?keep=45s` | makes a guest's session (`csrfToken`, `userAgent`, `lastPage`, `pageViews`); `keep` sets its lifetime |
 * | `GET /cart`, `GET /login` | the same, without `keep` |
 * | `POST /cart` (`csrf`, `sku`) | adds one to `cart.items`; answers 303 to `/cart` |
 * | `POST /cart/remove` (`csrf`, `sku`) | takes it out; 303 to `/cart` |
 * | `POST /login` (`csrf`, `email`, `password`, `keep`) | deletes the guest's document, writes a new one with `isLoggedIn`, `user` and the guest's cart; 303 to `/account`, 401 when refused; where the login is vulnerable, writes them into the guest's |
 * | `GET /account` | counts a page; 303 to `/login` for a guest |
 * | `GET /account/statement` | counts a page, and saves that only 8 s later, as a slow request does: a session that was deleted meanwhile is there again |
 * | `POST /account/keep` (`csrf`, `keep`) | sets the lifetime; 303 to `/account` |
 * | `POST /account/touch` (`csrf`) | moves the expiry and nothing else; 204 |
 * | `POST /logout` (`csrf`) | deletes the document; 303 to `/` |
 *
 * The cookie is `connect.sid`; every page has `<body data-user="e-mail or nothing">`, every form a hidden `csrf`.
 * A form with a wrong token is 403, an unknown page 404, a database that does not answer 503.
 */
export function createShop(parts: ShopParts): Express {
  const shop = express()
  shop.disable('x-powered-by')
  // A 304 would leave a shopper with the CSRF token of an earlier page.
  shop.disable('etag')
  shop.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff'
    })
    next()
  })
  shop.use(createStyleRoute())
  shop.use(
    session({
      name: 'connect.sid',
      secret: parts.secret,
      store: parts.store,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { maxAge: DEFAULT_LIFETIME_MS, httpOnly: true, sameSite: 'lax' }
    })
  )
  shop.use((_request, _response, next) => parts.store.check(next))
  shop.use(express.urlencoded({ extended: false, limit: '8kb' }))
  shop.post('*path', checkCsrfToken)
  shop.use(
    createCatalogueRoutes(),
    createCartRoutes(),
    createAccountRoutes({
      wait: parts.wait ?? (ms => setTimeout(ms)),
      renewId: parts.isLoginVulnerable === true ? keepSessionId : regenerateSession
    })
  )
  shop.use(sendNotFound)
  shop.use(createErrorPage(parts.report))
  return shop
}
