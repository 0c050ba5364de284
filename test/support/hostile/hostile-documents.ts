import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from 'bson'
import { type Curse, curses, SOON } from './curses'
import { randomFrom } from './messages'
import { embedded, type RawField, rawDocument, rawText } from './raw-bson'

/** One document of a hostile store, as the bytes that are stored. */
export interface HostileDocument {
  readonly what: string
  readonly raw: Buffer
  /** Whom its row must name; undefined where that may be anything, as long as there is a row. */
  readonly user: string | undefined
  /** An ordinary session: its row must be wholly right, whoever its neighbours are. */
  readonly isOrdinary: boolean
}

/** Ids that are no ordinary text, each of them once in a store. */
const oddIds: readonly unknown[] = [
  '',
  ' ',
  '<img src=x onerror=window.pwned=1>',
  '__proto__',
  'constructor',
  '\u202eid',
  'short',
  new ObjectId('65a0c0ffee0000000000beef'),
  new UUID('12345678-1234-4234-8234-123456789abc'),
  new Binary(Buffer.from([1, 2, 3]), 0),
  new Int32(0),
  new Int32(-1),
  new Double(1.5),
  new Double(Number.NaN),
  Long.MAX_VALUE,
  Decimal128.fromString('1.10'),
  true,
  false,
  null,
  new Date(0),
  new Timestamp({ t: 1, i: 1 }),
  new MinKey(),
  new MaxKey(),
  {},
  { a: 1, b: { c: [1] } },
  { $gt: '' },
  embedded([['__proto__', 1]]),
  rawText(Buffer.from([0x69, 0xc3, 0x28]))
]

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Documents of a hostile store: each curse at least once while there is room, every fifth an ordinary session. */
export function hostileDocuments(seed: number, count = 300): readonly HostileDocument[] {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const textId = () => Array.from({ length: 32 }, () => pick([...LETTERS])).join('')
  const ids = [...oddIds]
  const waiting = [...curses].sort(() => random() - 0.5)

  function ordinary(i: number): HostileDocument {
    const user = `person${i}@shop.io`
    const cookie = { originalMaxAge: 3_600_000, expires: SOON, path: '/' }
    const fields: RawField[] = [
      ['_id', textId()],
      ['expires', SOON],
      ['session', { cookie, user: { email: user } }]
    ]
    return { what: `an ordinary session of ${user}`, raw: rawDocument(fields), user, isOrdinary: true }
  }

  function cursed(curse: Curse): HostileDocument {
    const id = ids.length > 0 && random() < 0.2 ? ids.shift() : textId()
    return {
      what: curse.what,
      raw: rawDocument([['_id', id], ...curse.fields]),
      user: curse.user,
      isOrdinary: false
    }
  }

  return Array.from({ length: count }, (_, i) =>
    i % 5 === 0 ? ordinary(i) : cursed(waiting.pop() ?? pick(curses))
  )
}
