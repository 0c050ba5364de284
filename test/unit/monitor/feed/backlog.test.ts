import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBacklog, MAX_KEPT } from '../../../../src/monitor/feed/backlog'
import { type Told, tellAll } from '../../../../src/monitor/feed/changes'
import { mapSink } from '../../../support/map-sink'

const put = (_id: string, n: number, isArrival = false): Told => ({
  kind: 'put',
  document: { _id, n },
  at: n,
  isArrival
})
const remove = (documentId: string, at: number): Told => ({ kind: 'remove', documentId, at })

function drained(changes: readonly Told[], sliceOf: number): readonly Told[] {
  const backlog = createBacklog()
  for (const change of changes) backlog.add(change)
  const told: Told[] = []
  while (backlog.size > 0) told.push(...backlog.take(sliceOf))
  return told
}

it('gives all changes in their order while they are few', () => {
  const changes = Array.from({ length: MAX_KEPT }, (_, i) => put(`id-${i % 7}`, i))
  expect(drained(changes, 100)).toEqual(changes)
})

it('holds one change per document past its bound, however many come', () => {
  const backlog = createBacklog()
  for (let i = 0; i < MAX_KEPT * 10; i += 1) backlog.add(put(`id-${i % 300}`, i))
  expect(backlog.size).toBe(300)
  expect(backlog.take(1)).toEqual([put('id-200', MAX_KEPT * 10 - 300)])
  while (backlog.size > 0) backlog.take(100)
  backlog.add(put('id-1', 1))
  backlog.add(put('id-1', 2))
  expect(backlog.size).toBe(2)
})

it('does not call seen arriving what was written again since', () => {
  const many = Array.from({ length: MAX_KEPT }, (_, i) => put('busy', i))
  const told = drained([...many, put('new', 1, true), put('again', 1, true), put('again', 2)], 50)
  expect(told.slice(1)).toEqual([put('new', 1, true), put('again', 2)])
})

it('leads to the same documents as telling every change', () => {
  const id = fc.constantFrom('a-000000', 'b-000000', 'c-000000', 'd-000000')
  const change = fc.tuple(fc.boolean(), id, fc.nat(1000))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (list, sliceOf) => {
      const changes = list.map(([isPut, _id, n]) => (isPut ? put(_id, n) : remove(_id, n)))
      const filler = Array.from({ length: MAX_KEPT + 1 }, (_, i) => put('filler-0', i))
      const [all, collapsed] = [mapSink(), mapSink()]
      tellAll([...filler, ...changes], all)
      tellAll(drained([...filler, ...changes], sliceOf), collapsed)
      expect([...collapsed.documents].sort()).toEqual([...all.documents].sort())
    }),
    { numRuns: 50 }
  )
})

it('gives only what has become of each document when told to, and every change after that', () => {
  const backlog = createBacklog()
  for (const told of [put('a', 1), put('b', 2), remove('a', 3), put('b', 4)]) backlog.add(told)
  backlog.keepLasts()
  expect(backlog.take(9)).toEqual([remove('a', 3), put('b', 4)])
  for (const told of [put('a', 5), put('a', 6)]) backlog.add(told)
  expect(backlog.take(9)).toEqual([put('a', 5), put('a', 6)])
})
