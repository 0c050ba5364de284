import { MongoClient } from 'mongodb'
import { writeSessions } from './write-sessions'

/** Whose sessions may be written and deleted by a test. */
export const twiceIds = ['twice-on-one-device-0000', 'twice-on-another-device-'] as const

/** 120 sessions, 40 of people; a person with two, with a cart and a token; one that nobody can read; a second store, one with none, and no store. */
export async function writeOddSessions(uri: string): Promise<void> {
  await writeSessions(uri, { count: 120, people: 40 })
  const client = new MongoClient(uri)
  try {
    const sessions = client.db('shop').collection<{ _id: string }>('sessions')
    const expires = new Date(Date.now() + 1_800_000)
    const cookie = { originalMaxAge: 1_800_000, expires, path: '/' }
    const user = { email: 'twice@shop.io' }
    const session = { cookie, user, cart: { items: [1, 2] }, apiToken: 'secret-value' }
    const documents = [
      ...twiceIds.map(_id => ({ _id, expires, session })),
      { _id: 'sealed-and-unreadable-00', expires, session: 'v1.kX3jPz0Y9Q==.sealed' }
    ]
    await sessions.insertMany(documents)
    const visits = [1, 2, 3].map(n => ({ _id: `a-reader-of-the-blog-${n}`, expires, session: { cookie, n } }))
    await client.db('blog').collection<{ _id: string }>('sessions').insertMany(visits)
    await client.db('empty').createCollection('sessions')
    await client
      .db('plain')
      .collection('things')
      .insertMany([{ a: 1 }, { a: 2 }])
  } finally {
    await client.close()
  }
}
