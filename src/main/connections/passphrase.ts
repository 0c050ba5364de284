import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * Secrets in a file of connections, under a passphrase.
 *
 * Shape:  base64 of version (2 bytes, 1) | salt (16) | iv (16) | tag (16) | AES-256-GCM of UTF-8 text; the key is PBKDF2 of the
 *         passphrase, SHA-512, 100,000 rounds.
 * Source: MongoDB Compass, `packages/connection-storage/src/encrypt.ts`: what one writes the other reads.
 */
const VERSION = 1
const SALT = 16
const IV = 16
const TAG = 16
const HEAD = 2 + SALT + IV + TAG
const ROUNDS = 100_000
const KEY = 32

const derive = promisify(pbkdf2)
const keyOf = (passphrase: string, salt: Buffer) => derive(passphrase, salt, ROUNDS, KEY, 'sha512')

/** Seals texts one after another, under one key. */
export async function createSealing(passphrase: string): Promise<(text: string) => string> {
  const salt = randomBytes(SALT)
  const key = await keyOf(passphrase, salt)
  return text => {
    const iv = randomBytes(IV)
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG })
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from([0, VERSION]), salt, iv, cipher.getAuthTag(), sealed]).toString(
      'base64'
    )
  }
}

/** Opens what was sealed under this passphrase; null for anything else. */
export function createOpening(passphrase: string): (sealed: string) => Promise<string | null> {
  const keys = new Map<string, Promise<Buffer>>()
  return async sealed => {
    const bytes = Buffer.from(sealed, 'base64')
    if (bytes.length < HEAD || bytes.readUInt16BE() !== VERSION) return null
    const salt = bytes.subarray(2, 2 + SALT)
    const name = salt.toString('hex')
    const deriving = keys.get(name) ?? keyOf(passphrase, salt)
    keys.set(name, deriving)
    const key = await deriving
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(2 + SALT, 2 + SALT + IV), {
      authTagLength: TAG
    })
    decipher.setAuthTag(bytes.subarray(HEAD - TAG, HEAD))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(HEAD)), decipher.final()]).toString('utf8')
    } catch {
      // Another passphrase, or a file that was changed: the tag does not fit.
      return null
    }
  }
}
