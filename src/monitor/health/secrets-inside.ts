import { isRecord } from '../bson'
import type { SecretPlace } from './facts'

const MOST_NODES = 2000
const MOST_DEPTH = 12
const MOST_PLACES = 20

/** How hashes of passwords begin, by the way they are made; what follows is never looked at further. */
const hashes: readonly (readonly [RegExp, mark: string])[] = [
  [/^\$2[abxy]\$\d\d\$[./A-Za-z\d]{53}$/, '$2'],
  [/^\$argon2(id|i|d)\$/, '$argon2'],
  [/^\$scrypt\$|^scrypt:\d+:/, 'scrypt'],
  [/^\$?pbkdf2[-_:][\w-]*[:$]/, 'pbkdf2'],
  [/^\$[156]\$[^$]{1,20}\$[./A-Za-z\d]{20,}$/, '$']
]
const keyText = /^-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----|^(AKIA|ASIA)[A-Z\d]{16}$|^sk_live_\w{16,}$/

/** A password by its name, whatever it holds. */
const passwordName = /^(plain_?)?(password|passwd|passphrase|passcode|pwd|pass)$/
const hashName =
  /^(password|passwd|pwd|pass)_?(hash|digest|salt)$|^(hash|hashed)_?password$|^encrypted_password$/
const keyName =
  /^(private|secret|signing|encryption)_?key$|^(totp|otp|mfa|two_?factor)_?secret$|^(card_?number|cvv2?|cvc2?)$/

/**
 * Places in a payload where a secret lies that no session needs: a password, its hash, a private key. Tokens of the session's
 * own, such as one against forged forms, belong there. Reads a bounded part of the payload, and tells no value.
 */
export function secretsInside(payload: unknown): readonly SecretPlace[] {
  const found = new Map<string, SecretPlace>()
  let nodes = 0

  function look(value: unknown, path: string, depth: number): void {
    if (nodes >= MOST_NODES || depth > MOST_DEPTH || found.size >= MOST_PLACES) return
    nodes += 1
    if (Array.isArray(value)) {
      // Items are alike: their places are told as one.
      for (const item of value.slice(0, 50)) look(item, path, depth + 1)
    } else if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value))
        look(inner, path === '' ? name : `${path}.${name}`, depth + 1)
    } else if (typeof value === 'string' && value !== '') {
      const place = placeOf(path, value)
      if (place !== null) found.set(path, place)
    }
  }

  look(payload, '', 0)
  return [...found.values()]
}

function placeOf(path: string, value: string): SecretPlace | null {
  const hash = hashes.find(([made]) => made.test(value))
  if (hash !== undefined) return { path, kind: 'password hash', mark: hash[1] }
  if (keyText.test(value)) return { path, kind: 'key', mark: null }
  const name = wordsOf(path.slice(path.lastIndexOf('.') + 1))
  if (passwordName.test(name)) return { path, kind: 'password', mark: null }
  if (hashName.test(name)) return { path, kind: 'password hash', mark: null }
  return keyName.test(name) ? { path, kind: 'key', mark: null } : null
}

/** `passwordHash` and `password-hash` as `password_hash`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z\d]+/g, '_')
    .toLowerCase()
}
