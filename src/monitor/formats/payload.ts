import { bytesOf, type Fields, fieldOf, isRecord, numberOf, parseJson } from '../bson'
import { payloadOfBytes } from './bytes'
import { type Payload, unreadable } from './payload-kind'
import { looksLikePhp } from './php'

/** Parsing more than this would hold up everything else for a noticeable moment. */
const MAX_TEXT_LENGTH = 4_000_000

const encrypted = unreadable('encrypted')

/** Reads what a store put into its payload field: an object, or JSON text of one. Never throws. */
export function payloadOf(value: unknown): Payload {
  if (typeof value === 'string') return payloadOfText(value)
  if (isRecord(value))
    return isSealed(value) ? encrypted : { kind: 'fields', fields: value, encoding: 'BSON object' }
  if (value === undefined) return unreadable('no payload')
  const bytes = bytesOf(value)
  if (bytes !== null) return payloadOfBytes(bytes)
  return unreadable('payload is not an object')
}

/** Whether it is something that an app has sealed. */
export const isSealedPayload = (value: unknown) => payloadOf(value) === encrypted

function payloadOfText(text: string): Payload {
  if (text.length > MAX_TEXT_LENGTH) {
    return unreadable(`payload too large to read (${Math.round(text.length / 1_000_000)} MB)`)
  }
  const parsed = parseJson(text)
  if (isRecord(parsed)) {
    return isSealed(parsed) ? encrypted : { kind: 'fields', fields: parsed, encoding: 'JSON text' }
  }
  // connect-mongo 3.2 puts the sealed JSON into a JSON string once more.
  if (typeof parsed === 'string') return sealedTextOf(parsed)
  const php = parsed === undefined ? phpBytesOf(text) : null
  if (php !== null) return payloadOfBytes(php)
  return parsed === undefined ? sealedTextOf(text) : unreadable('payload is not an object')
}

/** PHP's serialised text, or base64 of it, as Laravel keeps it in a column of text; null for any other. */
function phpBytesOf(text: string): Uint8Array | null {
  if (looksLikePhp(text.slice(0, 100))) return Buffer.from(text)
  const start = isCipherText(text) ? Buffer.from(text.slice(0, 100), 'base64').toString('latin1') : ''
  return looksLikePhp(start) ? Buffer.from(text, 'base64') : null
}

function sealedTextOf(text: string): Payload {
  const inner = text.startsWith('{') ? parseJson(text) : undefined
  if (isRecord(inner)) return isSealed(inner) ? encrypted : unreadable('payload is not an object')
  return isCipherText(text) ? encrypted : unreadable('payload is not JSON')
}

/** `{hmac, ct, iv, …}`: what connect-mongo 3.2 and kruptein write around encrypted text. */
function isSealed(value: Fields): boolean {
  return (
    typeof fieldOf(value, 'ct') === 'string' && fieldOf(value, 'cookie') === undefined && hasSealParts(value)
  )
}

function hasSealParts(value: Fields): boolean {
  return ['iv', 'hmac', 'at', 'aad', 'salt'].filter(name => fieldOf(value, name) !== undefined).length >= 2
}

/**
 * Base64 or hex of a sealed payload: kruptein 3 writes ASN.1 DER (`MI…`), connect-mongo 6 with web crypto
 * iv(12) ‖ AES-GCM, which is 29 bytes at the least. Looking at the beginning is enough.
 */
function isCipherText(text: string): boolean {
  return text.length >= 38 && /^[A-Za-z0-9+/]+={0,2}$/.test(text.slice(0, 2048).trimEnd())
}

/** The cookie part of a payload, or null. */
export function cookieOf(payload: Fields): Fields | null {
  const cookie = fieldOf(payload, 'cookie')
  return isRecord(cookie) ? cookie : null
}

/** express-session's `cookie.originalMaxAge`, koa-generic-session's `cookie.maxAge`: how long a session lives after each touch, ms. Null: not told. */
export function lifetimeOf(payload: Fields): number | null {
  const cookie = cookieOf(payload)
  if (cookie === null) return null
  const maxAge = numberOf(fieldOf(cookie, 'originalMaxAge')) ?? numberOf(fieldOf(cookie, 'maxAge'))
  return maxAge !== null && maxAge > 0 ? maxAge : null
}
