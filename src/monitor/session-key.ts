import { createHash } from 'node:crypto'
import { EJSON } from 'bson'
import type { SessionKey } from '../shared/domain/session'
import { objectIdHexOf } from './bson'
import { PartId } from './formats/part-id'

const KEY_LENGTH = 16
const digits = Buffer.alloc(KEY_LENGTH)

/**
 * The key of a session: first 16 hex digits of SHA-256 over its document's `_id`; of one of several in a document, over its own
 * id, too. Never throws.
 */
export function sessionKeyOf(documentId: unknown): SessionKey {
  // As text, because a buffer for each of a million digests costs more than the digests themselves.
  const digest = createHash('sha256').update(canonicalText(documentId)).digest('hex')
  // Copied out, because V8 keeps the whole text for a slice of it: 64 characters for each session's 16.
  digits.write(digest, 'latin1')
  return digits.toString('latin1') as SessionKey
}

function canonicalText(documentId: unknown): string {
  if (typeof documentId === 'string') return documentId
  if (documentId instanceof PartId)
    return JSON.stringify([canonicalText(documentId.documentId), documentId.place.arrayPath, documentId.id])
  return objectIdHexOf(documentId) ?? extendedJsonOf(documentId)
}

function extendedJsonOf(value: unknown): string {
  try {
    return EJSON.stringify({ _id: value })
  } catch {
    return `${typeof value} ${Object.prototype.toString.call(value)}`
  }
}

/** First and last two characters of a session id, `4f…e1`; ids of 8 characters or fewer are all dots. */
export function maskId(sessionId: string): string {
  if (sessionId.length <= 8) return '••••'
  // By code points only where there may be some of two units: nearly all ids are plain ASCII.
  const ends = [sessionId.slice(0, 2), sessionId.slice(-2)] as const
  if (/^[\x20-\x7e]{4}$/.test(ends[0] + ends[1])) return `${ends[0]}…${ends[1]}`
  const characters =
    sessionId.length > 64 ? [...sessionId.slice(0, 8), ...sessionId.slice(-8)] : [...sessionId]
  return characters.length <= 8
    ? '••••'
    : `${characters.slice(0, 2).join('')}…${characters.slice(-2).join('')}`
}
