import { ObjectId } from 'mongodb'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { type LiveStore, startLiveStore } from '../../../src/monitor/live-store'
import type { UserKey } from '../../../src/shared/domain/session'
import { isFollowing, type StoreAsk } from '../../../src/shared/domain/store'
import { aDatabase } from '../../support/database'
import { openStoreAt, type StoreAt } from '../../support/store-at'
import { openLibrary, type StoreLibrary } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

interface Store {
  readonly live: LiveStore
  readonly at: StoreAt
}

const open: Store[] = []
afterEach(async () => {
  for (const { live, at } of open.splice(0)) {
    await live.stop()
    await at.close()
  }
})

async function watched(collection: string, ask: Partial<StoreAsk>): Promise<Store> {
  const at = await openStoreAt(uri, `${name}.${collection}`, ask)
  const nothing = () => undefined
  const live = startLiveStore(at.connection, at.store, {
    facts: nothing,
    sessions: nothing,
    users: nothing,
    feed: nothing,
    pause: nothing,
    totals: nothing
  })
  open.push({ live, at })
  await until(() => isFollowing(live.monitor.feed) || null, 'all to be read')
  return { live, at }
}

/** Sessions as the library itself writes them, each with a payload of its own. */
async function written(library: StoreLibrary, collection: string, payloads: readonly object[]) {
  const { store, close } = await openLibrary({ library, uri, database: name, collection })
  const cookie = { originalMaxAge: 1_800_000, expires: new Date(Date.now() + 1_800_000), path: '/' }
  for (const [n, payload] of payloads.entries())
    await new Promise<void>((done, failed) =>
      store.set(`session-number-${n}`, { cookie, ...payload } as never, error =>
        error ? failed(error) : done()
      )
    )
  await close()
}

const COUNT = 20
const range = Array.from({ length: COUNT }, (_, n) => n)
const ids = range.map(() => new ObjectId().toHexString())

const stores: readonly {
  what: string
  path: string
  payloadOf: (n: number) => object
  userOf: (n: number) => UserKey
}[] = [
  {
    what: 'an address three levels down',
    path: 'account.profile.mail',
    payloadOf: n => ({ account: { profile: { mail: `user${n}@shop.io`, lang: 'en' } }, views: n }),
    userOf: n => `user${n}@shop.io`
  },
  {
    what: 'an ObjectId as string',
    path: 'auth.uid',
    payloadOf: n => ({ auth: { uid: ids[n] } }),
    userOf: n => ids[n] ?? ''
  },
  {
    what: 'a numeric id',
    path: 'customer.no',
    payloadOf: n => ({ customer: { no: 40_000 + n } }),
    userOf: n => String(40_000 + n)
  }
]

describe.each(['connect-mongo-6', 'connect-mongodb-session'] as const)('in a store of %s', library => {
  it.each(stores)('names every user by $what once it was shown', async ({ path, payloadOf, userOf }) => {
    const collection = `${library}-${path.replaceAll('.', '-')}`
    await written(library, collection, range.map(payloadOf))

    const before = await watched(collection, {})
    expect(before.live.monitor.coverage()).toEqual({ named: 0, sessions: COUNT })

    const after = await watched(collection, { userPaths: [path] })
    expect(after.live.monitor.coverage()).toEqual({ named: COUNT, sessions: COUNT })
    expect(after.live.facts.format.userPaths[0]).toBe(path)
    const users = await after.live.monitor.sessionsPerUser()
    expect(users.map(one => one.user).sort()).toEqual(range.map(userOf).sort())
  })
})

it('is told apart by the database too, where the store is too large to be mirrored', async () => {
  const documents = range.map(n => ({
    _id: `large-${n}`,
    expires: new Date(Date.now() + 1_800_000),
    session: { cookie: { originalMaxAge: 1_800_000 }, account: { profile: { mail: `user${n}@shop.io` } } }
  }))
  await db.collection<{ _id: string }>('large').insertMany(documents)
  await db.collection('large').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  const ask = { mirrorAtMost: 0, userPaths: ['account.profile.mail'] }
  const { live } = await watched('large', ask)
  expect(live.monitor.totals().signedIn).toBe(COUNT)
  expect(live.monitor.coverage()).toBeNull()
  expect(await live.monitor.sessionsPerUser()).toHaveLength(COUNT)
})
