import { randomBytes } from 'node:crypto'
import { type Collection, MongoClient } from 'mongodb'

/** What to write; `people` of the `count` sessions name a user each, the rest are guests. */
export interface Wanted {
  readonly count: number
  readonly people: number
  readonly name?: string
  readonly lifetimeMs?: number
  readonly collection?: string
}

/**
 * Sessions in `shop.sessions`, unless told otherwise, in the shape connect-mongodb-session writes them, for tests that need
 * many at once; what the library itself writes is tested behind a real Express in the integration suite.
 */
export async function writeSessions(uri: string, wanted: Wanted): Promise<void> {
  const { count, people, name = 'person', lifetimeMs = 1_800_000, collection = 'sessions' } = wanted
  const client = new MongoClient(uri)
  try {
    const sessions = client.db('shop').collection<{ _id: string }>(collection)
    await sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    const documents = Array.from({ length: count }, (_, i) => {
      const expires = new Date(Date.now() + lifetimeMs - i)
      const cookie = { originalMaxAge: lifetimeMs, expires, httpOnly: true, path: '/', sameSite: 'lax' }
      const user = i < people ? { isLoggedIn: true, user: { email: `${name}${i}@shop.io` } } : {}
      return { _id: randomBytes(24).toString('base64url'), session: { cookie, ...user }, expires }
    })
    for (let i = 0; i < documents.length; i += 1000) {
      // Journaled, so that a test may kill the server right after.
      await sessions.insertMany(documents.slice(i, i + 1000), { writeConcern: { w: 1, j: true } })
    }
  } finally {
    await client.close()
  }
}

/** So many sessions of one user, there. */
export async function writeSessionsOf(uri: string, user: string, count: number): Promise<void> {
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, expires, httpOnly: true, path: '/', sameSite: 'lax' }
  const session = { cookie, isLoggedIn: true, user: { email: user } }
  const ids = Array.from({ length: count }, () => randomBytes(24).toString('base64url'))
  await withSessions(uri, sessions => sessions.insertMany(ids.map(_id => ({ _id, session, expires }))))
}

/** All sessions of a user go. */
export async function deleteSessionsOf(uri: string, user: string): Promise<void> {
  await withSessions(uri, sessions => sessions.deleteMany({ 'session.user.email': user }))
}

async function withSessions(
  uri: string,
  work: (sessions: Collection<{ _id: string }>) => Promise<unknown>
): Promise<void> {
  const client = new MongoClient(uri)
  await work(client.db('shop').collection('sessions')).finally(() => client.close())
}
