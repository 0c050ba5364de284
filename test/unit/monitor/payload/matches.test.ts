import { expect, it } from 'vitest'
import { createPayloadMatches } from '../../../../src/monitor/payload/matches'
import type { SearchListener } from '../../../../src/monitor/payload/search'
import type { SessionKey } from '../../../../src/shared/domain/session'
import { conditionId, type PayloadCondition } from '../../../../src/shared/filter/tree'
import { keyOf } from '../../../support/sessions'

const admins: PayloadCondition = { kind: 'payload', path: 'role', op: ':', text: 'admin', count: null }
const id = conditionId(admins)

/** Searches that go on until they are told to end; document ids are small numbers. */
function searching() {
  const searches: { listener: SearchListener; signal: AbortSignal; end: (error?: Error) => void }[] = []
  const changed: (readonly SessionKey[] | null)[] = []
  const matches = createPayloadMatches({
    search: (_, listener, signal) =>
      new Promise((resolve, reject) => {
        searches.push({ listener, signal, end: error => (error ? reject(error) : resolve()) })
      }),
    keyOf: documentId => keyOf(documentId as number),
    payloadIn: document => document,
    size: () => 10,
    changed: keys => changed.push(keys),
    troubleOf: error => (error as Error).message
  })
  const settled = () => new Promise(resolve => setTimeout(resolve))
  return { matches, searches, changed, settled }
}

it('lets what was written while a search goes on win over what the search still brings', async () => {
  const { matches, searches, changed, settled } = searching()
  matches.want([admins])
  expect(matches.written(keyOf(1), { role: 'user' })).toBe(false)
  expect(matches.written(keyOf(2), { role: 'admin' })).toBe(true)
  searches[0]?.listener.found([1, 3])
  expect([1, 2, 3].map(n => matches.has(id, keyOf(n)))).toEqual([false, true, true])
  searches[0]?.listener.progress(3)
  expect(matches.reading).toEqual({ done: 3, expected: 10, trouble: null })
  expect(matches.isKnown(id)).toBe(false)
  searches[0]?.end()
  await settled()
  expect([matches.isKnown(id), matches.reading, changed.at(-1)]).toEqual([true, null, null])
  expect(matches.written(keyOf(3), { role: 'user' })).toBe(true)
  matches.forget(keyOf(2))
  expect([2, 3].some(n => matches.has(id, keyOf(n)))).toBe(false)
})

it('ends a search that nobody wants any more, and one that is cancelled or fails says so', async () => {
  const { matches, searches, settled } = searching()
  matches.want([admins])
  matches.want([admins])
  expect(searches).toHaveLength(1)
  matches.want([])
  expect([searches[0]?.signal.aborted, matches.reading]).toEqual([true, null])
  matches.want([admins])
  searches[1]?.listener.found([5])
  matches.cancel()
  expect(searches[1]?.signal.aborted).toBe(true)
  expect(matches.reading?.trouble).toMatch(/^Cancelled/)
  expect([matches.has(id, keyOf(5)), matches.isKnown(id)]).toEqual([true, false])
  matches.want([])
  matches.want([admins])
  searches[2]?.end(new Error('The server went away.'))
  await settled()
  expect(matches.reading?.trouble).toBe('The server went away.')
})
