import { describe, expect, inject, it } from 'vitest'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { type StoreLibrary, startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

interface Line {
  readonly kind: string
  readonly [field: string]: unknown
}

const cli = aCli()

const watch = (...args: string[]) => start('watch', ...args)

/** A run whose lines are read as the JSON objects they are; other lines are left out. */
function start(...args: string[]) {
  const run = cli(...args)
  return {
    ...run,
    get lines() {
      return run.lines.filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Line)
    }
  }
}

const servers = [
  { server: 'a replica set', key: 'replicaSetUri' },
  { server: 'a standalone', key: 'standaloneUri' }
] as const
const libraries: readonly StoreLibrary[] = ['connect-mongodb-session', 'connect-mongo-6']

for (const { server, key } of servers) {
  const uri = inject(key)
  const { db, name } = aDatabase(uri)

  /** What a person would ask the database by hand; connect-mongo's payload is text, hence the search in it. */
  async function plainCounts(collection: string) {
    const now = new Date()
    const documents = await db
      .collection(collection)
      .find({ expires: { $gt: now } })
      .toArray()
    const payloads = documents.map(d => (typeof d.session === 'string' ? JSON.parse(d.session) : d.session))
    const perUser = new Map<string, number>()
    for (const { user } of payloads) if (user) perUser.set(user.email, (perUser.get(user.email) ?? 0) + 1)
    const signedIn = payloads.filter(p => p.isLoggedIn === true).length
    return { documents: documents.length, signedIn, guests: documents.length - signedIn, perUser }
  }

  describe(`sextant watch on ${server}`, () => {
    for (const library of libraries) {
      it(`prints the counts of ${library} that a plain aggregation gives`, async () => {
        const app = await startStoreApp({ library, uri, database: name, collection: library })
        for (const person of ['ann', 'ann', 'bob', 'cleo'])
          await app.browser().visit(`/login/${person}@shop.io`)
        for (let guests = 0; guests < 3; guests += 1) await app.browser().visit('/')
        const leaver = app.browser()
        await leaver.visit('/login/dan@shop.io')
        await leaver.visit('/logout')

        const run = watch('--uri', uri, '--ns', `${name}.${library}`, '--json', '--once')
        const { code } = await run.ended
        await app.stop()

        const plain = await plainCounts(library)
        expect(code).toBe(0)
        expect(run.lines.map(line => line.kind)).toEqual(['store', 'view'])
        const [store, view] = run.lines
        expect(store).toMatchObject({ ns: `${name}.${library}`, format: { id: library.replace(/-6$/, '') } })
        expect(view).toMatchObject({
          totals: {
            signedIn: plain.signedIn,
            guests: plain.guests,
            expired: 0,
            unreadable: 0,
            users: plain.perUser.size
          }
        })
        const users = (view?.users ?? []) as readonly { user: string; sessions: number }[]
        expect(new Map(users.map(u => [u.user, u.sessions]))).toEqual(plain.perUser)
      })
    }

    it('follows by delta poll when asked to, and says what it costs', async () => {
      const app = await startStoreApp({
        library: 'connect-mongo-6',
        uri,
        database: name,
        collection: 'delta'
      })
      const ann = app.browser()
      await ann.visit('/login/ann@shop.io')
      const run = watch('--uri', uri, '--ns', `${name}.delta`, '--json', '--feed', 'delta')
      const store = await until(() => run.lines.find(line => line.kind === 'store'), 'the store is told')
      expect(store.feed).toMatchObject({ state: 'polling', mode: 'delta', why: null, intervalMs: 900 })
      expect(Object.keys(store.feed as object)).toEqual(
        expect.arrayContaining(['sweepEveryMs', 'staleMs', 'documents', 'bytes', 'share', 'blind'])
      )
      await app.browser().visit('/login/bob@shop.io')
      await until(() => run.lines.some(line => line.user === 'bob@shop.io'), 'a sign-in is told')
      await ann.visit('/logout')
      await until(() => run.lines.some(line => line.event === 'signed-out'), 'a sign-out is told')
      run.child.kill('SIGINT')
      expect((await run.ended).code).toBe(0)
      await app.stop()
    })

    it('tells a sign-in, a touch and a sign-out as they happen, and ends well on a signal', async () => {
      const app = await startStoreApp({
        library: 'connect-mongodb-session',
        uri,
        database: name,
        collection: 'live'
      })
      await app.browser().visit('/')
      const run = watch('--uri', uri, '--ns', `${name}.live`, '--json')
      await until(() => run.lines.some(line => line.kind === 'view'), 'the first view')
      const person = app.browser()
      await person.visit('/login/eve@shop.io')
      const said = (event: string) =>
        run.lines.some(line => line.event === event && line.user === 'eve@shop.io')
      await until(() => said('signed-in'), 'the sign-in')
      await person.visit('/')
      await until(() => said('changed'), 'the change')
      await person.visit('/logout')
      await until(() => said('signed-out'), 'the sign-out')
      run.child.kill('SIGINT')
      expect((await run.ended).code).toBe(0)
      await app.stop()
    })
  })
}

describe('a filter in the terminal', () => {
  const uri = inject('replicaSetUri')
  const { name } = aDatabase(uri)

  it('lists users once, and watches only whom it lets in', async () => {
    const store = { library: 'connect-mongo-6', uri, database: name, collection: 'people' } as const
    const app = await startStoreApp(store)
    for (const person of ['ann', 'ann', 'bob', 'cleo']) await app.browser().visit(`/login/${person}@shop.io`)
    const at = ['--uri', uri, '--ns', `${name}.people`, '--json']

    const all = start('users', ...at)
    expect((await all.ended).code).toBe(0)
    expect(all.lines.map(({ kind, user, sessions }) => [kind, user, sessions])).toEqual([
      ['user', 'ann@shop.io', 2],
      ['user', 'bob@shop.io', 1],
      ['user', 'cleo@shop.io', 1]
    ])
    expect(all.lines[0]).toMatchObject({ isFirstSeenOrEarlier: true, nextExpiryAt: expect.any(Number) })
    const some = start('users', ...at, '--filter', 'user.email:ann or sessions<2 -user:cleo')
    await some.ended
    expect(some.lines.map(line => line.user)).toEqual(['ann@shop.io', 'bob@shop.io'])
    const none = await start('users', ...at, '--filter', 'expires<5x').ended
    expect(none.code).toBe(2)
    expect(none.stderr).toContain('“5x” is no span of time')

    const run = watch(...at, '--filter', 'user:dan')
    await until(() => run.lines.some(line => line.kind === 'view'), 'the first view')
    const dan = app.browser()
    await app.browser().visit('/login/eve@shop.io')
    await dan.visit('/login/dan@shop.io')
    await dan.visit('/logout')
    await until(() => run.lines.some(line => line.event === 'signed-out'), 'the sign-out')
    const events = run.lines.filter(line => line.kind === 'event')
    expect(new Set(events.map(line => line.user))).toEqual(new Set(['dan@shop.io']))
    run.child.kill('SIGINT')
    expect((await run.ended).code).toBe(0)
    await app.stop()
  })
})

const replicaSetUri = inject('replicaSetUri')
const own = aDatabase(replicaSetUri)

it('reads the user where --user-path says, and refuses more paths than are tried', async () => {
  await own.db.collection<{ _id: string }>('paths').insertMany(
    [1, 2].map(no => ({
      _id: `session-${no}`,
      expires: new Date(Date.now() + 600_000),
      session: { cookie: { originalMaxAge: 600_000 }, customer: { no } }
    }))
  )
  const where = ['--uri', replicaSetUri, '--ns', `${own.name}.paths`, '--json', '--once']
  const run = watch(...where, '--user-path', 'not.there', '--user-path', 'customer.no')
  expect((await run.ended).code).toBe(0)
  expect(run.lines.find(line => line.kind === 'view')).toMatchObject({ totals: { signedIn: 2, users: 2 } })
  const many = await watch(...where, ...Array(6).fill(['--user-path', 'a']).flat()).ended
  expect(many.code).toBe(2)
  expect(many.stderr).toContain('at most 5 paths')
})

it('says on stderr what is wrong and exits with 2 or 3', async () => {
  const wrong = await watch('--uri', 'localhost').ended
  expect(wrong).toMatchObject({ code: 2 })
  expect(wrong.stderr).toContain('mongodb://')
  const away = await watch('--uri', 'mongodb://user:hunter2@127.0.0.1:1', '--json', '--once').ended
  expect(away).toMatchObject({ code: 3 })
  expect(away.stderr).toContain('127.0.0.1:1')
  expect(away.stderr).not.toContain('hunter2')
  const nothing = await watch('--uri', inject('replicaSetUri'), '--ns', 'nowhere.nothing', '--once').ended
  expect(nothing).toMatchObject({ code: 2 })
})
