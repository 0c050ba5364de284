import type { Document } from 'mongodb'
import { expect, it } from 'vitest'
import type { Scanned } from '../../../../src/monitor/payload/scan'
import { createPathValues } from '../../../../src/monitor/payload/sort-values'
import type { SessionKey } from '../../../../src/shared/domain/session'
import { keyOf } from '../../../support/sessions'

/** Scans that go on until they are told to end; document ids are small numbers. */
function reading(mostBytes?: number) {
  const scans: {
    path: string
    batch: (payloads: Readonly<Record<number, Document>>, done: number) => void
    signal: AbortSignal
    end: (error?: Error) => void
  }[] = []
  const changed: SessionKey[] = []
  const values = createPathValues(
    {
      scan: ({ path }, onBatch, signal) =>
        new Promise((resolve, reject) => {
          scans.push({
            path,
            signal,
            end: error => (error ? reject(error) : resolve()),
            batch: (payloads, done) =>
              onBatch(
                Object.entries(payloads).map(
                  ([id, payload]): Scanned => ({ documentId: Number(id), payload })
                ),
                done
              )
          })
        }),
      keyOf: documentId => keyOf(documentId as number),
      payloadIn: document => document,
      sessionIdOf: () => 'a-session-id',
      size: () => 10,
      changed: keys => changed.push(...keys),
      troubleOf: error => (error as Error).message
    },
    mostBytes
  )
  const settled = () => new Promise(resolve => setTimeout(resolve))
  const at = (path: string, ...ids: number[]) => ids.map(id => values.valueOf(path, keyOf(id)))
  return { values, scans, changed, settled, at }
}

it('reads a path once, lets writes win over what is still to come, and forgets what has gone', async () => {
  const { values, scans, changed, settled, at } = reading()
  values.want('cart.items')
  values.want('cart.items')
  expect(scans.map(scan => scan.path)).toEqual(['cart.items'])
  expect(values.written(keyOf(1), { cart: { items: ['a', 'b'] } })).toBe(true)
  scans[0]?.batch({ 1: { cart: { items: [] } }, 2: { cart: { items: ['a'] } }, 3: { role: 'x' } }, 3)
  expect(at('cart.items', 1, 2, 3)).toEqual([2, 1, undefined])
  expect(at('role', 3)).toEqual([undefined])
  expect(changed).toEqual([keyOf(2)])
  expect([values.reading, values.isRead('cart.items')]).toEqual([
    { done: 3, expected: 10, trouble: null },
    false
  ])
  scans[0]?.end()
  await settled()
  expect([values.reading, values.isRead('cart.items')]).toEqual([null, true])
  expect(values.written(keyOf(2), { cart: { items: ['b'] } })).toBe(false)
  expect(values.written(keyOf(2), { cart: {} })).toBe(true)
  values.forget(keyOf(1))
  expect(at('cart.items', 1, 2)).toEqual([undefined, undefined])
})

it('ends the reading of a path that nobody sorts by any more; cancelled or failed, it says so', async () => {
  const { values, scans, settled, at } = reading()
  values.want('a')
  values.want('b')
  expect(scans[0]?.signal.aborted).toBe(true)
  scans[1]?.batch({ 1: { b: 'x' } }, 1)
  values.cancel()
  expect(scans[1]?.signal.aborted).toBe(true)
  expect(at('b', 1)).toEqual(['x'])
  expect([values.reading?.trouble, values.isRead('b')]).toEqual([
    'Cancelled. Only the sessions read until then are in order.',
    false
  ])
  values.want('c')
  scans[2]?.end(new Error('The server went away.'))
  await settled()
  expect(values.reading?.trouble).toBe('The server went away.')
  values.want(null)
  expect(values.reading).toBeNull()
})

it('takes no more memory than it may, and says so', () => {
  const { values, scans, at } = reading(150)
  values.want('name')
  scans[0]?.batch({ 1: { name: 'ann' }, 2: { name: 'bob' } }, 2)
  expect(at('name', 1, 2)).toEqual(['ann', undefined])
  expect(scans[0]?.signal.aborted).toBe(true)
  expect(values.reading?.trouble).toMatch(/^The values at name take more than .* Only the sessions read/)
  values.forget(keyOf(1))
  expect(values.written(keyOf(2), { name: 'bob' })).toBe(true)
})

it('tells nothing of secrets by their order', () => {
  const { values, scans, at } = reading()
  values.want('user.passwordHash')
  expect(scans).toHaveLength(0)
  expect(values.written(keyOf(1), { user: { passwordHash: 'x' } })).toBe(false)
  expect(values.reading?.trouble).toMatch(/called a secret/)
  values.want('note')
  scans[0]?.batch({ 1: { note: 'of a-session-id' }, 2: { note: `eyJhbGciOiJI.${'x'.repeat(20)}.y` } }, 2)
  expect(at('note', 1)).toEqual(at('note', 2))
})
