import type { Request } from 'express'
import type { Session } from 'express-session'
import type { Account } from './accounts'
import type { Cart } from './cart'

declare module 'express-session' {
  /** What the shop keeps in a session; it is what somebody looking at the store will see. */
  interface SessionData {
    /** Checked on every form; being there is also what tells a stored session from an untouched new one. */
    csrfToken: string
    userAgent: string
    lastPage: string
    /** Counts up with each page, so that each page is a write and the expiry slides in stores without `touch`. */
    pageViews: number
    cart: Cart
    isLoggedIn: boolean
    user: Account
  }
}

/** Wait until a session is in the database: a redirect that overtakes its own write shows yesterday's page. */
export function saveSession(session: Session): Promise<void> {
  return new Promise((resolve, reject) => session.save(error => (error ? reject(error) : resolve())))
}

/** Give the visitor a new, empty session under a new id, as every sign-in must; the old document is deleted. */
export function regenerateSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) =>
    request.session.regenerate(error => (error ? reject(error) : resolve()))
  )
}

/** What a careless sign-in does in its place: the session goes on under the id that it had as a guest's. */
export async function keepSessionId(): Promise<void> {}

/** Delete the visitor's session from the database. */
export function destroySession(request: Request): Promise<void> {
  return new Promise((resolve, reject) =>
    request.session.destroy(error => (error ? reject(error) : resolve()))
  )
}
