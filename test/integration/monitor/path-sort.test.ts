import { Decimal128, Double, Long, ObjectId } from 'bson'
import type { Document } from 'mongodb'
import { describe, expect, inject, it } from 'vitest'
import { counting, documentsOf, filled, following, type Told } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { aViewAsk } from '../../support/sessions'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const database = aDatabase(uri)
const { db, name } = database

/** In the order of BSON: null, numbers, texts, objects, ids, booleans, dates. */
const inOrder: readonly unknown[] = [
  null,
  -1,
  new Double(0.5),
  [1],
  Long.fromNumber(2),
  Decimal128.fromString('2.5'),
  [1, 2, 3],
  '',
  'B',
  'a',
  { deep: 1 },
  new ObjectId('65a0c0ffee0000000000beef'),
  false,
  true,
  new Date(1000),
  new Date(2000)
]
const shuffled = inOrder.map((_, at) => (at * 7 + 3) % inOrder.length)

async function readByPath(told: Told, descending = false) {
  const ask = aViewAsk({ sort: 'path:cart.total', descending })
  const ids = async () => {
    const { rows } = await told.live.monitor.askSessions(ask)
    return rows.map(row => told.live.revealId(row.key))
  }
  await ids()
  await until(async () => (await told.live.monitor.askSessions(ask)).reading === null, 'all values are read')
  return ids()
}

describe('sorting by a path in the payload', () => {
  it('orders sessions by what they have there, objects and JSON text alike, and those without it last', async () => {
    const typed = documentsOf(inOrder.length + 2, n => {
      const at = shuffled[n]
      return at === undefined ? { n } : { cart: { total: inOrder[at] } }
    })
    const texts = [4, 0.75].map((total, n) => ({
      _id: `text-${n}`,
      expires: new Date(Date.now() + 60_000),
      session: JSON.stringify({ cookie: {}, cart: { total } })
    }))
    await filled(database, 'typed', [...typed, ...texts] as Document[])
    const told = await following(uri, `${name}.typed`, 1000)
    await until(() => told.totals?.documents === inOrder.length + 4, 'all sessions are there')
    const idOf = (at: number) => String(typed[shuffled.indexOf(at)]?._id)
    const wanted = inOrder.map((_, at) => idOf(at))
    // Beside the numbers 0.5, a list of one, 2, 2.5 and a list of three.
    wanted.splice(3, 0, 'text-1')
    wanted.splice(8, 0, 'text-0')
    const found = await readByPath(told)
    expect(found.slice(0, wanted.length)).toEqual(wanted)
    expect(new Set(found.slice(wanted.length))).toEqual(new Set(typed.slice(-2).map(one => String(one._id))))
    expect((await readByPath(told, true)).slice(0, wanted.length)).toEqual(wanted.toReversed())
  })

  it('follows writes, sign-outs and arrivals', async () => {
    await filled(
      database,
      'live',
      documentsOf(5, n => ({ cart: { total: n } }))
    )
    const told = await following(uri, `${name}.live`, 1000)
    await until(() => told.totals?.documents === 5, 'all sessions are there')
    const ids = [0, 1, 2, 3, 4].map(n => `id-000${n}`)
    expect(await readByPath(told)).toEqual(ids)
    const shown = () => told.windows.at(-1)?.rows.filter(row => row.ending === null) ?? []
    const become = (wanted: readonly string[]) =>
      until(
        () => JSON.stringify(shown().map(row => told.live.revealId(row.key))) === JSON.stringify(wanted),
        wanted.join(' ')
      )
    const sessions = db.collection<{ _id: string }>('live')
    await sessions.updateOne({ _id: 'id-0001' }, { $set: { 'session.cart.total': 99 } })
    await become(['id-0000', 'id-0002', 'id-0003', 'id-0004', 'id-0001'])
    await sessions.deleteOne({ _id: 'id-0003' })
    await become(['id-0000', 'id-0002', 'id-0004', 'id-0001'])
    const [document] = documentsOf(1, () => ({ cart: { total: 3 } }))
    await sessions.insertOne({ ...document, _id: 'new' } as { _id: string })
    await become(['id-0000', 'id-0002', 'new', 'id-0004', 'id-0001'])
    await sessions.updateOne({ _id: 'id-0000' }, { $unset: { 'session.cart': 1 } })
    await become(['id-0002', 'new', 'id-0004', 'id-0001', 'id-0000'])
  })

  it('can be cancelled, and says how far it came', async () => {
    await filled(
      database,
      'cancelled',
      documentsOf(2000, n => ({ cart: { total: n } }))
    )
    const told = await following(uri, `${name}.cancelled`, 10_000)
    await until(() => told.totals?.documents === 2000, 'all sessions are there')
    const ask = aViewAsk({ sort: 'path:cart.total' })
    const { reading } = await told.live.monitor.askSessions(ask)
    expect(reading).toEqual({ done: 0, expected: 2000, trouble: null })
    told.live.monitor.cancelSearch()
    expect((await told.live.monitor.askSessions(ask)).reading?.trouble).toMatch(/^Cancelled/)
    const since = await told.live.monitor.askSessions(aViewAsk())
    expect(since.reading).toBeNull()
  })

  it('is left to the database in a large store, where an index gives the order', async () => {
    await filled(
      database,
      'large',
      documentsOf(9, n => ({ cart: { total: (n * 4) % 9 }, role: 'a', csrfToken: String(n) }))
    )
    for (const [key, options] of [
      ['session.cart.total', {}],
      ['session.role', { sparse: true }],
      ['session.csrfToken', {}]
    ] as const)
      await db.collection('large').createIndex({ [key]: 1 }, options)
    const told = await counting(uri, `${name}.large`)
    const { limits } = await told.live.monitor.askSessions(aViewAsk())
    expect(limits?.sorts.filter(sort => sort.startsWith('path:'))).toEqual(['path:cart.total'])
    const ask = aViewAsk({ sort: 'path:cart.total', descending: true })
    const sorted = await told.live.monitor.askSessions(ask)
    expect(sorted.limits?.sortedBy).toBe('path:cart.total')
    expect(sorted.rows.map(row => told.live.revealId(row.key))).toEqual(
      [2, 4, 6, 8, 1, 3, 5, 7, 0].map(n => `id-000${n}`)
    )
    const other = await told.live.monitor.askSessions(aViewAsk({ sort: 'path:role' }))
    expect([other.limits?.sortedBy, other.reading]).toEqual(['expires', null])
  })
})
