import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { type Fields, fieldOf, isRecord, parseJson } from '../bson'

/** What one sealed payload is made of. */
interface Sealed {
  readonly cipherText: Buffer
  readonly iv: Buffer
  readonly tag: Buffer
  readonly aad: Buffer
  /** The key's own, for each session (kruptein); null where the app has one key for all (connect-mongo 3.2). */
  readonly salt: Buffer | null
}

/** Opens sealed payloads with the app's secret: the plain text, or null where this secret does not open it. Never throws. */
export type Unseal = (sealed: unknown) => string | null

/** How many keys may be derived at once, and how many more each second: each costs some ten ms in which all else waits. */
const KEYS_AT_ONCE = 100
const KEYS_PER_SECOND = 5

const WEB_CRYPTO_SALT = 'connect-mongo:webcrypto-default-salt'
const WEB_CRYPTO_ITERATIONS = 310_000
const TAG_BYTES = 16
const WEB_CRYPTO_IV_BYTES = 12
/** kruptein 3.0 to 3.3, and 3.4 on; connect-mongo asks for SHA-512, kruptein by itself for SHA-384. */
const derivations = [
  [15_000, 'sha512'],
  [20_000, 'sha512'],
  [15_000, 'sha384'],
  [20_000, 'sha384']
] as const

/**
 * Opens what connect-mongo seals: with web crypto (6), with kruptein (4 on), with its own `secret` (3.2). The secret stays in
 * this closure. Keys are kept, since a feed reads the same document again and again; `monotonicMs` paces new ones.
 *
 * Source: connect-mongo 6.0.0 `src/lib/cryptoAdapters.ts`, 3.2.0 `src/crypto.js`; kruptein 3.0.8 and 3.4.0 `lib/kruptein.js`.
 */
export function createUnseal(secret: string, monotonicMs: () => number): Unseal {
  const keys = new Map<string, Buffer>()
  const allowance = createAllowance(monotonicMs)
  let webKey: Buffer | null = null
  let usual: readonly [number, string] = derivations[0]

  function openWebCrypto(sealed: Buffer): string | null {
    webKey ??= pbkdf2Sync(secret, WEB_CRYPTO_SALT, WEB_CRYPTO_ITERATIONS, 32, 'sha256')
    const tagAt = sealed.length - TAG_BYTES
    if (tagAt <= WEB_CRYPTO_IV_BYTES) return null
    return decrypted(webKey, {
      cipherText: sealed.subarray(WEB_CRYPTO_IV_BYTES, tagAt),
      iv: sealed.subarray(0, WEB_CRYPTO_IV_BYTES),
      tag: sealed.subarray(tagAt),
      aad: Buffer.alloc(0),
      salt: null
    })
  }

  function openWithSalt(sealed: Sealed, salt: Buffer): string | null {
    const id = salt.toString('base64')
    const known = keys.get(id)
    if (known !== undefined) return decrypted(known, sealed)
    for (const way of [usual, ...derivations.filter(one => one !== usual)]) {
      if (!allowance.take()) return null
      const key = pbkdf2Sync(secret, salt, way[0], 32, way[1])
      const text = decrypted(key, sealed)
      if (text === null) continue
      usual = way
      remember(id, key)
      return text
    }
    return null
  }

  /** The oldest makes room: a store of more sessions than this is read slowly in any case. */
  function remember(id: string, key: Buffer): void {
    if (keys.size >= KEYS_AT_ONCE * 10) keys.delete(keys.keys().next().value ?? '')
    keys.set(id, key)
  }

  return raw => {
    try {
      const parts = partsOf(raw)
      if (Buffer.isBuffer(parts)) return openWebCrypto(parts)
      if (parts === null) return null
      return parts.salt === null ? decrypted(ownKey(secret), parts) : openWithSalt(parts, parts.salt)
    } catch {
      // Cut short or made up: it stays sealed.
      return null
    }
  }
}

function createAllowance(monotonicMs: () => number): { take(): boolean } {
  let left = KEYS_AT_ONCE
  let at = monotonicMs()
  return {
    take() {
      const now = monotonicMs()
      left = Math.min(KEYS_AT_ONCE, left + ((now - at) / 1000) * KEYS_PER_SECOND)
      at = now
      if (left < 1) return false
      left -= 1
      return true
    }
  }
}

/** AES-256-GCM; null where the key is wrong or a byte was changed. */
function decrypted(key: Buffer, { cipherText, iv, tag, aad }: Sealed): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAuthTag(tag)
    decipher.setAAD(aad)
    return decipher.update(cipherText, undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

/** Bytes are web crypto's; null is no sealed payload. */
function partsOf(raw: unknown): Sealed | Buffer | null {
  const value = typeof raw === 'string' && /^[{"]/.test(raw) ? parseJson(raw) : raw
  const inner = typeof value === 'string' && value.startsWith('{') ? parseJson(value) : value
  if (isRecord(inner)) return partsOfJson(inner)
  if (typeof inner !== 'string') return null
  const bytes = Buffer.from(inner, /^[0-9a-f]+$/.test(inner) ? 'hex' : 'base64')
  return partsOfDer(bytes) ?? bytes
}

/** `{hmac, ct, iv, at, aad, salt?}`: without a salt connect-mongo 3.2's, whose iv and aad are the hex text itself. */
function partsOfJson(value: Fields): Sealed | null {
  const cipherText = fieldOf(value, 'ct')
  if (typeof cipherText !== 'string') return null
  const encoding = /^[0-9a-f]+$/.test(cipherText) ? 'hex' : 'base64'
  const salt = bytesIn(fieldOf(value, 'salt'), encoding)
  const isOwn = salt === null
  const iv = bytesIn(fieldOf(value, 'iv'), isOwn ? 'utf8' : encoding)
  const tag = bytesIn(fieldOf(value, 'at'), encoding)
  const aad = bytesIn(fieldOf(value, 'aad'), isOwn ? 'utf8' : encoding)
  if (iv === null || tag === null || aad === null) return null
  return { cipherText: Buffer.from(cipherText, encoding), iv, tag, aad, salt }
}

/** Text in its encoding, or a buffer as `JSON.stringify` writes one. */
function bytesIn(value: unknown, encoding: BufferEncoding): Buffer | null {
  if (typeof value === 'string') return Buffer.from(value, encoding)
  const data = isRecord(value) ? fieldOf(value, 'data') : undefined
  return Array.isArray(data) ? Buffer.from(data) : null
}

/** kruptein 3: a SEQUENCE of six OCTET STRINGs. Up to 3.3 the cipher text in it is base64 text, from 3.4 on bytes. */
function partsOfDer(bytes: Buffer): Sealed | null {
  const sequence = derValue(bytes, 0, 0x30)
  if (sequence === null || sequence.end !== bytes.length) return null
  const parts: Buffer[] = []
  for (let at = sequence.start; at < sequence.end; ) {
    const part = derValue(bytes, at, 0x04)
    if (part === null) return null
    parts.push(bytes.subarray(part.start, part.end))
    at = part.end
  }
  return parts.length === 6 ? partsInOrder(parts) : null
}

/** Where the value of a DER element begins and ends; null where there is no such element. */
function derValue(bytes: Buffer, at: number, tag: number): { start: number; end: number } | null {
  const first = bytes[at + 1]
  if (bytes[at] !== tag || first === undefined) return null
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (lengthBytes > 4 || at + 2 + lengthBytes > bytes.length) return null
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes)
  const start = at + 2 + lengthBytes
  return start + length <= bytes.length ? { start, end: start + length } : null
}

/** connect-mongo 3.2's key: text of a digest of a digest. */
function ownKey(secret: string): Buffer {
  const salt = createHash('sha512').update(secret).digest('hex').slice(0, 16)
  return Buffer.from(pbkdf2Sync(secret, salt, 10_000, 64, 'sha512').toString('hex').slice(0, 32))
}

/** ct, hmac, iv, salt, at, aad, in both generations. */
function partsInOrder([ct, , iv, salt, tag, aad]: readonly Buffer[]): Sealed | null {
  if (!ct || !iv || !salt || !tag || !aad) return null
  const isText = /^[A-Za-z0-9+/]+={0,2}$/.test(ct.toString('latin1'))
  const plain = (part: Buffer) => (isText ? Buffer.from(part.toString('latin1'), 'base64') : part)
  return { cipherText: plain(ct), iv, tag, aad: plain(aad), salt }
}
