import { Binary, Decimal128, Double, Long, ObjectId } from 'bson'
import type { Document } from 'mongodb'
import { describe, expect, inject, it } from 'vitest'
import { meets } from '../../../src/monitor/payload/condition-test'
import { createPayloadScan, payloadIn } from '../../../src/monitor/payload/scan'
import { createPayloadSearch } from '../../../src/monitor/payload/search'
import { parseFilter } from '../../../src/shared/filter/parse'
import { payloadConditionsOf } from '../../../src/shared/filter/tree'
import { cookie, counting, documentsOf, filled, following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { cursorsOn } from '../../support/open-cursors'
import { aUsersAsk, aViewAsk } from '../../support/sessions'
import { startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const database = aDatabase(uri)
const { db, name } = database

/** Odd ones, so that what the database narrows by and what is looked at here can differ if they ever do. */
const payloads: readonly Document[] = [
  {},
  { cart: { items: [1, 2, 3, 4] }, role: 'Admin' },
  { cart: { items: [] }, role: 'administrator' },
  {
    cart: {
      items: [
        { sku: 'shirt', count: 2 },
        { sku: 'socks', count: 7 }
      ]
    }
  },
  { cart: [{ items: [1] }, { items: [1, 2, 3, 4, 5] }] },
  { cart: { items: 3 } },
  { cart: { items: new Double(3.5) } },
  { cart: { items: Long.fromNumber(9) } },
  { cart: { items: Decimal128.fromString('10.25') } },
  { cart: { items: '12' } },
  { cart: { items: { 2: 'a name, no place' } } },
  { cart: { items: [[1, 2, 3], 5] } },
  { cart: null, role: null },
  { role: true },
  { role: ['user', 'ADMIN'] },
  { role: 3 },
  { role: new ObjectId('65a0c0ffee0000000000beef') },
  { role: new Date(Date.UTC(2026, 2, 1)) },
  { role: new Binary(Buffer.from('admin'), 0) },
  { role: 'größer' },
  { __proto__x: 1, constructor: 'own' }
]

const texts = [
  'cart.items>3',
  'cart.items>=3',
  'cart.items<3',
  'cart.items<=0',
  'cart.items>-1',
  'cart.items>2.5',
  'cart.items.count>5',
  'cart.items.0>0',
  'cart.items.1.sku:sock',
  'cart.items.sku:SHIRT',
  'cart.items:12',
  'role:admin',
  'role=admin',
  'role=Admin',
  'role:tru',
  'role:null',
  'role:3',
  'role=3',
  'role:1e0',
  'role:beef',
  'role:2026-03',
  'role:GRÖSSER',
  'role:größ',
  'constructor:own',
  'toString:native',
  '__proto__:x',
  '$where:1',
  'a.$b>1'
]

const conditionOf = (text: string) => {
  const parsed = parseFilter(text)
  const [condition] = parsed.ok ? payloadConditionsOf(parsed.tree) : []
  if (condition === undefined) throw new Error(text)
  return condition
}

const searchIn = (collection: string) =>
  createPayloadSearch(
    createPayloadScan({ collection: db.collection(collection), payloadPath: 'session' }),
    'session'
  )

async function search(collection: string, text: string): Promise<readonly string[]> {
  const found: unknown[] = []
  const run = searchIn(collection)
  const listener = { found: (ids: readonly unknown[]) => found.push(...ids), progress: () => undefined }
  await run(conditionOf(text), listener, new AbortController().signal)
  return found.map(String).sort()
}

describe('looking for values in payloads', () => {
  it('finds the same in the database as by looking at every document, objects and JSON text mixed', async () => {
    const objects = documentsOf(payloads.length, n => payloads[n] ?? {})
    const asText = objects.map(({ _id, session, ...rest }) => ({
      _id: `text-${_id}`,
      ...rest,
      session: JSON.stringify(session)
    }))
    await filled(database, 'odd', [...objects, ...asText, { _id: 'sealed', session: 'MIIabc' } as Document])
    const documents = await db.collection('odd').find().toArray()
    for (const text of texts) {
      const wanted = documents
        .filter(document => {
          const payload = payloadIn(document, 'session')
          return payload !== null && meets(payload, conditionOf(text))
        })
        .map(document => String(document._id))
        .sort()
      expect([text, await search('odd', text)]).toEqual([text, wanted])
    }
    // So that the comparison is one of something with something.
    expect((await search('odd', 'cart.items>3')).length).toBe(8)
    expect(await search('odd', 'role=admin')).toEqual([])
  })

  it('ends without a word when the filter becomes another', async () => {
    await filled(
      database,
      'many',
      documentsOf(3000, n => ({ n }))
    )
    const run = searchIn('many')
    const ending = new AbortController()
    let done = 0
    const progress = (count: number) => {
      done = count
      ending.abort()
    }
    await run(conditionOf('n>=0'), { found: () => undefined, progress }, ending.signal)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(3000)
  })

  it('leaves no cursor open on the server, whenever it is ended', async () => {
    const collection = 'ended'
    await filled(
      database,
      collection,
      documentsOf(3000, n => ({ n }))
    )
    const run = searchIn(collection)
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const ending = new AbortController()
        // Every other one between two batches, the others while the server is being asked.
        const progress = () => (n % 2 === 0 ? ending.abort() : undefined)
        setTimeout(() => ending.abort(), n / 2)
        await run(conditionOf('n>=0'), { found: () => undefined, progress }, ending.signal)
      })
    )
    await until(
      async () => (await cursorsOn(`${name}.${collection}`, database.client)).length === 0,
      'every cursor is closed'
    )
  })
})

describe.each(['connect-mongodb-session', 'connect-mongo-6'] as const)(
  'a filter on payloads of %s',
  library => {
    it('is right at once, stays right while the app writes, and finds their users', async () => {
      const collection = `live_${library.replaceAll('-', '_')}`
      const app = await startStoreApp({ library, uri, database: name, collection })
      const browsers = Array.from({ length: 6 }, () => app.browser())
      for (const [n, browser] of browsers.entries()) {
        await browser.visit(n < 3 ? `/login/user${n}` : '/')
        for (let visits = 0; visits < n; visits += 1) await browser.visit('/')
      }
      const store = await following(uri, `${name}.${collection}`, 1_000_000)
      await until(() => store.live.monitor.totals().documents === 6, 'all are read')

      async function shown(filter: string): Promise<number> {
        let window = await store.live.monitor.askSessions(aViewAsk({ filter }))
        await until(async () => {
          window = await store.live.monitor.askSessions(aViewAsk({ filter }))
          return window.reading === null
        }, 'all is known')
        return window.rows.filter(row => row.ending === null).length
      }

      async function fresh(filter: string): Promise<number> {
        const documents = await db.collection(collection).find().toArray()
        return documents.filter(document => {
          const payload = payloadIn(document, 'session')
          return payload !== null && meets(payload, conditionOf(filter))
        }).length
      }

      expect(await shown('views>=3')).toBe(3)
      expect(await shown('-views>=3')).toBe(3)
      expect(await shown('views>=3')).toBe(await fresh('views>=3'))
      await store.live.monitor.askUsers(aUsersAsk({ filter: 'user.email:user views>1' }))
      await until(async () => {
        const users = await store.live.monitor.askUsers(aUsersAsk({ filter: 'user.email:user views>1' }))
        return users.reading === null && users.matching === 1
      }, 'one user has come back')

      // The rest of the test writes while the filter stands, without asking anew.
      await store.live.monitor.askSessions(aViewAsk({ filter: 'views>=3' }))
      const rows = () => store.windows.at(-1)?.rows.filter(row => row.ending === null).length
      await browsers[0]?.visit('/')
      await browsers[0]?.visit('/')
      await browsers[0]?.visit('/')
      await until(() => rows() === 4, 'the one that has come to three is there')
      await browsers[2]?.visit('/')
      await until(() => rows() === 5, 'and another')
      await browsers[2]?.visit('/logout')
      await until(() => rows() === 4, 'and gone with its session')
      expect(await fresh('views>=3')).toBe(4)
      await app.stop()
    })
  }
)

describe('a large store', () => {
  it('has its payloads looked into by the database, and says what it cannot be asked', async () => {
    await filled(
      database,
      'large',
      documentsOf(60, n => ({
        user: `u${n % 5}`,
        cart: { items: Array.from({ length: n % 4 }, (_, i) => `sku-${i}`) }
      }))
    )
    const { live } = await counting(uri, `${name}.large`)
    const count = async (filter: string) => (await live.monitor.askSessions(aViewAsk({ filter }))).rows.length
    expect(await count('cart.items>=2')).toBe(30)
    expect(await count('cart.items<1')).toBe(15)
    expect(await count('-cart.items<1 user:u1')).toBe(9)
    expect(await count('user=u1 or user=u2')).toBe(24)
    expect(await count('expires<30s')).toBe(0)
    expect(await count('expires<10m30s -state:guest')).toBe(10)
    await expect(count('sessions>2')).rejects.toMatchObject({ fault: { code: 'bad-request' } })
    await expect(count('seen>1h')).rejects.toThrow(/keeps no date of its last write/)
    const users = await live.monitor.askUsers(aUsersAsk({ filter: 'expires<2m30s' }))
    expect(users.matching).toBe(2)
  })

  it('refuses what is no filter, with the sentence that says why, and goes on with the one before', async () => {
    await filled(
      database,
      'texts',
      documentsOf(9, () => ({ cookie })).map(d => ({ ...d, session: JSON.stringify(d.session) }))
    )
    const { live } = await counting(uri, `${name}.texts`)
    await expect(live.monitor.askSessions(aViewAsk({ filter: 'a.b>1' }))).rejects.toThrow(/text or encrypted/)
    await expect(live.monitor.askSessions(aViewAsk({ filter: 'expires<' }))).rejects.toThrow(/span of time/)
  })
})
