import {
  Binary,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID
} from 'bson'
import { embedded, listOf, oldTypes, type RawField, rawDate, rawText } from './raw-bson'

/** What makes a document hostile: its fields beside the id. `user` is whom it names, where that is beyond doubt. */
export interface Curse {
  readonly what: string
  readonly fields: readonly RawField[]
  readonly user?: string
}

/** An hour from now, cut to its second: the store is open for less. */
export const SOON = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000)

const cookie = embedded([
  ['originalMaxAge', 3_600_000],
  ['expires', SOON],
  ['path', '/']
])
const expires: RawField = ['expires', SOON]
const session = (...fields: readonly RawField[]): RawField => [
  'session',
  embedded([['cookie', cookie], ...fields])
]
const userOf = (value: unknown): RawField => ['user', embedded([['email', value]])]

/** One value of every BSON type. */
export const everyType: readonly (readonly [string, unknown])[] = [
  ['double', new Double(1.5)],
  ['NaN', new Double(Number.NaN)],
  ['infinity', new Double(Number.POSITIVE_INFINITY)],
  ['minus zero', new Double(-0)],
  ['string', 'text'],
  ['empty string', ''],
  ['object', { a: 1 }],
  ['empty object', {}],
  ['array', [1, 'two', { three: 3 }]],
  ['bytes', new Binary(Buffer.from('bytes'), 0)],
  ['uuid', new UUID('12345678-1234-4234-8234-123456789abc')],
  ['objectId', new ObjectId('65a0c0ffee0000000000beef')],
  ['bool', true],
  ['date', new Date(0)],
  ['date beyond dates', rawDate(2n ** 62n)],
  ['date before dates', rawDate(-(2n ** 63n))],
  ['null', null],
  ['regex', /x{1,5}/i],
  ['code', new Code('window.pwned = 1')],
  ['code with scope', new Code('window.pwned = 1', { pwned: 1 })],
  ['int', new Int32(-5)],
  ['timestamp', new Timestamp({ t: 1, i: 1 })],
  ['long', Long.MAX_VALUE],
  ['decimal', Decimal128.fromString('NaN')],
  ['minKey', new MinKey()],
  ['maxKey', new MaxKey()],
  ...Object.entries(oldTypes)
]

const places: readonly (readonly [string, (value: unknown) => readonly RawField[]])[] = [
  ['the payload', value => [expires, ['session', value]]],
  ['the expiry', value => [['expires', value], session(userOf('placed@shop.io'))]],
  ['the user', value => [expires, session(['user', value])]],
  ['the cookie', value => [expires, ['session', embedded([['cookie', value]])]]]
]

const everyPlace: readonly Curse[] = places.flatMap(([place, put]) =>
  everyType.map(([type, value]) => ({ what: `${type} as ${place}`, fields: put(value) }))
)

const names = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '"><svg/onload=window.pwned=1>',
  'javascript:window.pwned=1',
  '{{constructor.constructor("window.pwned=1")()}}',
  '\u202egnp.exe\u202c@shop.io',
  '\u2066שלום\u2069@shop.io',
  'مرحبا@shop.io',
  'an\u200bn\u200d@shop.io',
  '\ufeffann\u00ad@shop.io',
  `Z${'\u0317\u0321'.repeat(200)}`,
  '👩‍👩‍👧‍👦'.repeat(40),
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '＝1+1',
  'a\u0000b\u0007\u001b[31m',
  'line\r\nbreak,"quoted"',
  'x'.repeat(9000),
  '../../../etc/passwd',
  'ann@shop.io or state:guest',
  '__proto__',
  'constructor'
].map(name => ({ what: `the name ${JSON.stringify(name).slice(0, 30)}`, name }))

const badNames: readonly Curse[] = names.map(({ what, name }) => ({
  what,
  fields: [expires, session(userOf(name))],
  user: name.trim().slice(0, 4096)
}))

/** Keys that are something else to JavaScript, to MongoDB or to a path. */
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'hasOwnProperty',
  '_bsontype',
  '$where',
  '$oid',
  '$ref',
  '$',
  'a.b',
  '.',
  '..',
  '',
  '0',
  'length',
  '<b>key</b>',
  'ke\u202ey'
]

const polluted = embedded([
  ['polluted', true],
  ['isLoggedIn', true],
  ['email', 'polluted@shop.io']
])

const badKeys: readonly Curse[] = keys.flatMap(key => [
  {
    what: `the key ${JSON.stringify(key)} in the payload`,
    fields: [expires, session(userOf('keyed@shop.io'), [key, polluted], ['a', embedded([['b', 1]])])],
    user: 'keyed@shop.io'
  },
  { what: `the key ${JSON.stringify(key)} in the document`, fields: [expires, [key, polluted], session()] }
])

function nested(levels: number): RawField {
  let value: unknown = 1
  for (let i = 0; i < levels; i += 1) value = embedded([['in', value]])
  return ['in', value]
}

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const BROKEN = [0xc3, 0x28, 0xff]
const SURROGATE = [0xed, 0xa0, 0x80]

const shapes: readonly Curse[] = [
  { what: '90 levels', fields: [expires, session(userOf('deep@shop.io'), nested(90))], user: 'deep@shop.io' },
  {
    what: '200 levels',
    fields: [expires, session(userOf('deeper@shop.io'), nested(200))],
    user: 'deeper@shop.io'
  },
  {
    what: '5 MB',
    fields: [expires, session(userOf('large@shop.io'), ['blob', 'x'.repeat(5_000_000)])],
    user: 'large@shop.io'
  },
  {
    what: 'nearly 16 MB',
    fields: [expires, session(userOf('largest@shop.io'), ['blob', 'x'.repeat(16 * 1024 * 1024 - 2000)])],
    user: 'largest@shop.io'
  },
  {
    what: '5,000 fields',
    fields: [
      expires,
      session(userOf('wide@shop.io'), ...Array.from({ length: 5000 }, (_, i) => [`f${i}`, i] as const))
    ],
    user: 'wide@shop.io'
  },
  {
    what: 'two payloads',
    fields: [expires, session(userOf('first@shop.io')), session(userOf('second@shop.io'))]
  },
  { what: 'two users', fields: [expires, session(userOf('first@shop.io'), userOf('second@shop.io'))] },
  { what: 'two expiries', fields: [expires, ['expires', new Date(0)], session()] },
  { what: 'broken text in a value', fields: [expires, session(['note', rawText(bytes('a', BROKEN))])] },
  { what: 'broken text as a key', fields: [expires, session([bytes('k', BROKEN), 1])] },
  { what: 'broken text as the user', fields: [expires, session(userOf(rawText(bytes('ann', BROKEN))))] },
  { what: 'half a surrogate pair', fields: [expires, session(userOf(rawText(bytes('ann', SURROGATE))))] },
  { what: 'a list of expiries', fields: [['expires', listOf([new Date(0), SOON, 'x'])], session()] },
  {
    what: 'a reference',
    fields: [
      expires,
      session([
        'ref',
        embedded([
          ['$ref', 'c'],
          ['$id', 1],
          ['$db', 'd']
        ])
      ])
    ]
  },
  {
    what: 'a mark of the driver’s',
    fields: [
      expires,
      [
        'session',
        embedded([
          ['_bsontype', 'ObjectId'],
          ['id', 'x']
        ])
      ]
    ]
  },
  {
    what: 'an endless lifetime',
    fields: [expires, ['session', embedded([['cookie', embedded([['originalMaxAge', 1e308]])]])]]
  },
  {
    what: 'a lifetime that is no number',
    fields: [expires, ['session', embedded([['cookie', embedded([['originalMaxAge', Number.NaN]])]])]]
  }
]

const texts = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  'true',
  '1e999',
  '{"user":{"email":"\\ud800x"}}',
  '{"__proto__":{"polluted":true,"isLoggedIn":true},"cookie":{}}',
  '{"constructor":{"prototype":{"polluted":true}},"cookie":{}}',
  '{"cookie":{},"user":{"email":"<img src=x onerror=window.pwned=1>"}}',
  `{"cookie":{},"deep":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  `{"cookie":{},"deep":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}`,
  '{"ct":"x","iv":"y","hmac":"z"}',
  `${'A'.repeat(200)}==`,
  '{"cookie":{"expires":"not a date","originalMaxAge":"soon"}}'
].map((text): Curse => ({ what: `the text ${text.slice(0, 24)}`, fields: [expires, ['session', text]] }))

/** All of them. */
export const curses: readonly Curse[] = [...badNames, ...badKeys, ...shapes, ...texts, ...everyPlace]
