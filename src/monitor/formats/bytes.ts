import { decode } from '@msgpack/msgpack'
import { type Fields, isRecord, parseJson } from '../bson'
import { looksLikeMarshal, marshalFieldsIn } from './marshal'
import { type Payload, unreadable } from './payload-kind'
import { looksLikePhp, phpFieldsIn } from './php'

/** Reading more than this would hold up everything else for a noticeable moment. */
const MAX_BYTES = 4_000_000

/** Objects of a programming language: reading one back would run code. They are told by their first bytes, and left alone. */
const languages: readonly { readonly begins: readonly number[]; readonly reason: string }[] = [
  { begins: [0xac, 0xed, 0x00, 0x05], reason: 'Java serialised' },
  { begins: [0x80, 0x02], reason: 'Python pickle' },
  { begins: [0x80, 0x03], reason: 'Python pickle' },
  { begins: [0x80, 0x04], reason: 'Python pickle' },
  { begins: [0x80, 0x05], reason: 'Python pickle' }
]

/**
 * Reads a payload kept as bytes by what it begins with: JSON, PHP's serialised text, Ruby's Marshal, MessagePack (a map, or tower-sessions' list of id,
 * data and date). What only its own programming language can read is named, never run. Never throws.
 */
export function payloadOfBytes(bytes: Uint8Array): Payload {
  if (bytes.length > MAX_BYTES)
    return unreadable(`payload too large to read (${Math.round(bytes.length / 1_000_000)} MB)`)
  const language = languages.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte))
  if (language !== undefined) return unreadable(language.reason)
  const [first] = bytes
  if (first === undefined) return unreadable('no payload')
  if (first === 0x7b) return jsonIn(bytes)
  if (looksLikeMarshal(bytes)) return fieldsOr(marshalFieldsIn(bytes), 'Ruby Marshal')
  if (looksLikePhp(latinStart(bytes))) return fieldsOr(phpFieldsIn(bytes), 'PHP serialised')
  return isMap(first) || isListOfThree(first)
    ? messagePackIn(bytes)
    : unreadable('payload is in no known encoding')
}

const latinStart = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 100)).toString('latin1')

/** What cannot be read whole is named, and not read at all: half a session says nothing of whose it is. */
function fieldsOr(fields: Fields | null, encoding: 'PHP serialised' | 'Ruby Marshal'): Payload {
  return fields === null ? unreadable(encoding) : { kind: 'fields', fields, encoding }
}

/** fixmap, map 16, map 32. */
const isMap = (byte: number) => (byte & 0xf0) === 0x80 || byte === 0xde || byte === 0xdf
const isListOfThree = (byte: number) => byte === 0x93

function jsonIn(bytes: Uint8Array): Payload {
  const fields = parseJson(Buffer.from(bytes).toString('utf8'))
  return isRecord(fields)
    ? { kind: 'fields', fields, encoding: 'JSON bytes' }
    : unreadable('payload is not JSON')
}

function messagePackIn(bytes: Uint8Array): Payload {
  try {
    const fields = mapIn(decode(bytes))
    return fields === null
      ? unreadable('payload is not an object')
      : { kind: 'fields', fields, encoding: 'MessagePack' }
  } catch {
    // Cut short, or with a key that would reach into JavaScript's own objects.
    return unreadable('payload is not MessagePack')
  }
}

function mapIn(value: unknown): Fields | null {
  const map: unknown = Array.isArray(value) ? value[1] : value
  return isRecord(map) ? map : null
}
