import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fields } from '../../../../src/monitor/bson'
import { type Comparable, comparableOf, emptyPayload } from '../../../../src/monitor/history/comparable'
import { MAX_CHANGES, pathChangesOf } from '../../../../src/monitor/history/path-changes'
import { anyDocument } from '../../../support/documents'

const SESSION_ID = 'Yp3sKx0vQ9cRk2mT5wBz7uHfJ1nLd8ae'

function comparable(payload: Fields): Comparable {
  const made = comparableOf(payload, { sessionId: SESSION_ID })
  if (made === null) throw new Error('too large')
  return made
}
const changes = (before: Fields, after: Fields) =>
  pathChangesOf(comparable(before), comparable(after)).changes
const texts = (before: Fields, after: Fields) =>
  changes(before, after).map(c => `${c.path} ${c.before ?? 'none'} → ${c.after ?? 'none'}`)

it('tells each path with what it was and is', () => {
  expect(
    texts(
      { cart: { items: 1, coupon: 'X' }, lastPage: '/p' },
      { cart: { items: 3 }, lastPage: '/cart', isLoggedIn: true }
    )
  ).toEqual(['cart.items 1 → 3', 'cart.coupon X → none', 'lastPage /p → /cart', 'isLoggedIn none → true'])
})

it('leaves the cookie out: what moves in it is the expiry, which the event tells', () => {
  expect(changes({ cookie: { expires: 'a' }, n: 1 }, { cookie: { expires: 'b' }, n: 1 })).toEqual([])
})

it('tells a branch that came or went value by value, and an empty one as itself', () => {
  expect(texts({}, { cart: { items: [{ sku: 'a', n: 2 }], notes: [] } })).toEqual([
    'cart.items.0.sku none → a',
    'cart.items.0.n none → 2',
    'cart.notes none → [ ]'
  ])
  expect(texts({ cart: { items: [1] } }, { cart: 'gone' })).toEqual(['cart { 1 field } → gone'])
})

it('keeps text that reads like another type in quotes', () => {
  expect(texts({ n: 1, a: '' }, { n: '1', a: ' x' })).toEqual(['n 1 → "1"', 'a "" → " x"'])
})

it('masks secrets by name and the session id by value, and does not even keep them', () => {
  const before = { csrfToken: 'hunter2-a', user: { passwordHash: 'hunter2-b' }, seal: `s:${SESSION_ID}.sig` }
  const after = { csrfToken: 'hunter2-c', user: { passwordHash: 'hunter2-d' }, seal: `s:${SESSION_ID}.gis` }
  expect(texts({}, { [SESSION_ID]: 1 })).toEqual(['•••• none → 1'])
  const told = changes(before, after)
  expect(told.map(c => [c.path, c.isMasked])).toEqual([
    ['csrfToken', true],
    ['user.passwordHash', true],
    ['seal', true]
  ])
  for (const text of [JSON.stringify(told), comparable(before), comparable(after)]) {
    expect(text).not.toContain('hunter2')
    expect(text).not.toContain(SESSION_ID)
  }
})

it('meets names that every object has as the data they are', () => {
  const hostile = JSON.parse('{"__proto__":{"x":1},"constructor":"a","toString":1,"hasOwnProperty":2}')
  expect(texts({}, hostile)).toEqual([
    '__proto__.x none → 1',
    'constructor none → a',
    'toString none → 1',
    'hasOwnProperty none → 2'
  ])
  expect(texts(hostile, { ...hostile, constructor: 'b' })).toEqual(['constructor a → b'])
  expect(texts(hostile, {})).toHaveLength(4)
})

it('counts what it does not list, and cuts long texts', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`field${i}`, 'x'.repeat(3000)]))
  const told = pathChangesOf(emptyPayload, comparable(many))
  expect(told.changes).toHaveLength(MAX_CHANGES)
  expect(told.moreChanges).toBe(30)
  expect(Math.max(...told.changes.map(c => c.after?.length ?? 0))).toBeLessThan(210)
})

it('sees a change at the end of a text that is too long to be kept', () => {
  const long = 'x'.repeat(20_000)
  expect(changes({ note: long }, { note: `${long}y` })).toHaveLength(1)
})

it('refuses what is too large, and copes with what is deep', () => {
  expect(comparableOf({ big: 'x'.repeat(16_000_000) }, { sessionId: SESSION_ID })).toBeNull()
  expect(
    comparableOf({ list: Array.from({ length: 2_000_000 }, () => 0) }, { sessionId: SESSION_ID })
  ).toBeNull()
  let deep: Fields = {}
  for (let i = 0; i < 50_000; i += 1) deep = { deep }
  expect(comparableOf(deep, { sessionId: SESSION_ID })).not.toBeNull()
})

it('never throws, finds nothing between equals, and finds the same both ways', () => {
  fc.assert(
    fc.property(anyDocument(), anyDocument(), (a, b) => {
      const [one, other] = [comparable(a), comparable(b)]
      expect(pathChangesOf(one, comparable(reversed(a)))).toEqual({ changes: [], moreChanges: 0 })
      const [there, back] = [pathChangesOf(one, other), pathChangesOf(other, one)]
      const count = (told: typeof there) => told.changes.length + told.moreChanges
      expect(count(there)).toBe(count(back))
      expect(count(there) === 0).toBe(
        one === other || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
      )
    })
  )
})

/** The same fields in another order. */
function reversed(payload: Fields): Fields {
  const other: Record<string, unknown> = {}
  for (const name of Object.keys(payload).reverse())
    Object.defineProperty(other, name, { value: payload[name], enumerable: true })
  return other
}

/** Field order is no difference. */
function sorted(text: string): unknown {
  const order = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? Array.isArray(value)
        ? value.map(order)
        : value
      : Object.entries(value)
          .map(([name, item]) => [name, order(item)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1))
  return order(JSON.parse(text))
}
