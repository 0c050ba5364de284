import { decode } from '@msgpack/msgpack'
import { type Fields, isRecord, parseJson } from '../bson'
import { type Payload, unreadable } from './payload-kind'

/** Reading more than this would hold up everything else for a noticeable moment. */
const MAX_BYTES = 4_000_000

/** Objects of a programming language: reading one back would run code. They are told by their first bytes, and left alone. */
const languages: readonly { readonly begins: readonly number[]; readonly reason: string }[] = [
  { begins: [0xac, 0xed, 0x00, 0x05], reason: 'Java serialised' },
  { begins: [0x04, 0x08], reason: 'Ruby Marshal' },
  { begins: [0x80, 0x02], reason: 'Python pickle' },
  { begins: [0x80, 0x03], reason: 'Python pickle' },
  { begins: [0x80, 0x04], reason: 'Python pickle' },
  { begins: [0x80, 0x05], reason: 'Python pickle' }
]

/**
 * Reads a payload kept as bytes by what it begins with: JSON, MessagePack (a map, or tower-sessions' list of id, data and
 * date). What only its own programming language can read is named, never run. Never throws.
 */
export function payloadOfBytes(bytes: Uint8Array): Payload {
  if (bytes.length > MAX_BYTES)
    return unreadable(`payload too large to read (${Math.round(bytes.length / 1_000_000)} MB)`)
  const language = languages.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte))
  if (language !== undefined) return unreadable(language.reason)
  const [first] = bytes
  if (first === undefined) return unreadable('no payload')
  if (first === 0x7b) return jsonIn(bytes)
  return isMap(first) || isListOfThree(first)
    ? messagePackIn(bytes)
    : unreadable('payload is in no known encoding')
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
