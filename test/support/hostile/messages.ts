/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < levels; i += 1) value = { in: value }
  return value
}

function circle(): unknown {
  const one: Record<string, unknown> = { key: '0123456789abcdef' }
  one.self = one
  return one
}

/** What structured clone lets through, and nobody should send. */
const values: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  -0,
  1e308,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  '',
  ' ',
  '0123456789abcdef',
  '__proto__',
  '../../../etc/passwd',
  '<script>window.pwned = 1</script>',
  '{"$where":"sleep(1000)"}',
  '$where',
  'a.b.c',
  '\u0000',
  '\ud800',
  '\u202e',
  'file:///etc/passwd',
  'mongo://nowhere',
  '(((((((((((((((((((((((((',
  'user:a or '.repeat(80),
  'x'.repeat(20_000),
  [],
  [undefined],
  Array.from({ length: 500 }, (_, i) => i),
  Array.from({ length: 20_000 }, () => ''),
  {},
  { length: 10_000 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  { toString: null, valueOf: null },
  { toJSON: 'x' },
  { $gt: '' },
  nested(3),
  nested(2000),
  circle(),
  new Date(Number.NaN),
  new Map([['key', 'value']]),
  new Set([1]),
  /(a+)+$/,
  new Uint8Array(16),
  new Error('x')
]

/** Messages for one channel: odd values, and a valid message with something odd somewhere in it. Endless. */
export function* hostileMessages(seed: number, valid: unknown): Generator<unknown, never> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

  function changed(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || random() < 0.2) return pick(values)
    if (Array.isArray(value)) {
      const at = Math.floor(random() * (value.length + 1))
      return [...value.slice(0, at), changed(value[at]), ...value.slice(at + 1)]
    }
    const names = Object.keys(value)
    const name = random() < 0.1 ? pick(['__proto__', 'constructor', 'more', '']) : pick(names)
    const copy: Record<string, unknown> = { ...value }
    if (random() < 0.2) delete copy[name]
    else
      Object.defineProperty(copy, name, {
        value: changed(Reflect.get(value, name)),
        enumerable: true,
        configurable: true,
        writable: true
      })
    return copy
  }

  for (;;) {
    const one = random() < 0.3 ? pick(values) : changed(valid)
    yield random() < 0.1 ? [one] : random() < 0.1 ? { ask: one } : one
  }
}
