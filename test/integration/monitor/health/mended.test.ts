import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { startDatabase } from '../../../../src/demo/embedded-database'
import { serverCodeOf } from '../../../../src/monitor/server-code'
import type { Finding } from '../../../../src/shared/domain/finding'
import { aDatabase } from '../../../support/database'
import { runMongosh } from '../../../support/run-mongosh'
import { type AppOptions, startStoreApp } from '../../../support/stores'
import { found, healthOf, times, writeWith } from '../../../support/unhealthy'
import { until } from '../../../support/until'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const MINUTE_MS = 60_000
const HALF_HOUR_MS = 30 * MINUTE_MS
/** The TTL monitor passes once a minute. */
const TWO_PASSES_MS = 130_000
const INVALID_OPTIONS = 72

describe('what is mended in an app', () => {
  const people = ['ann', 'bob', 'cid']
  const appOn = (collection: string, library: AppOptions['library'] = 'connect-mongo-6'): AppOptions => ({
    library,
    uri,
    database,
    collection,
    cookie: { sameSite: 'lax' }
  })
  /** As on the computer that an app is written on: over plain HTTP. */
  const healthAt = (collection: string) => healthOf(uri, `${database}.${collection}`, false)

  /** People sign in at the real app, come back once, and it stops. */
  async function visit(options: AppOptions): Promise<void> {
    const app = await startStoreApp(options)
    for (const name of people) {
      const browser = app.browser()
      await browser.visit(`/login/${name}@shop.io`)
      await browser.visit('/look')
    }
    await app.stop()
  }

  async function onlyFindingIn(collection: string): Promise<Finding> {
    const { findings } = await healthAt(collection)
    expect(findings.map(finding => finding.rule)).toHaveLength(1)
    return findings[0] as Finding
  }

  it.each([
    ['a shorter one', 5 * MINUTE_MS, 'end before their cookies do'],
    ['a longer one', 14 * 24 * 60 * MINUTE_MS, 'live on after their cookies have ended']
  ])(
    'a second lifetime, %s, makes cookie and document drift; with one alone they agree',
    async (name, ms, told) => {
      const collection = `drift_${name.replaceAll(' ', '_')}`
      await visit({ ...appOn(collection), signedInMaxAgeMs: ms })
      const finding = await onlyFindingIn(collection)
      expect(finding).toMatchObject({ rule: 'cookie-drift', severity: 'warning', mend: { kind: 'app' } })
      expect(finding.title).toContain(told)
      expect(finding.mend?.code).toBe('app.use(session({ cookie: { maxAge: 30 * 60 * 1000 }, … }))')

      const before = await db.collection(collection).distinct('_id')

      await visit({ ...appOn(collection), maxAgeMs: HALF_HOUR_MS })
      expect(found(await healthAt(collection)), 'sessions of before are still there').toEqual([
        'cookie-drift'
      ])
      await db.collection(collection).deleteMany({ _id: { $in: before } })
      expect(found(await healthAt(collection))).toEqual([])
    }
  )

  it('two libraries in one collection are told, until each has its own and the old sessions are gone', async () => {
    const left = appOn('mixed', 'connect-mongodb-session')
    // It makes no index beside the one that is there: its driver asks for another of the same name, and is refused.
    const joined = { ...appOn('mixed', 'connect-mongo-5'), options: { autoRemove: 'disabled' } }
    await visit(left)
    await visit(joined)
    const finding = await onlyFindingIn('mixed')
    expect(finding).toMatchObject({ rule: 'formats-mixed', severity: 'warning', mend: { kind: 'app' } })
    expect(finding.mend?.code).toMatch(/collection(Name)?: "sessions_of_this_app" }\)$/)

    await visit(appOn('sessions_of_this_app', 'connect-mongo-5'))
    expect(found(await healthAt('mixed')), 'sessions of before are still there').toEqual(['formats-mixed'])
    const { deletedCount } = await db.collection('mixed').deleteMany({ session: { $type: 'string' } })
    expect(deletedCount).toBe(people.length)
    await visit(left)
    expect(found(await healthAt('mixed'))).toEqual([])
    expect(found(await healthAt('sessions_of_this_app'))).toEqual([])
  })
})

describe('what is mended on the server', () => {
  const appAt = (at: string): AppOptions => ({
    library: 'connect-mongodb-session',
    uri: at,
    database: 'shop',
    collection: 'sessions'
  })

  it('a server that does not delete is told, until it does', { timeout: 2 * TWO_PASSES_MS }, async () => {
    // One of its own: its first pass is a minute away.
    const server = await startDatabase()
    onTestFinished(() => server.stop())
    const client = new MongoClient(server.uri)
    onTestFinished(() => client.close())
    const admin = client.db('admin')
    const isSwitch = server.kind === 'mongod'
    if (isSwitch) await admin.command({ setParameter: 1, ttlMonitorEnabled: false })
    await writeWith(appAt(server.uri), [...times(2, {}), { expiresInMs: -10 * MINUTE_MS }])
    const { findings } = await healthOf(server.uri, 'shop.sessions')
    expect(findings).toMatchObject([{ rule: 'ttl-behind', severity: 'warning', filter: 'state:expired' }])
    expect(findings[0]?.evidence).toContain('1 expired session still stored')
    const code = findings[0]?.mend?.code ?? ''

    const mended = runMongosh(client, code)
    if (isSwitch) await mended
    else {
      // SecantusDB's monitor has no switch: it is never off, and here only a pass behind, which it is asked to make now.
      expect(await mended.then(() => null, serverCodeOf)).toBe(INVALID_OPTIONS)
      expect(await admin.command({ 'secantusAdmin.pruneTtl': 1 })).toMatchObject({ pruned: 1 })
    }
    await until(
      async () => found(await healthOf(server.uri, 'shop.sessions')).length === 0,
      'the server has deleted what had expired',
      TWO_PASSES_MS
    )
    expect(await client.db('shop').collection('sessions').countDocuments()).toBe(2)
  })

  it('a standalone is told, until it is started again as a replica set, with its sessions', async () => {
    const storagePath = await mkdtemp(join(tmpdir(), 'sextant-standalone-'))
    onTestFinished(() => rm(storagePath, { recursive: true, force: true }))
    const alone = await startDatabase({ storagePath, isStandalone: true })
    await writeWith(appAt(alone.uri), times(2, {}))
    const { findings } = await healthOf(alone.uri, 'shop.sessions')
    await alone.stop()
    expect(findings).toMatchObject([{ rule: 'standalone', severity: 'advice' }])
    expect(findings[0]?.mend).toMatchObject({ code: 'rs.initiate()' })

    // Of a mongod this is --replSet and replSetInitiate, which rs.initiate() is; SecantusDB is a set once it is not told otherwise.
    const set = await startDatabase({ storagePath, port: alone.port })
    onTestFinished(() => set.stop())
    expect(found(await healthOf(set.uri, 'shop.sessions'))).toEqual([])
    const client = new MongoClient(set.uri)
    onTestFinished(() => client.close())
    const sessions = client.db('shop').collection('sessions')
    expect(await sessions.countDocuments()).toBe(2)
    const changes = sessions.watch()
    expect(await changes.tryNext(), 'it tells changes: there are none').toBe(null)
    await changes.close()
  })
})
