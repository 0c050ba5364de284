import { describe, expect, inject, it } from 'vitest'
import type { RowsReading } from '../../../src/monitor/rows'
import { counting, documentsOf, filled, following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { aViewAsk } from '../../support/sessions'
import { until } from '../../support/until'

const query = { filter: '', facet: 'all', user: null, sort: 'expires', descending: false } as const

async function batchesOf({ batches }: RowsReading) {
  const read = []
  for await (const batch of batches) read.push(batch)
  return read
}

describe('rows for a file', () => {
  const uri = inject('replicaSetUri')
  const database = aDatabase(uri)
  const documents = documentsOf(450, n => (n % 3 === 0 ? { user: { email: 'ann@shop.io' } } : {}))
  const ids = documents.map(document => String(document._id))

  it.each(['mirrored', 'counted'] as const)(
    'reads all of a store that is %s, once and in order',
    async how => {
      await filled(database, how, documents)
      const ns = `${database.name}.${how}`
      const told = how === 'counted' ? await counting(uri, ns) : await following(uri, ns, 1_000_000)
      const { monitor } = told.live
      await until(() => monitor.totals().documents === 450, 'all sessions')
      const batches = await batchesOf(monitor.rows({ query, keys: null }))
      expect(batches.flat().map(row => row.sessionId)).toEqual(ids)
      expect(Math.max(...batches.map(batch => batch.length))).toBeLessThanOrEqual(200)
      const ann = monitor.rows({ query: { ...query, filter: 'user:ann' }, keys: null })
      expect((await batchesOf(ann)).flat()).toHaveLength(150)

      await monitor.askSessions(aViewAsk({ ...query, count: 20 }))
      const keys = await monitor.keysFrom(100, 250)
      expect(keys).toHaveLength(250)
      const named = await batchesOf(monitor.rows({ query, keys: [...keys].reverse() }))
      expect(named.flat().map(row => row.sessionId)).toEqual(ids.slice(100, 350).reverse())
    }
  )

  it('of a mirrored store are those of the moment they were asked for', async () => {
    await filled(database, 'moment', documents)
    const { live, at } = await following(uri, `${database.name}.moment`, 1_000_000)
    await until(() => live.monitor.totals().documents === 450, 'all sessions')
    const reading = live.monitor.rows({ query, keys: null })
    await at.store.collection.deleteMany({ _id: { $in: ids.slice(200, 300) } as never })
    await until(() => live.monitor.totals().documents === 350, 'the deletions')
    expect((await batchesOf(reading)).flat()).toHaveLength(450)
  })
})
