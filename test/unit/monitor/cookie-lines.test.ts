import { expect, it } from 'vitest'
import { cookieLinesOf, spanText } from '../../../src/monitor/cookie-lines'

const textsOf = (cookie: Record<string, unknown>) =>
  Object.fromEntries(cookieLinesOf(cookie).map(({ name, text }) => [name, text]))

it('says a cookie as a person reads it, whatever of it is set', () => {
  expect(
    textsOf({ originalMaxAge: 1_800_000, httpOnly: true, path: '/', sameSite: 'lax', expires: 'x' })
  ).toEqual({
    HttpOnly: 'yes',
    SameSite: 'lax',
    Secure: 'no',
    Path: '/',
    Lifetime: '30 min',
    Domain: 'host only'
  })
  expect(textsOf({ domain: 'shop.io', secure: true, note: 7 })).toMatchObject({
    Domain: 'shop.io',
    Secure: 'yes',
    note: '7'
  })
})

it('takes an attribute by any name for data', () => {
  const names = ['hasOwnProperty', 'constructor', 'toString']
  const lines = cookieLinesOf(Object.fromEntries(names.map(name => [name, 'x'])))
  expect(lines.map(line => line.name)).toEqual(expect.arrayContaining(names))
})

it('shows what is no attribute at all, whatever it calls its own fields', () => {
  expect(textsOf({ sameSite: { toString: 0 } })).toMatchObject({ SameSite: expect.any(String) })
})

it('warns of SameSite=None without Secure', () => {
  const warned = cookieLinesOf({ sameSite: 'none', httpOnly: true }).filter(line => line.isWarning)
  expect(warned.map(line => line.name)).toEqual(['SameSite', 'Secure'])
})

it('says a span in its two largest units', () => {
  expect([500, 45_000, 90_000, 1_800_000, 1_209_599_000].map(spanText)).toEqual([
    '500 ms',
    '45 s',
    '1 min 30 s',
    '30 min',
    '13 d 23 h'
  ])
})

it('takes an attribute named like a part of every object for a name', () => {
  expect(textsOf(JSON.parse('{"constructor":1,"toString":2,"__proto__":3}'))).toMatchObject({
    constructor: '1',
    toString: '2'
  })
})
