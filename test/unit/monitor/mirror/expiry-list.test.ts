import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createExpiryList, type Expiring } from '../../../../src/monitor/mirror/expiry-list'
import type { SessionKey } from '../../../../src/shared/domain/session'

const keyOf = (n: number) => n.toString(16).padStart(16, '0') as SessionKey
/** Few instants, so that many expire at the same one. */
const anItem = fc
  .record({ n: fc.integer({ min: 0, max: 5000 }), at: fc.integer({ min: 0, max: 40 }) })
  .map(({ n, at }): Expiring => ({ key: keyOf(n), expiresAt: at }))
const anOperation = fc.record({ isAdd: fc.boolean(), item: anItem })

/** The same held in a plain Map, and looked for from one end to the other. */
function inOrder(items: ReadonlyMap<string, Expiring>): Expiring[] {
  return [...items.values()].sort((a, b) => a.expiresAt - b.expiresAt || (a.key < b.key ? -1 : 1))
}

it('answers as a plain list would after any run of additions and deletions', () => {
  const runs = fc.array(anOperation, { maxLength: 3000, size: 'max' })
  fc.assert(
    fc.property(runs, fc.integer({ min: -1, max: 41 }), fc.integer({ min: -1, max: 41 }), (run, a, b) => {
      const plain = new Map<string, Expiring>()
      const list = createExpiryList()
      for (const { isAdd, item } of run) {
        const before = plain.get(item.key)
        if (before) list.delete(before)
        plain.delete(item.key)
        if (!isAdd) continue
        list.add(item)
        plain.set(item.key, item)
      }
      const sorted = inOrder(plain)
      const [from, to] = a < b ? [a, b] : [b, a]
      const within = sorted.filter(s => s.expiresAt > from && s.expiresAt <= to)
      expect(list.countUntil(a)).toBe(sorted.filter(s => s.expiresAt <= a).length)
      expect(list.keysBetween(from, to)).toEqual(within.map(s => s.key))
      expect(list.firstAfter(a)).toBe(sorted.find(s => s.expiresAt > a)?.expiresAt ?? null)
    }),
    { numRuns: 60 }
  )
})

it('begins with what it is given, whatever its order', () => {
  const items = Array.from({ length: 2000 }, (_, i) => ({ key: keyOf(i), expiresAt: (i * 7919) % 1000 }))
  const list = createExpiryList(items)
  expect(list.keysBetween(-1, 1000)).toEqual(
    inOrder(new Map(items.map(i => [i.key, i]))).map(({ key }) => key)
  )
  expect(list.countUntil(1000)).toBe(2000)
})

it('does nothing when what is to be deleted is not there', () => {
  const list = createExpiryList([{ key: keyOf(1), expiresAt: 5 }])
  list.delete({ key: keyOf(2), expiresAt: 5 })
  list.delete({ key: keyOf(1), expiresAt: 6 })
  expect(list.countUntil(10)).toBe(1)
})
