import { fieldOf, isRecord } from '../bson'

/** What a language's own serialisation is read into: plain values, objects with their class under this name. */
export const CLASS_NAME = '@class'

/** Deeper is nothing that an app keeps in a session. */
const MAX_DEPTH = 64
/** So many values take some hundredths of a second. */
const MAX_VALUES = 100_000

/** Thrown within a reader, never out of it. */
export class NotReadable extends Error {}

/** Bytes that are read from front to back, as text of one character a byte, within bounds. */
export interface Cursor {
  readonly at: number
  readonly isAtEnd: boolean
  /** The next so many characters. */
  take(count: number): string
  /** What stands before the next `end`, which is passed over. */
  until(end: string): string
  /** Passes over exactly this. */
  expect(text: string): void
  peek(): string
  /** Reads one value; nested ones go through here, too, so that depth and number stay bounded. */
  value<T>(read: () => T): T
}

/** A cursor at the beginning of `bytes`. What it does not find it throws as `NotReadable`. */
export function createCursor(bytes: Uint8Array): Cursor {
  const text = Buffer.from(bytes).toString('latin1')
  let at = 0
  let depth = 0
  let values = 0

  function take(count: number): string {
    if (!Number.isSafeInteger(count) || count < 0 || at + count > text.length)
      throw new NotReadable('cut short')
    at += count
    return text.slice(at - count, at)
  }

  return {
    get at() {
      return at
    },
    get isAtEnd() {
      return at === text.length
    },
    take,
    until(end) {
      const found = text.indexOf(end, at)
      if (found < 0) throw new NotReadable(`no ${end}`)
      const before = text.slice(at, found)
      at = found + end.length
      return before
    },
    expect(wanted) {
      if (take(wanted.length) !== wanted) throw new NotReadable(`no ${wanted}`)
    },
    peek: () => text.charAt(at),
    value(read) {
      depth += 1
      values += 1
      if (depth > MAX_DEPTH || values > MAX_VALUES) throw new NotReadable('too much')
      const value = read()
      depth -= 1
      return value
    }
  }
}

/** In place of a value that was written before, where that is not a plain one: no ring comes of it, nor a heap of copies. */
export const again = (place: number) => ({ '@again': place })

/** Text that was cut out of a cursor, as the UTF-8 that its bytes are. */
export const utf8Of = (latin: string) => Buffer.from(latin, 'latin1').toString('utf8')

/** A list where the keys are 0, 1, 2 …, else an object; `__proto__` is a name like any other. */
export function listOrObject(pairs: readonly (readonly [string | number, unknown])[]): unknown {
  if (pairs.length > 0 && pairs.every(([key], i) => key === i)) return pairs.map(([, value]) => value)
  return Object.fromEntries(pairs)
}

/** An object of a class of the app's: its fields, and the class. */
export function objectOf(className: string, fields: unknown): unknown {
  if (isRecord(fields))
    return fieldOf(fields, CLASS_NAME) === undefined ? { [CLASS_NAME]: className, ...fields } : fields
  return { [CLASS_NAME]: className, value: fields }
}
