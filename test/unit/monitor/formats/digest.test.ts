import { ObjectId } from 'bson'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digestPayload } from '../../../../src/monitor/formats/digest'
import { anyValue, nested } from '../../../support/documents'

it('leaves the cookie out: a touch is no change', () => {
  expect(digestPayload({ a: 1, cookie: { expires: 1 } })).toBe(
    digestPayload({ a: 1, cookie: { expires: 2 } })
  )
})

it('does not mind the order of keys, at any depth', () => {
  expect(digestPayload({ a: 1, b: { c: 2, d: 3 } })).toBe(digestPayload({ b: { d: 3, c: 2 }, a: 1 }))
})

it.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { a: '1' }],
  [{ a: 1 }, { a: true }],
  [{ a: 1 }, { b: 1 }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: [] }, { a: {} }],
  [{ a: null }, {}],
  [
    { a: { b: 1 }, c: 2 },
    { a: { c: 2 }, b: 1 }
  ],
  [{ a: new Date(1) }, { a: new Date(2) }],
  [{ a: new ObjectId('65a0c0ffee0000000000beef') }, { a: new ObjectId('65a0c0ffee0000000000beee') }],
  [{ a: 'x'.repeat(1_000_000) }, { a: `${'x'.repeat(999_999)}y` }]
])('tells %o from %o', (one, other) => {
  expect(digestPayload(one)).not.toBe(digestPayload(other))
})

it('is the same for equal payloads, and a safe number for any', () => {
  fc.assert(
    fc.property(anyValue(), value => {
      const digest = digestPayload({ value })
      expect(digest).toBe(digestPayload({ value }))
      expect(Number.isSafeInteger(digest)).toBe(true)
      expect(digest).toBeGreaterThan(0)
    })
  )
})

it('differs for almost all different texts', () => {
  const digests = new Set(Array.from({ length: 50_000 }, (_, i) => digestPayload({ cart: [`item ${i}`] })))
  expect(digests.size).toBe(50_000)
})

it('stands any depth', () => {
  expect(digestPayload(nested(5000))).toBeGreaterThan(0)
})
