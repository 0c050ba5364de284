import { sign } from 'cookie-signature'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSignedBy, secretsIn, signedIn } from '../../../../src/monitor/why/signatures'

const isGood = (text: string, ...secrets: string[]) => {
  const signed = signedIn(text)
  return signed === null ? null : isSignedBy(signed, secrets)
}

it('checks what cookie-signature made, with the right secret among several', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.-]{1,64}$/), fc.string({ minLength: 1 }), (id, secret) => {
      expect(isGood(sign(id, secret), 'another', secret)).toBe(true)
      expect(isGood(sign(id, secret), `${secret} `)).toBe(false)
    })
  ))

// Made by better-call 1 (`signCookieValue`) and by itsdangerous 2.2 (`Signer(secret, salt='flask-session', key_derivation='hmac')`).
it.each([
  [
    'better-auth',
    'Zq3kTokenOfAnn0123456789abcdefgh.FgkqUeJ6+ZOLSCqK5w9rUgk7dj19ke66V5+Uii4vI0Q=',
    'a better secret'
  ],
  [
    'itsdangerous',
    'fLaSkSidOfAnn_0123456789abcdefghijklmnopqrs.so68I3eNkE78bfzA2EssyHlYyVc',
    'a flask secret'
  ]
])('checks what %s made', (scheme, text, secret) => {
  expect(signedIn(text)?.scheme).toBe(scheme)
  expect(isGood(text, secret)).toBe(true)
  expect(isGood(text, 'another')).toBe(false)
  expect(isGood(text.replace('Ann', 'Bob'), secret)).toBe(false)
})

it('sees no signature in what has none', () => {
  for (const text of ['', '.', 'abc', 'abc.def', `.${'A'.repeat(43)}`, `abc.${'A'.repeat(42)}`])
    expect(signedIn(text)).toBeNull()
})

it('takes each line for a secret, and the line break at a file’s end for none', () => {
  expect(secretsIn('new secret\r\nold secret\n')).toEqual(['new secret', 'old secret'])
  expect(secretsIn('')).toEqual([])
})
