import { Binary, Double, Long, ObjectId } from 'bson'
import type { Document } from 'mongodb'
import { describe, expect, inject, it } from 'vitest'
import { stateAt } from '../../../src/shared/domain/session'
import { cookie, counting, documentsOf, filled, following, MINUTE } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { aUsersAsk, aViewAsk } from '../../support/sessions'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const servers = { 'replica set': inject('replicaSetUri'), standalone: inject('standaloneUri') }

/** Payloads that the identity rule has something to say about, plain and odd ones. */
const payloads: readonly Document[] = [
  {},
  { user: { email: 'ann@shop.io' } },
  { user: { email: 'ann@shop.io', name: 'Ann' }, isLoggedIn: true },
  { user: { email: '  bob@shop.io ' } },
  { user: { email: '', username: 'cay' } },
  { user: { email: null, _id: new ObjectId('65a0c0ffee0000000000beef') } },
  { user: 'dan' },
  { user: ['eve'] },
  { user: { other: 1 }, userId: 42 },
  { userId: new Double(1.5) },
  { userId: Long.fromNumber(7) },
  { userId: true },
  { passport: { user: 'fay' } },
  { passport: { user: { id: 'gus' } } },
  { passport: {} },
  { username: 'ann@shop.io' },
  { email: 'hal@shop.io' },
  { user_id: new ObjectId('65a0c0ffee0000000000beef'), email: 'hal@shop.io' },
  { _user_id: 'ida', _fresh: true },
  { user: '_User$jan' },
  { isLoggedIn: true },
  { isLoggedIn: 1 },
  { user: { email: new Binary(Buffer.from('no key'), 0) } },
  { user: { email: '$ne' } },
  { user: { email: '.*' } }
]

describe.each(Object.entries(servers))('a store counted by the database, %s', (kind, uri) => {
  const database = aDatabase(uri)
  const { db, name } = database

  it('counts and names users as the mirror does, whatever is in the payloads', async () => {
    const documents = documentsOf(110, n => payloads[n % payloads.length] ?? {})
    const odd = [
      { _id: 'none', expires: new Date(Date.now() + MINUTE / 2) },
      { _id: 'no-date', expires: 'tomorrow', session: { cookie, user: 'ida' } },
      { _id: 'past', expires: new Date(Date.now() - MINUTE), session: { cookie, user: 'ida' } },
      { _id: 'soon', expires: new Date(Date.now() + MINUTE / 2), session: { cookie, user: 'ida' } }
    ]
    await filled(database, 'odd', documents.concat(odd as Document[]))
    const counted = await counting(uri, `${name}.odd`)
    const mirrored = await openStoreAt(uri, `${name}.odd`)
    const now = mirrored.connection.clock.now()
    const sessions = (await mirrored.store.collection.find().toArray()).map(
      document => mirrored.store.reader.read(document, now, false).session
    )
    await mirrored.close()
    const inState = (state: string) => sessions.filter(session => stateAt(session, now) === state)
    const users = new Map<string, number>()
    for (const { user } of inState('signed-in')) if (user) users.set(user, (users.get(user) ?? 0) + 1)

    expect(counted.totals).toMatchObject({
      documents: sessions.length,
      signedIn: inState('signed-in').length,
      guests: inState('guest').length,
      expired: inState('expired').length,
      unreadable: inState('unreadable').length,
      users: users.size
    })
    const told = await counted.live.monitor.sessionsPerUser()
    expect(new Map(told.map(({ user, sessions: n }) => [user, n]))).toEqual(users)
    for (const facet of ['all', 'signed-in', 'guest', 'expired', 'unreadable'] as const) {
      const { rows, matching } = await counted.live.monitor.askSessions(aViewAsk({ facet }))
      const wanted = sessions.filter(session => facet === 'all' || stateAt(session, now) === facet)
      expect([facet, rows.map(row => row.key).sort()]).toEqual([facet, wanted.map(s => s.key).sort()])
      expect(matching).toBe(wanted.length)
    }
  })

  it('shows any window of an order that an index gives, and says which orders there are', async () => {
    await filled(
      database,
      'ordered',
      documentsOf(900, n => (n % 3 === 0 ? { user: `user-${n % 50}` } : {}))
    )
    const { live, at } = await counting(uri, `${name}.ordered`)
    const keys = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) =>
        at.store.reader.keyOf(`id-${String(from + i).padStart(4, '0')}`)
      )
    const ask = (fields: object) => live.monitor.askSessions(aViewAsk({ count: 100, ...fields }))

    // "Since" has no index here: the expiry takes its place, newest first.
    const first = await ask({})
    expect(first.limits).toMatchObject({
      sorts: ['expires', 'session'],
      sortedBy: 'expires',
      descending: true
    })
    expect(first.rows.map(row => row.key)).toEqual(keys(800, 900).reverse())
    expect(first.matching).toBe(900)
    const up = await ask({ sort: 'expires', descending: false, start: 300 })
    expect(up.rows.map(row => row.key)).toEqual(keys(300, 400))
    // Nearer to the end: read from there.
    const late = await ask({ sort: 'expires', descending: false, start: 780 })
    expect(late.rows.map(row => row.key)).toEqual(keys(780, 880))
    const last = await ask({ sort: 'session', descending: false, start: 850 })
    expect(last.rows.map(row => row.key)).toEqual(keys(850, 900))
  })

  it('filters by user, state and the beginning of an id, and counts what matches', async () => {
    await filled(
      database,
      'filtered',
      documentsOf(300, n => (n % 3 === 0 ? { user: `Person-${n % 9}` } : {}))
    )
    const store = await counting(uri, `${name}.filtered`)
    const ask = (fields: object) => store.live.monitor.askSessions(aViewAsk({ count: 200, ...fields }))
    expect((await ask({ filter: 'person-6' })).rows.map(row => row.user)).toEqual(Array(33).fill('Person-6'))
    expect((await ask({ user: 'Person-3' })).rows).toHaveLength(33)
    expect((await ask({ filter: 'id-001' })).rows).toHaveLength(10)
    expect((await ask({ filter: 'guests id-00' })).rows).toHaveLength(66)
    expect((await ask({ filter: '.*' })).rows).toEqual([])
    // More than fit into one window: guessed at first, then counted.
    await ask({ filter: 'guest', count: 50 })
    await until(() => {
      const window = store.windows.at(-1)
      return window?.ask.count === 50 && window.limits?.isMatchingCounted
    }, 'the matching are counted')
    expect(store.windows.at(-1)).toMatchObject({ matching: 200, facetCounts: { all: 200, guest: null } })
  })

  it('sums up users: order, facets, filter, and their sessions', async () => {
    await filled(
      database,
      'people',
      documentsOf(60, n => ({ user: n < 30 ? 'ann' : n < 50 ? 'bob' : `one-${n}` }))
    )
    const { live } = await counting(uri, `${name}.people`)
    const users = await live.monitor.askUsers(aUsersAsk({ open: ['bob'] }))
    expect(
      users.lines.map(line => (line.kind === 'user' ? line.summary.sessions : line.kind)).slice(0, 4)
    ).toEqual([30, 20, 'session', 'session'])
    expect(users.matching).toBe(32)
    expect(users.facetCounts).toEqual({ all: 12, several: 2, expiring: 1 })
    expect(users.counted).toMatchObject({ listed: 12, trouble: null })
    const [ann] = users.lines
    const expires = await db.collection('people').findOne({ _id: 'id-0000' as never })
    expect(ann?.kind === 'user' && ann.summary).toMatchObject({
      user: 'ann',
      nextExpiryAt: expires?.expires.getTime(),
      nextLifetimeMs: cookie.originalMaxAge,
      lastSeenAt: expires?.expires.getTime() + 29 * MINUTE - cookie.originalMaxAge,
      isFirstSeenOrEarlier: true
    })
    const few = await live.monitor.askUsers(
      aUsersAsk({ filter: 'ONE-5', facet: 'all', sort: 'user', descending: false })
    )
    expect(few.lines.map(line => line.kind === 'user' && line.summary.user)).toEqual(
      Array.from({ length: 10 }, (_, i) => `one-${50 + i}`)
    )
  })

  it('shows what is written while it is open, and reads a session in full', async () => {
    await filled(
      database,
      'living',
      documentsOf(40, () => ({}))
    )
    const store = await counting(uri, `${name}.living`)
    const sessions = db.collection<{ _id: string; expires: Date; session: Document }>('living')
    await store.live.monitor.askSessions(aViewAsk({ count: 30 }))
    const [newest] = documentsOf(41, () => ({ user: 'ann' })).slice(-1)
    await sessions.insertOne(newest as never)
    await until(() => store.windows.at(-1)?.rows[0]?.user === 'ann', 'the login is on screen')
    const key = at(store.windows.at(-1)?.rows[0]?.key)
    expect((await store.live.readDetail(key, [])).key).toBe(key)
    expect(store.live.revealId(key)).toBe('id-0040')
    await sessions.updateOne({ _id: 'id-0040' }, { $set: { 'session.cart': 3 } })
    await until(() => store.windows.at(-1)?.rows[0]?.changedHow === 'changed', 'the change is marked')
    await sessions.deleteOne({ _id: 'id-0040' })
    await until(() => store.windows.at(-1)?.rows.every(row => row.user === null), 'the logout is off screen')
    if (kind === 'standalone') return
    // Between two counts, by the change stream.
    expect(store.totals).toMatchObject({ documents: 40, signedIn: 0, guests: 40 })
    expect(store.events.map(({ event, user }) => [event, user])).toEqual([
      ['signed-in', 'ann'],
      ['changed', 'ann'],
      ['signed-out', 'ann']
    ])
  })

  it('estimates where payloads are text, and says so', async () => {
    const documents = documentsOf(200, n => (n % 4 === 0 ? { user: 'ann' } : {}))
    await filled(
      database,
      'texts',
      documents.map(document => ({ ...document, session: JSON.stringify(document.session) }))
    )
    const { live, totals } = await counting(uri, `${name}.texts`)
    expect(totals).toMatchObject({ documents: 200, signedIn: 50, guests: 150, users: 0 })
    expect(totals?.counted).toMatchObject({ sampled: 200, hasUsers: false })
    const window = await live.monitor.askSessions(aViewAsk())
    expect(window.limits?.facets).toEqual(['all', 'expired'])
    expect(window.rows.filter(row => row.user === 'ann')).toHaveLength(50)
    const users = await live.monitor.askUsers(aUsersAsk())
    expect(users.lines).toEqual([])
    expect(users.counted?.trouble).toContain('text or encrypted')
  })

  it('is read the other way once it has grown past its bound, or shrunk below it', async () => {
    await filled(
      database,
      'growing',
      documentsOf(20, () => ({}))
    )
    const mirrored = await following(uri, `${name}.growing`, 20)
    await until(() => mirrored.live.monitor.totals().documents === 20, 'it is read')
    expect(mirrored.outgrown).toBe(0)
    await db.collection('growing').insertMany(documentsOf(30, () => ({})).slice(20))
    await until(() => mirrored.outgrown === 1, 'it is outgrown')
    const counted = await counting(uri, `${name}.growing`, 29)
    expect(counted.outgrown).toBe(0)
    const small = await counting(uri, `${name}.growing`, 10)
    expect(small.feeds.at(-1)).toMatchObject({ kind: 'counted', hasStream: kind !== 'standalone' })
  })

  it('holds the picture while paused, and leaves nothing behind', async () => {
    await filled(
      database,
      'held',
      documentsOf(10, () => ({}))
    )
    const store = await counting(uri, `${name}.held`)
    await store.live.monitor.askSessions(aViewAsk())
    store.live.monitor.pause(true)
    await db.collection('held').insertMany(documentsOf(12, () => ({ user: 'ann' })).slice(10))
    if (kind !== 'standalone') await until(() => store.live.monitor.pauseState?.waiting === 2, 'two wait')
    const told = store.windows.length
    store.live.monitor.pause(false)
    await until(
      () => store.windows.length > told && store.windows.at(-1)?.rows[0]?.user === 'ann',
      'it goes on'
    )
    await store.live.stop()
    const asked = store.windows.length
    await db.collection('held').deleteMany({})
    expect(store.windows.length).toBe(asked)
  })
})

function at<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there')
  return value
}
