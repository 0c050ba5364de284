import { expect, it } from 'vitest'
import { createLikelySame } from '../../../../src/monitor/activity/likely-same'
import { comparableOf } from '../../../../src/monitor/history/comparable'
import type { ActivityEvent } from '../../../../src/shared/domain/event'
import { anEvent } from '../../../support/events'
import { keyOf, START } from '../../../support/sessions'

const cart = (sku: string) => ({ cart: { items: [{ sku, quantity: 2, price: 1299 }] } })
const payload = (fields: object) => comparableOf(fields as Record<string, unknown>, { sessionId: '' })

const gone = (n: number, at = START): ActivityEvent =>
  anEvent({ id: n, key: keyOf(n), event: 'signed-out', user: null, state: 'guest', at })
const came = (n: number, at = START + 40): ActivityEvent => anEvent({ id: n, key: keyOf(n), at })

it('pairs the one guest that went with the one person that came within moments', () => {
  const pairs = createLikelySame()
  expect(pairs.ended(gone(1), null)).toBeNull()
  const found = pairs.signedIn(came(2), null)
  expect([found?.old.key, found?.renewed.key]).toEqual([keyOf(1), keyOf(2)])
  expect(pairs.signedIn(came(3), null)).toBeNull()
})

it('pairs them in either order: a poll sees both at once', () => {
  const pairs = createLikelySame()
  expect(pairs.signedIn(came(2), null)).toBeNull()
  expect(pairs.ended(gone(1, START + 100), null)?.renewed.key).toBe(keyOf(2))
})

it('says nothing where more than one comes equally into question', () => {
  const pairs = createLikelySame()
  pairs.ended(gone(1, START), null)
  pairs.ended(gone(2, START + 10), null)
  expect(pairs.signedIn(came(3), null)).toBeNull()
})

it('finds the right one among several by what they had in common', () => {
  const pairs = createLikelySame()
  pairs.ended(gone(1), payload(cart('lamp')))
  pairs.ended(gone(2), payload(cart('rain-shell')))
  pairs.ended(gone(3), payload({ views: 1 }))
  expect(pairs.signedIn(came(4), payload({ ...cart('rain-shell'), user: 'ann' }))?.old.key).toBe(keyOf(2))
  expect(pairs.signedIn(came(5), payload({ ...cart('lamp'), user: 'bob' }))?.old.key).toBe(keyOf(1))
})

it('does not take the only guest who went for somebody with whom he has nothing in common', () => {
  const pairs = createLikelySame()
  pairs.ended(gone(1), payload(cart('lamp')))
  expect(pairs.signedIn(came(2), payload(cart('rain-shell')))).toBeNull()
  expect(pairs.signedIn(came(3), payload(cart('lamp')))?.old.key).toBe(keyOf(1))
})

it('does not hold a new token against them', () => {
  const pairs = createLikelySame()
  pairs.ended(gone(1), payload({ csrfToken: 'a'.repeat(40) }))
  expect(pairs.signedIn(came(2), payload({ csrfToken: 'b'.repeat(40) }))?.old.key).toBe(keyOf(1))
})

it('takes the nearer one where a longer look finds several alike', () => {
  const pairs = createLikelySame()
  const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0' }
  pairs.ended(gone(1, START - 2000), payload(browser))
  pairs.ended(gone(2, START), payload(browser))
  expect(pairs.signedIn(came(3, START + 30), payload(browser))?.old.key).toBe(keyOf(2))
})

it('says nothing after more than three seconds', () => {
  const pairs = createLikelySame()
  pairs.ended(gone(1), payload(cart('lamp')))
  expect(pairs.signedIn(came(2, START + 3100), payload(cart('lamp')))).toBeNull()
})
