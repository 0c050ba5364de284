import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** The name of the hidden field every form of the shop carries. */
export const CSRF_FIELD = 'csrf'

/** Give a session its token, once; it goes into every form the session is shown. */
export function ensureCsrfToken(request: Request): string {
  request.session.csrfToken ??= randomBytes(18).toString('base64url')
  return request.session.csrfToken
}

/** A form came without the token of its own session: sent by another page, or from before a sign-in. */
export class FormExpiredError extends Error {
  constructor() {
    super('This form has expired.')
    this.name = 'FormExpiredError'
  }
}

/** Let a posted form through only with the token of the session it came with; goes before every POST route. */
export function checkCsrfToken(request: Request, _response: Response, next: NextFunction): void {
  const expected = request.session.csrfToken
  const sent: unknown = request.body?.[CSRF_FIELD]
  if (expected !== undefined && typeof sent === 'string' && isSame(expected, sent)) next()
  else next(new FormExpiredError())
}

function isSame(expected: string, sent: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(sent)]
  return one.length === other.length && timingSafeEqual(one, other)
}
