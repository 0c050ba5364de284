import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marshalFieldsIn } from '../../../../src/monitor/formats/marshal'
import { payloadOf } from '../../../../src/monitor/formats/payload'
import { phpFieldsIn } from '../../../../src/monitor/formats/php'
import { createIdentity } from '../../../../src/monitor/identity'

/** Written by PHP 8.2's `serialize`, of every kind of value there is. */
const php = Buffer.from(
  'YToxNDp7czoxOiJzIjtzOjY6ImbDvHxyOyI7czoxOiJpIjtpOi01O3M6MToiZiI7ZDowLjE7czoxOiJiIjtiOjE7czoxOiJuIjtOO3M6NDoibGlzdCI7YToyOntpOjA7aToxO2k6MTtpOjI7fXM6MzoibWFwIjthOjE6e2k6MztzOjE6ImMiO31zOjE6Im8iO086NDoiQ2FydCI6Mzp7czoxOiJuIjtpOjE7czo0OiIAKgBwIjtzOjE6InAiO3M6NzoiAENhcnQAcSI7YToxOntzOjE6IngiO047fX1zOjE6ImUiO0U6MTE6IlN1aXQ6SGVhcnRzIjtzOjI6Im8xIjtPOjg6InN0ZENsYXNzIjoxOntzOjQ6Im5hbWUiO3M6MzoiYW5uIjt9czoyOiJvMiI7cjoxODtzOjM6ImluZiI7ZDpJTkY7czozOiJiaWciO2k6OTIyMzM3MjAzNjg1NDc3NTgwNztzOjU6ImVtcHR5IjthOjA6e319',
  'base64'
)
/** Written by Ruby 3.1's `Marshal.dump`, the same. */
const ruby = Buffer.from(
  'BAh7HkkiBnMGOgZFVEkiCWbDvHIGOwBUSSIIc3ltBjsAVDoHZ29JIgZpBjsAVGn+1P5JIgZqBjsAVGkDcBEBSSIGegY7AFRpAEkiBmYGOwBUZggxLjVJIghiaWcGOwBUbCsKAAAAAAAAAABAAEkiCG5lZwY7AFRsLQoAAAAAAAAAAEAASSIGdAY7AFRUSSIGbgY7AFQwSSIJbGlzdAY7AFRbB2kGWwZpBzoIa2V5ewZpBkkiCG9uZQY7AFRJIgZvBjsAVG86CUNhcnQHOgdAbmkGOgdAc0kiBngGOwBUSSIHc3QGOwBUUzoGUwY6BmFpCEkiCG93bgY7AFRJdToIT3duCG93bgY7AFRJIgdpZAY7AFRVOhNCU09OOjpPYmplY3RJZCIRawtBHVToMHWdNRj3SSIHeDEGOwBUSSIJc2FtZQY7AFRJIgd4MgY7AFRAJEkiB2ExBjsAVFsGaQZJIgdhMgY7AFRAJ0kiB3JlBjsAVEkvB2FiAQY7AEZJIgZjBjsAVGMLU3RyaW5nSSIIYmluBjsAVCIIYf9iSSIIc3ViBjsAVEkiBnEGOwBUSSIIc2V0BjsAVG86CFNldAY6CkBoYXNofQZpBlRG',
  'base64'
)
const textOf = (fields: unknown) => JSON.stringify(fields)

describe('what PHP serialised', () => {
  it('is read with every kind of value, objects by their class, private fields by their names', () => {
    expect(phpFieldsIn(php)).toEqual({
      s: 'fü|r;',
      i: -5,
      f: 0.1,
      b: true,
      n: null,
      list: [1, 2],
      map: { 3: 'c' },
      o: { '@class': 'Cart', n: 1, p: 'p', q: { x: null } },
      e: 'Suit:Hearts',
      o1: { '@class': 'stdClass', name: 'ann' },
      o2: { '@again': 18 },
      inf: 'INF',
      big: '9223372036854775807',
      empty: {}
    })
  })

  it('is read as session text, and as base64 in a column of text', () => {
    const session = 'user_id|i:7;cart|a:1:{s:3:"a|b";d:1.5;}!gone|'
    expect(payloadOf(session)).toMatchObject({
      encoding: 'PHP serialised',
      fields: { user_id: 7, cart: { 'a|b': 1.5 } }
    })
    expect(payloadOf(php.toString('base64'))).toMatchObject({ kind: 'fields', encoding: 'PHP serialised' })
  })

  it('is named and not read where it is cut short', () => {
    const cut = { kind: 'unreadable', reason: 'PHP serialised' }
    expect(payloadOf(php.subarray(0, -5))).toEqual(cut)
    expect(payloadOf('user_id|i:7;cart|a:9:{s:3:"a|b";d:1.5;}')).toEqual(cut)
    expect(payloadOf('a:1:{i:0;s:999999999:"x";}')).toEqual(cut)
  })
})

describe('what Ruby marshalled', () => {
  it('is read with every kind of value, ids as hex, objects by their class', () => {
    expect(marshalFieldsIn(ruby)).toMatchObject({
      s: 'für',
      sym: 'go',
      i: -300,
      j: 70_000,
      z: 0,
      f: 1.5,
      big: String(2n ** 70n),
      neg: String(-(2n ** 70n)),
      t: true,
      n: null,
      list: [1, [2]],
      key: { 1: 'one' },
      o: { '@class': 'Cart', n: 1, s: 'x' },
      st: { '@class': 'S', a: 3 },
      own: { '@class': 'Own', value: 'own' },
      id: '6b0b411d54e830759d3518f7',
      x1: 'same',
      x2: 'same',
      a1: [1],
      a2: { '@again': 34 },
      re: 'ab',
      c: 'String',
      sub: 'q',
      set: { '@class': 'Set', hash: { 1: true } }
    })
  })

  it('is named and not read where it is cut short', () => {
    expect(payloadOf(ruby.subarray(0, -5))).toEqual({ kind: 'unreadable', reason: 'Ruby Marshal' })
  })
})

describe('whatever the bytes are', () => {
  it('neither reader throws, and neither lets a name reach into objects', () => {
    const spoilt = fc.record({ which: fc.boolean(), at: fc.nat(600), bytes: fc.uint8Array({ maxLength: 6 }) })
    fc.assert(
      fc.property(spoilt, ({ which, at, bytes }) => {
        const copy = Buffer.from(which ? php : ruby)
        copy.set(bytes.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length))
        textOf(phpFieldsIn(copy))
        textOf(marshalFieldsIn(copy))
        textOf(payloadOf(copy))
      }),
      { numRuns: 2000 }
    )
    const proto = phpFieldsIn(Buffer.from('a:1:{s:9:"__proto__";a:1:{s:4:"user";s:7:"mallory";}}'))
    expect(Object.keys(proto ?? {})).toEqual(['__proto__'])
    expect(createIdentity()(proto ?? {}).user).toBeNull()
  })

  it('what is too deep or too much is not read, in little time', () => {
    const deep = Buffer.from(`${'a:1:{i:0;'.repeat(100_000)}N;${'}'.repeat(100_000)}`)
    const many = Buffer.from(`a:200000:{${'i:0;N;'.repeat(200_000)}}`)
    const lists = Buffer.concat([Buffer.from('\x04\x08{\x06i\x06', 'latin1'), Buffer.alloc(200_000, '[\x06')])
    const startedAt = performance.now()
    expect([phpFieldsIn(deep), phpFieldsIn(many), marshalFieldsIn(lists)]).toEqual([null, null, null])
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })
})

describe('whom such a session names', () => {
  const userOf = (payload: Record<string, unknown>) => createIdentity()(payload).user

  it.each([
    ['Warden', { 'warden.user.user.key': [['17'], 'salt'] }, '17'],
    ['Laravel', { [`login_web_${'0a'.repeat(20)}`]: 17 }, '17'],
    [
      'Symfony',
      { _sf2_attributes: { _security_main: { 2: [{ email: 'ann@shop.io' }, true] } } },
      'ann@shop.io'
    ],
    ['Symfony, a name alone', { _security_main: { 2: ['ann', true] } }, 'ann'],
    ['Django', { _auth_user_id: '17' }, '17'],
    ['Flask-Login', { _user_id: '17' }, '17'],
    ['Spring', { principal: { username: 'ann' } }, 'ann']
  ])('%s', (_, payload, user) => {
    expect(userOf(payload)).toBe(user)
  })

  it('nobody where a token is no token, and where another name only looks like a guard’s', () => {
    expect(userOf({ _security_main: 'O:3:"Foo":0:{' })).toBeNull()
    expect(userOf({ login_count_today: 3, _security_main: { 2: [{ '@again': 3 }] } })).toBeNull()
  })
})
