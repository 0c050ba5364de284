import { bsonTypeOf, isRecord } from '../bson'

/** Deeper levels do not count: MongoDB nests to 100, JSON text in a payload as deep as it likes. */
const MAX_DEPTH = 200
/** Of longer texts only length, both ends and every so many-th character count: hashing 16 MB would be felt. */
const MAX_TEXT = 65_536

/** Two 32-bit lanes; together 53 bits, the largest that a plain number holds exactly. */
type Lanes = { low: number; high: number }

/**
 * Digest of a payload without its cookie, to tell a changed session from one that was only touched: equal contents
 * give equal numbers whatever the order of keys. Not for security. Never throws; 0 is kept for "unreadable".
 */
export function digestPayload(payload: Readonly<Record<string, unknown>>): number {
  const lanes = hashFields(payload, 0, 'cookie')
  const digest = (lanes.high & 0x1fffff) * 4_294_967_296 + (lanes.low >>> 0)
  return digest === 0 ? 1 : digest
}

/** Fields are added up, so their order does not count. */
function hashFields(fields: Readonly<Record<string, unknown>>, depth: number, leftOut: string | null): Lanes {
  const sum = { low: 0x9e3779b9, high: 0x85ebca6b }
  for (const name of Object.keys(fields)) {
    if (name === leftOut) continue
    const lanes = hashValue(fields[name], depth + 1)
    hashText(name, lanes)
    sum.low = (sum.low + lanes.low) | 0
    sum.high = (sum.high + lanes.high) | 0
  }
  return sum
}

function hashValue(value: unknown, depth: number): Lanes {
  const lanes = { low: 0xdeadbeef | 0, high: 0x41c6ce57 }
  if (depth > MAX_DEPTH) return hashText('…', lanes)
  if (typeof value === 'string') return hashText(value, lanes, 1)
  if (Array.isArray(value)) {
    for (const item of value) {
      const inner = hashValue(item, depth + 1)
      mix(lanes, inner.low)
      mix(lanes, inner.high)
    }
    return mix(lanes, value.length)
  }
  if (isRecord(value)) return hashFields(value, depth, null)
  return hashText(leafTextOf(value), lanes, 2)
}

/** Text that differs when a leaf differs; the type goes first, so that 1 and true are two things. */
function leafTextOf(value: unknown): string {
  if (value instanceof Date) return `date ${value.getTime()}`
  const type = bsonTypeOf(value)
  if (type === null) return `${typeof value} ${String(value)}`
  const bytes: unknown = Reflect.get(value as object, 'buffer')
  if (type === 'Binary' && bytes instanceof Uint8Array)
    return `${type} ${Buffer.from(bytes).toString('latin1')}`
  try {
    return `${type} ${JSON.stringify(value)}`
  } catch {
    return type
  }
}

function hashText(text: string, lanes: Lanes, kind = 0): Lanes {
  mix(lanes, text.length * 4 + kind)
  const step = text.length > MAX_TEXT ? Math.ceil(text.length / MAX_TEXT) : 1
  for (let i = 0; i < text.length; i += step) {
    const code = text.charCodeAt(i)
    lanes.low = Math.imul(lanes.low ^ code, 2_654_435_761)
    lanes.high = Math.imul(lanes.high ^ code, 1_597_334_677)
  }
  if (step > 1) hashText(text.slice(0, 1024) + text.slice(-1024), lanes)
  return finish(lanes)
}

function mix(lanes: Lanes, word: number): Lanes {
  lanes.low = Math.imul(lanes.low ^ word, 2_246_822_507)
  lanes.high = Math.imul(lanes.high ^ word, 3_266_489_909)
  return finish(lanes)
}

/** Bit mixing as in cyrb53: without it, low bits of one lane would never reach the other. */
function finish(lanes: Lanes): Lanes {
  const low = Math.imul(lanes.low ^ (lanes.low >>> 16), 2_246_822_507)
  const high = Math.imul(lanes.high ^ (lanes.high >>> 16), 3_266_489_909)
  lanes.low = low ^ (high >>> 13)
  lanes.high = high ^ (low >>> 16)
  return lanes
}
