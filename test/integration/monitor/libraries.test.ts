import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Connection, connect } from '../../../src/monitor/connection'
import { openStore } from '../../../src/monitor/store'
import type { Session } from '../../../src/shared/domain/session'
import { aDatabase } from '../../support/database'
import { anAsk } from '../../support/store-at'
import { type AppOptions, type StoreLibrary, startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const MAX_AGE_MS = 1_800_000
const TWO_WEEKS_MS = 1_209_600_000
const secret = 'squirrel'

let connection: Connection
beforeAll(async () => {
  connection = await connect({ uri, isReadOnly: true })
})
afterAll(() => connection.close())

/** Has a guest come and a user sign in, in an app with this store, then reads what they left. */
async function visitAndRead(library: StoreLibrary, more: Partial<AppOptions> = {}) {
  const collection = `s${randomBytes(4).toString('hex')}`
  const app = await startStoreApp({ library, uri, database, collection, ...more })
  try {
    const [ann, guest] = [app.browser(), app.browser()]
    await guest.visit('/')
    await ann.visit('/login/ann@shop.io')
    await until(
      async () => (await db.collection(collection).countDocuments()) === 2,
      'both sessions are stored'
    )
  } finally {
    await app.stop()
  }
  const ns = `${database}.${collection}`
  const store = await openStore(connection, anAsk(ns))
  const now = connection.clock.now()
  const { projection } = store.reader
  const documents = await store.collection.find({}, { projection }).toArray()
  const sessions = documents.map(d => store.reader.read(d, now, false).session)
  const of = (state: Session['state']) => sessions.find(s => s.state === state)
  return { ...store, now, sessions, documents, ann: of('signed-in'), guest: of('guest') }
}

function expectRightReading(read: Awaited<ReturnType<typeof visitAndRead>>): void {
  const { now, ann, guest } = read
  expect(ann).toMatchObject({ user: 'ann@shop.io', reason: null })
  expect(guest).toMatchObject({ user: null })
  for (const session of [ann, guest]) {
    // express-session takes the clock twice: what it writes as `originalMaxAge` may lack a few milliseconds.
    expect(session?.lifetimeMs).toBeGreaterThan(MAX_AGE_MS - 100)
    expect(session?.lifetimeMs).toBeLessThanOrEqual(MAX_AGE_MS)
    const leftMs = (session?.expiresAt ?? 0) - now
    expect(leftMs).toBeGreaterThan(MAX_AGE_MS - 10_000)
    expect(leftMs).toBeLessThanOrEqual(MAX_AGE_MS + 100)
    expect(Math.abs((session?.lastSeenAt ?? 0) - now)).toBeLessThan(10_000)
  }
}

describe('connect-mongodb-session 5', () => {
  it('is recognised and read by default', async () => {
    const read = await visitAndRead('connect-mongodb-session')
    expect(read.facts.format).toMatchObject({ id: 'connect-mongodb-session' })
    expect(read.facts.format.confidence).toBeGreaterThanOrEqual(0.6)
    expectRightReading(read)
    expect(read.facts.notices).toEqual([])
  })

  it('is read with idField: the id is there, and _id tells when it began', async () => {
    const read = await visitAndRead('connect-mongodb-session', { options: { idField: 'sid' } })
    expect(read.facts.format.confidence).toBeGreaterThanOrEqual(0.9)
    expectRightReading(read)
    expect(read.ann?.sinceBasis).toBe('created-date')
    expect(Math.abs((read.ann?.sinceAt ?? 0) - read.now)).toBeLessThan(10_000)
    const sid = String(read.documents[0]?.sid)
    expect(read.sessions[0]?.maskedId).toBe(`${sid.slice(0, 2)}…${sid.slice(-2)}`)
  })

  it('is read with expiresKey and expiresAfterSeconds: date plus seconds', async () => {
    const options = { expiresKey: 'endsAt', expiresAfterSeconds: 100 }
    const read = await visitAndRead('connect-mongodb-session', { options })
    expect(read.facts.indexes).toContainEqual({
      name: 'endsAt_1',
      fields: ['endsAt'],
      expireAfterSeconds: 100
    })
    expect((read.ann?.expiresAt ?? 0) - read.now).toBeGreaterThan(MAX_AGE_MS + 90_000)
    expect(Math.abs((read.ann?.lastSeenAt ?? 0) - read.now)).toBeLessThan(10_000)
  })

  it('is read with cookies that end with the browser: two weeks, nothing known of the last visit', async () => {
    const read = await visitAndRead('connect-mongodb-session', { maxAgeMs: null })
    expect(Math.abs((read.ann?.expiresAt ?? 0) - read.now - TWO_WEEKS_MS)).toBeLessThan(10_000)
    expect(read.ann).toMatchObject({ lifetimeMs: null, lastSeenAt: null, lastSeenBasis: 'unknown' })
  })
})

describe.each(['connect-mongo-3', 'connect-mongo-4', 'connect-mongo-5', 'connect-mongo-6'] as const)(
  '%s',
  library => {
    it('is recognised and read by default: JSON text', async () => {
      const read = await visitAndRead(library)
      expect(read.facts.format).toMatchObject({ id: 'connect-mongo' })
      expect(read.facts.format.confidence).toBeGreaterThanOrEqual(0.9)
      expectRightReading(read)
    })

    it('is read with stringify: false: objects', async () => {
      const read = await visitAndRead(library, { options: { stringify: false } })
      expect(typeof read.documents[0]?.session).toBe('object')
      // Without touchAfter or timestamps, version 3 writes to the byte what connect-mongodb-session writes.
      const expected = library === 'connect-mongo-3' ? 'connect-mongodb-session' : 'connect-mongo'
      expect(read.facts.format.id).toBe(expected)
      expectRightReading(read)
    })

    it.each([true, false])(
      'is read with touchAfter, stringify: %s: lastModified is the last visit',
      async stringify => {
        const read = await visitAndRead(library, { options: { touchAfter: 60, stringify } })
        expect(read.facts.format.id).toBe('connect-mongo')
        expectRightReading(read)
        expect(read.ann?.lastSeenBasis).toBe('written-date')
      }
    )

    it('shows encrypted sessions as unreadable, their expiry counted down', async () => {
      const options = library === 'connect-mongo-3' ? { secret } : { crypto: { secret } }
      const read = await visitAndRead(library, { options })
      expect(read.facts.format.id).toBe('connect-mongo')
      expect(read.sessions).toHaveLength(2)
      for (const session of read.sessions) {
        expect(session).toMatchObject({ state: 'unreadable', reason: 'encrypted', user: null })
        expect(session.expiresAt).toBeGreaterThan(read.now)
      }
    })
  }
)

describe('connect-mongo-6', () => {
  it.each([true, false])('is read with timestamps, stringify: %s', async stringify => {
    const read = await visitAndRead('connect-mongo-6', { options: { timestamps: true, stringify } })
    expect(read.facts.format).toMatchObject({ id: 'connect-mongo', label: 'connect-mongo 6' })
    expectRightReading(read)
    expect(read.ann).toMatchObject({ sinceBasis: 'created-date', lastSeenBasis: 'written-date' })
  })

  it('shows sessions of the web crypto adapter as encrypted', async () => {
    const { createWebCryptoAdapter } = await import('connect-mongo')
    const cryptoAdapter = createWebCryptoAdapter({ secret })
    const read = await visitAndRead('connect-mongo-6', { options: { cryptoAdapter } })
    expect(read.sessions.map(s => s.reason)).toEqual(['encrypted', 'encrypted'])
  })
})

it('reads two libraries in one collection, each in its way, and says so', async () => {
  const collection = 'mixed'
  // The index is connect-mongodb-session's, so it does not claim the objects for connect-mongo.
  const apps = [
    { library: 'connect-mongodb-session', options: {} },
    { library: 'connect-mongo-5', options: { autoRemove: 'disabled' } }
  ] as const
  for (const { library, options } of apps) {
    const app = await startStoreApp({ library, uri, database, collection, options })
    await app.browser().visit(`/login/${library}@shop.io`).finally(app.stop)
  }
  const store = await openStore(connection, anAsk(`${database}.mixed`))
  const documents = await store.collection.find().toArray()
  const users = documents.map(d => store.reader.read(d, 0, false).session.user)
  expect(users.sort()).toEqual(['connect-mongo-5@shop.io', 'connect-mongodb-session@shop.io'])
  expect(store.recognitions.map(r => [r.format, r.fits]).sort()).toEqual([
    ['connect-mongo', 1],
    ['connect-mongodb-session', 1]
  ])
  expect(store.facts.notices.map(n => n.code)).toContain('mixed-formats')
})
