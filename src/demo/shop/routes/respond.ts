import type { Request, Response } from 'express'
import { countItems } from '../cart'
import { ensureCsrfToken } from '../csrf'
import type { Html } from '../html'
import { renderPage } from '../pages/layout'

const LONGEST_USER_AGENT = 300

/** True once the visitor has a session in the database, or is about to: looking at the front page makes none. */
export function hasSession(request: Request): boolean {
  return request.session.csrfToken !== undefined
}

/** Write into the session which page this is; the first page seen makes the session. */
export function rememberPage(request: Request): string {
  const csrf = ensureCsrfToken(request)
  request.session.userAgent ??= (request.get('user-agent') ?? 'unknown').slice(0, LONGEST_USER_AGENT)
  request.session.lastPage = request.path
  request.session.pageViews = (request.session.pageViews ?? 0) + 1
  return csrf
}

/** Answer with one page of the shop, in the frame that shows who is signed in and what the cart holds. */
export function sendPage(request: Request, response: Response, title: string, content: Html): void {
  const { csrfToken, user, cart } = request.session
  const frame = { title, csrf: csrfToken ?? null, user: user ?? null, itemsInCart: countItems(cart) }
  response.type('html').send(renderPage(frame, content))
}
