import { expect, it } from 'vitest'
import { createMirror } from '../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../src/monitor/mirror/picture'
import { heldRows, namedRows, type RowsReading } from '../../../src/monitor/rows'
import { aSession, keyOf, START } from '../../support/sessions'

async function keysOf({ batches }: RowsReading) {
  const read = []
  for await (const batch of batches) read.push(batch.map(row => row.session.key))
  return read
}

const sessions = Array.from({ length: 450 }, (_, n) =>
  aSession({ key: keyOf(n), user: n % 2 === 0 ? 'ann' : 'bob', sinceAt: START + n })
)
const noIds = { documentIdOf: () => undefined, sessionIdOf: () => null }
const query = { filter: 'user:ann', facet: 'all', user: null, sort: 'since', descending: false } as const

it('reads all rows of a query in its order, a window at a time', async () => {
  const picture = createPicture(createMirror(START, sessions), () => false)
  const reading = heldRows(picture, query, { documentIdOf: key => key, sessionIdOf: key => `id of ${key}` })
  expect(reading.expected).toBe(225)
  const batches = await keysOf(reading)
  expect(batches.map(batch => batch.length)).toEqual([200, 25])
  expect(batches.flat()).toEqual(sessions.filter(one => one.user === 'ann').map(one => one.key))
})

it('reads a copied mirror as it was, whatever comes and goes meanwhile', async () => {
  const live = createMirror(START, sessions)
  const reading = heldRows(
    createPicture(live.copy(), () => false),
    query,
    noIds
  )
  live.clear()
  expect((await keysOf(reading)).flat()).toHaveLength(225)
})

it('reads those named that are still there, in the order they were named', async () => {
  const mirror = createMirror(START, sessions)
  const known = { get: mirror.get, ...noIds }
  const reading = namedRows(known, [keyOf(7), keyOf(9999), keyOf(3)], START)
  expect(await keysOf(reading)).toEqual([[keyOf(7), keyOf(3)]])
  expect(reading.expected).toBe(2)
})
