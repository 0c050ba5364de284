import { createHmac } from 'node:crypto'
import { unsign } from 'cookie-signature'

/** How a value is signed: by `cookie-signature` (express-session, @fastify/session), by better-auth, by itsdangerous (Flask-Session). */
export type SignatureScheme = 'cookie-signature' | 'better-auth' | 'itsdangerous'

/** A value with its signature apart. */
export interface Signed {
  readonly value: string
  readonly signature: string
  readonly scheme: SignatureScheme
}

/** Each is known by its length: SHA-256 in base64 without and with its padding, SHA-1 in base64url. */
const forms: readonly (readonly [RegExp, SignatureScheme])[] = [
  [/^[A-Za-z0-9+/]{43}$/, 'cookie-signature'],
  [/^[A-Za-z0-9+/]{43}=$/, 'better-auth'],
  [/^[\w-]{27}$/, 'itsdangerous']
]

/** The signature at the end of a text, behind its last dot; null where there is none. */
export function signedIn(text: string): Signed | null {
  const dot = text.lastIndexOf('.')
  if (dot < 1) return null
  const signature = text.slice(dot + 1)
  const scheme = forms.find(([form]) => form.test(signature))?.[1]
  return scheme === undefined ? null : { value: text.slice(0, dot), signature, scheme }
}

/** The secrets of a text, one a line. */
export function secretsIn(text: string): readonly string[] {
  return text.split(/\r?\n/).filter(line => line !== '')
}

/** Whether one of these secrets made the signature. */
export function isSignedBy(signed: Signed, secrets: readonly string[]): boolean {
  return secrets.some(secret => isMadeWith(signed, secret))
}

/**
 * Source: cookie-signature 1.0.7; better-call 1 `src/crypto.ts` (better-auth); itsdangerous 2.2 `signer.py` as
 * Flask-Session 0.8 `base.py` calls it: salt `flask-session`, key derivation `hmac`, SHA-1.
 */
function isMadeWith({ value, signature, scheme }: Signed, secret: string): boolean {
  if (scheme === 'cookie-signature') return unsign(`${value}.${signature}`, secret) === value
  if (scheme === 'better-auth')
    return createHmac('sha256', secret).update(value).digest('base64') === signature
  const key = createHmac('sha1', secret).update('flask-session').digest()
  return createHmac('sha1', key).update(value).digest('base64url') === signature
}
