import { createHash } from 'node:crypto'
import { type Collection, MongoClient } from 'mongodb'

/** Sessions live so long that none ends while the bench runs. */
const LIFETIME_MS = 4 * 60 * 60 * 1000
const BATCH = 1000
/** One session in so many is a person's; the others are guests, as shops have them. */
const PERSON_EVERY = 3

/** A document as connect-mongodb-session writes it. */
export interface SessionDocument {
  readonly _id: string
  readonly session: Readonly<Record<string, unknown>>
  readonly expires: Date
}

/** Where a store of seeded sessions lies. */
export interface SeededStore {
  readonly uri: string
  readonly ns: string
  readonly sessions: number
  readonly seed: number
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The session id of the n-th session: 32 characters, as express-session makes them. */
export function seededId(seed: number, n: number): string {
  return createHash('sha256').update(`${seed}:${n}`).digest('base64url').slice(0, 32)
}

/** The n-th session of a store. Only its expiry depends on when it is made. */
export function seededSession(seed: number, n: number, user?: string): SessionDocument {
  const random = createRandom(seed ^ Math.imul(n + 1, 2_654_435_761))
  const expires = freshExpiry(random())
  const cookie = { originalMaxAge: LIFETIME_MS, expires, httpOnly: true, path: '/', sameSite: 'lax' }
  const cart = Array.from({ length: Math.floor(random() * 4) }, () => ({
    sku: `item-${Math.floor(random() * 500)}`,
    count: 1 + Math.floor(random() * 3)
  }))
  const isPerson = user !== undefined || n % PERSON_EVERY === 0
  const email = user ?? `person${Math.floor(n / PERSON_EVERY / 1.25)}@shop.io`
  const session = { cookie, cart, ...(isPerson ? { isLoggedIn: true, user: { email } } : {}) }
  return { _id: seededId(seed, n), session, expires }
}

/** A date a lifetime from now, less up to half of it: `share` is 0 to 1. */
export function freshExpiry(share: number): Date {
  return new Date(Date.now() + LIFETIME_MS - Math.floor((share * LIFETIME_MS) / 2))
}

/** Where `ns` lies on this client. */
export function collectionOf(client: MongoClient, ns: string): Collection<SessionDocument> {
  const [database = '', name = ''] = ns.split('.')
  return client.db(database).collection<SessionDocument>(name)
}

/** Write a store anew, with the index that the library makes. Resolves with the inserts per second that the server took. */
export async function fillStore(store: SeededStore): Promise<number> {
  const client = new MongoClient(store.uri)
  try {
    const collection = collectionOf(client, store.ns)
    await collection.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    const startedAt = performance.now()
    for (let from = 0; from < store.sessions; from += BATCH) {
      const length = Math.min(BATCH, store.sessions - from)
      const documents = Array.from({ length }, (_, i) => seededSession(store.seed, from + i))
      await collection.insertMany(documents, { ordered: false })
    }
    return Math.round((store.sessions / (performance.now() - startedAt)) * 1000)
  } finally {
    await client.close()
  }
}
