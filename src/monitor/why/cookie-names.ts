/** What libraries call the cookie that names a session, unless an app says otherwise. */
const known: ReadonlySet<string> = new Set([
  'connect.sid',
  'sessionId',
  'session',
  'koa.sid',
  'koa.sess',
  'better-auth.session_token',
  'authjs.session-token',
  'next-auth.session-token',
  'auth_session',
  'SESSION'
])

const PREFIX = /^__(Secure|Host)-/
/** Auth.js cuts a long cookie into several. */
const CHUNK = /\.\d+$/

const bareName = (name: string) => name.replace(PREFIX, '').replace(CHUNK, '')

/** Whether a library gives this name. */
export function isKnownCookie(name: string): boolean {
  return known.has(bareName(name))
}

/** Whether a name sounds like a session's. */
export function isIdCookie(name: string): boolean {
  return /sess|sid|auth|token|login/i.test(name)
}

/** Never a session's: against forgery, of a signature apart from its cookie, or of those who count visitors. */
export function isOtherCookie(name: string): boolean {
  return /csrf|xsrf|\.sig$|callback-url|^_ga|^_gid|^_fbp|^_pk_/i.test(name)
}

/** A browser takes cookies of these names over https only. */
export function isSecureName(name: string): boolean {
  return PREFIX.test(name)
}

/** A cookie's name, where it may be shown: one that an app made up may be part of a secret that was pasted amiss. */
export function shownName(name: string | null): string | null {
  return name !== null && isKnownCookie(name) ? name : null
}
