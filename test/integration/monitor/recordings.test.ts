import { describe, expect, inject, it } from 'vitest'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { loadRecording } from '../../support/load-recording'
import { type Recording, recordingOf, recordings } from '../../support/recordings'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'

const cli = aCli()
const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const SECOND_MS = 1000

async function watchOnce(ns: string, ...more: string[]) {
  const run = cli('watch', '--uri', uri, '--ns', ns, '--json', '--once', ...more)
  const { code, stderr } = await run.ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const [store, view] = run.lines.map(line => JSON.parse(line))
  return { store, view }
}

/** How many sessions each user has, by what the script knows. */
function usersOf({ sessions, unreadable }: Recording): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  if (unreadable !== null) return counts
  for (const { user } of sessions) if (user !== null) counts.set(user, (counts.get(user) ?? 0) + 1)
  return counts
}

async function readExpiries(ns: string): Promise<ReadonlyMap<string, number | null>> {
  const { store, close } = await openStoreAt(uri, ns)
  const documents = await store.collection.find({}, { projection: store.reader.projection }).toArray()
  await close()
  const read = documents
    .flatMap(store.reader.explode)
    .map(document => store.reader.read(document, Date.now(), false))
  return new Map(read.map(({ sessionId, session }) => [sessionId, session.expiresAt]))
}

describe.each(recordings.map(recording => [recording.name, recording] as const))('%s', (name, recording) => {
  it('is told by sextant watch as its script knows it: users, signed in, expiry', async () => {
    const collection = db.collection(name.replaceAll('.', '_'))
    const ns = `${database}.${collection.collectionName}`
    const { sessions, unreadable, format } = await loadRecording(recording, collection)
    const { store, view } = await watchOnce(ns)
    const signedIn = sessions.filter(session => session.isSignedIn).length
    const isSealed = unreadable !== null
    expect(store.format).toMatchObject({ id: format })
    expect(view.totals).toMatchObject({
      signedIn: isSealed ? 0 : signedIn,
      guests: isSealed ? 0 : sessions.length - signedIn,
      unreadable: isSealed ? sessions.length : 0,
      expired: 0
    })
    const users: readonly { user: string; sessions: number }[] = view.users
    expect(new Map(users.map(one => [one.user, one.sessions]))).toEqual(usersOf(recording))

    const expiries = await readExpiries(ns)
    for (const { sessionId, expiresAt } of sessions) {
      const told = expiries.get(sessionId)
      if (expiresAt === null) expect(told).toBeNull()
      else {
        expect(told).toBeGreaterThanOrEqual(expiresAt[0] - SECOND_MS)
        expect(told).toBeLessThanOrEqual(expiresAt[1] + SECOND_MS)
      }
    }
  })
})

/** Their users are where the database itself can look: in objects, or beside the payload. */
const countable = recordings.filter(({ name }) =>
  /^(koa|express|auth-js|better-auth|lucia|spring|parse|fastify-session-11-objects)/.test(name)
)

it.each(countable.map(recording => [recording.name, recording] as const))(
  'the database counts %s as its script knows it, when nothing is mirrored',
  async (name, recording) => {
    const collection = db.collection(`counted_${name.replaceAll('.', '_')}`)
    const { sessions } = await loadRecording(recording, collection)
    const ns = `${database}.${collection.collectionName}`
    const { view } = await watchOnce(ns, '--mirror-at-most', '0')
    const signedIn = sessions.filter(session => session.isSignedIn).length
    const guests = sessions.length - signedIn
    expect(view.counted).toBeDefined()
    expect(view.totals).toMatchObject({ signedIn, guests, unreadable: 0, expired: 0 })
    const users: readonly { user: string; sessions: number }[] = view.users
    expect(new Map(users.map(one => [one.user, one.sessions]))).toEqual(usersOf(recording))
  }
)

describe('sealed sessions', () => {
  const recording = recordingOf('connect-mongo-6-webcrypto')
  const ns = `${database}.sealed`
  const words = ['watch', '--uri', uri, '--ns', ns, '--json', '--once', '--secret-env']

  it('are opened by the secret that an environment variable holds, and their users named', async () => {
    await loadRecording(recording, db.collection('sealed'))
    process.env.SEXTANT_TEST_SECRET = recording.secret ?? ''
    const run = cli(...words, 'SEXTANT_TEST_SECRET')
    const { code, stderr } = await run.ended
    delete process.env.SEXTANT_TEST_SECRET
    expect([code, stderr]).toEqual([0, ''])
    const view = run.lines.map(line => JSON.parse(line)).at(-1)
    expect(view.totals).toMatchObject({ signedIn: 2, guests: 1, unreadable: 0 })
    expect(run.lines.join()).not.toContain(recording.secret)
  })

  it('are not asked for with an empty variable: it says so', async () => {
    const { code, stderr } = await cli(...words, 'SEXTANT_NOT_SET').ended
    expect(code).toBe(2)
    expect(stderr).toContain('SEXTANT_NOT_SET is empty')
  })
})

it('reads two libraries in one collection, each in its way, and says so', async () => {
  const collection = db.collection('mixed')
  const [koa, lucia] = [recordingOf('koa-session-mongoose-3.0'), recordingOf('lucia-3')]
  await loadRecording(koa, collection)
  await loadRecording(lucia, collection)
  const { store, view } = await watchOnce(`${database}.mixed`)
  expect(store.notices.map((notice: { code: string }) => notice.code)).toContain('mixed-formats')
  expect(view.totals).toMatchObject({ signedIn: 4, guests: 1, unreadable: 0 })
  const users: readonly { user: string }[] = view.users
  expect(users.map(one => one.user).sort()).toEqual([...usersOf(koa).keys(), ...usersOf(lucia).keys()].sort())
})

describe('a store whose expiry is worked out from its last write', () => {
  it.each(['watch', 'delta', 'full'])('is followed by %s: a touch moves the deadline', async feed => {
    const collection = db.collection(`worked_out_${feed}`)
    await loadRecording(recordingOf('koa-session-mongoose-3.0'), collection)
    const ns = `${database}.${collection.collectionName}`
    const run = cli('watch', '--uri', uri, '--ns', ns, '--json', '--feed', feed)
    const lines = () => run.lines.map(line => JSON.parse(line))
    const store = await until(() => lines().find(line => line.kind === 'store'), 'the store is told')
    expect(store.feed.mode).toBe(feed)
    expect(store.feed.blind ?? null).toBeNull()
    await until(() => lines().some(line => line.kind === 'view'), 'the first view is told')
    const updatedAt = new Date()
    await collection.updateOne({ 'data.userId': 'bob@shop.io' }, { $set: { updatedAt } })
    const touched = await until(
      () => lines().find(line => line.kind === 'event' && line.user === 'bob@shop.io'),
      'the touch is told'
    )
    expect(touched).toMatchObject({ event: 'touched', expiresAt: updatedAt.getTime() + 86_400_000 })
    run.child.kill('SIGINT')
    await run.ended
  })
})
