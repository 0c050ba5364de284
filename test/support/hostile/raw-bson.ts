import { serialize } from 'bson'

/** A BSON value as its type and its bytes: also what no library would write. */
export interface RawValue {
  readonly type: number
  readonly bytes: Buffer
}

/** A name and its value; names may come more than once, and as bytes that are no text. */
export type RawField = readonly [name: string | Buffer, value: unknown]

const isRaw = (value: unknown): value is RawValue =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  'bytes' in value &&
  Buffer.isBuffer(value.bytes)

const ZERO = Buffer.alloc(1)
const DOCUMENT = 0x03
const ARRAY = 0x04
const STRING = 0x02
const DATE = 0x09

/** A whole document of these fields, in this order. */
export function rawDocument(fields: readonly RawField[]): Buffer {
  const body = Buffer.concat([...fields.map(([name, value]) => element(name, value)), ZERO])
  const length = Buffer.alloc(4)
  length.writeInt32LE(body.length + 4)
  return Buffer.concat([length, body])
}

function element(name: string | Buffer, value: unknown): Buffer {
  const { type, bytes } = isRaw(value) ? value : encoded(value)
  return Buffer.concat([Buffer.of(type), Buffer.from(name as string), ZERO, bytes])
}

/** What the library makes of a value: after the length stand its type, the name `v` and a zero. */
function encoded(value: unknown): RawValue {
  const whole = Buffer.from(serialize({ v: value }, { ignoreUndefined: false }))
  return { type: whole[4] ?? 0, bytes: whole.subarray(7, -1) }
}

/** An embedded document. */
export const embedded = (fields: readonly RawField[]): RawValue => ({
  type: DOCUMENT,
  bytes: rawDocument(fields)
})

/** A list. */
export const listOf = (values: readonly unknown[]): RawValue => ({
  type: ARRAY,
  bytes: rawDocument(values.map((value, i) => [String(i), value]))
})

/** A string of these bytes, whatever they are. */
export function rawText(bytes: Buffer): RawValue {
  const length = Buffer.alloc(4)
  length.writeInt32LE(bytes.length + 1)
  return { type: STRING, bytes: Buffer.concat([length, bytes, ZERO]) }
}

/** A date so many milliseconds from 1970; most 64-bit numbers are beyond what JavaScript calls a date. */
export function rawDate(ms: bigint): RawValue {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(ms)
  return { type: DATE, bytes }
}

/** Types that no longer are in use, and that no library writes. */
export const oldTypes: Readonly<Record<string, RawValue>> = {
  undefined: { type: 0x06, bytes: Buffer.alloc(0) },
  dbPointer: { type: 0x0c, bytes: Buffer.concat([rawText(Buffer.from('a.b')).bytes, Buffer.alloc(12, 7)]) },
  symbol: { type: 0x0e, bytes: rawText(Buffer.from('sign')).bytes }
}
