import { randomBytes } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { listen } from '../../../../src/demo/shop/server'
import { createSessionStore, storeLibraries } from '../../../../src/demo/shop/session-store'
import { createShop } from '../../../../src/demo/shop/shop'
import { createRandom } from '../../../../src/demo/shoppers/random'
import { createShoppers } from '../../../../src/demo/shoppers/shoppers'
import { aDatabase } from '../../../support/database'
import { loadRecording } from '../../../support/load-recording'
import { recordings } from '../../../support/recordings'
import { found, healthOf } from '../../../support/unhealthy'
import { until } from '../../../support/until'

const uri = inject('replicaSetUri')

describe('what real libraries have written', () => {
  const { db, name: database } = aDatabase(uri)

  it.each(recordings.map(recording => [recording.name, recording] as const))(
    'has nothing critical: %s',
    async (name, recording) => {
      const collection = db.collection(name.replaceAll('.', '_'))
      await loadRecording(recording, collection)
      const { findings } = await healthOf(uri, `${database}.${collection.collectionName}`)
      expect(findings.filter(finding => finding.severity === 'critical')).toEqual([])
    }
  )

  it('advises no TTL index where sessions lie inside documents of users, which it would delete', async () => {
    const recording = recordings.find(one => one.format === 'payload')
    if (recording === undefined) return expect.unreachable('it is recorded')
    const collection = db.collection('members')
    await loadRecording(recording, collection)
    const { findings, notJudged } = await healthOf(uri, `${database}.members`)
    expect(findings.filter(finding => /^ttl-|^expiry-/.test(finding.rule))).toEqual([])
    expect(notJudged.map(one => one.rule)).toContain('ttl-missing')
  })
})

describe('the demo shop', () => {
  const databases = { 'connect-mongodb-session': aDatabase(uri), 'connect-mongo': aDatabase(uri) }

  it.each(storeLibraries)('is a healthy store with %s', async library => {
    const { name: database } = databases[library]
    const store = await createSessionStore({ library, uri, database })
    const failures: unknown[] = []
    const report = (error: unknown) => void failures.push(error)
    const shop = createShop({ store: store.forExpress, secret: randomBytes(16).toString('hex'), report })
    const server = await listen(shop, 0)
    const random = createRandom(7)
    const shoppers = createShoppers({ shopUrl: server.url, random, size: 80, rate: 1, report })
    try {
      await until(async () => (await store.count()) >= 75, 'the shoppers are in')
      const health = await healthOf(uri, `${database}.sessions`, false)
      expect(found(health)).toEqual([])
      expect(failures).toEqual([])
      expect(health.notJudged.map(one => one.rule)).toEqual(['cookie-secure'])
    } finally {
      await shoppers.stop()
      await server.close()
      await store.close()
    }
  })
})
