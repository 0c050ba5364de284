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

it('names a field that is called like a method of every object', () => {
  const names = cookieLinesOf({ toString: '1', constructor: '2' }).map(line => line.name)
  expect(names).toEqual(expect.arrayContaining(['toString', 'constructor']))
})
