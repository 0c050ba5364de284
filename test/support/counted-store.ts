import type { Db, Document } from 'mongodb'
import { onTestFinished } from 'vitest'
import { type LiveStore, startLiveStore } from '../../src/monitor/live-store'
import type { ActivityEvent } from '../../src/shared/domain/event'
import type { FeedState, StoreAsk } from '../../src/shared/domain/store'
import type { SessionWindow, Totals } from '../../src/shared/domain/view'
import { openStoreAt, type StoreAt } from './store-at'
import { until } from './until'

/** All that a live store has told, the latest last. */
export interface Told {
  readonly live: LiveStore
  readonly at: StoreAt
  totals: Totals | null
  readonly windows: SessionWindow[]
  readonly events: ActivityEvent[]
  readonly feeds: FeedState[]
  outgrown: number
}

/** Follows a store of which at most so many sessions may be mirrored, until the test ends. */
export async function following(
  uri: string,
  ns: string,
  mirrorAtMost: number,
  ask: Partial<StoreAsk> = {}
): Promise<Told> {
  const at = await openStoreAt(uri, ns, { mirrorAtMost, ...ask })
  const told: Omit<Told, 'live' | 'at'> = { totals: null, windows: [], events: [], feeds: [], outgrown: 0 }
  const live = startLiveStore(at.connection, at.store, {
    facts: () => undefined,
    sessions: window => told.windows.push(window),
    users: () => undefined,
    feed: state => told.feeds.push(state),
    pause: () => undefined,
    totals: totals => {
      told.totals = totals
    },
    events: events => told.events.push(...events),
    outgrown: () => {
      told.outgrown += 1
    }
  })
  onTestFinished(async () => {
    await live.stop()
    await at.close()
  })
  return Object.assign(told, { live, at })
}

/** The same with nothing mirrored, once the database has counted. */
export async function counting(uri: string, ns: string, mirrorAtMost = 0): Promise<Told> {
  const told = await following(uri, ns, mirrorAtMost)
  await until(() => {
    const feed = told.feeds.at(-1)
    if (feed?.kind === 'failed' || feed?.kind === 'lost') throw new Error(JSON.stringify(feed))
    return told.totals !== null && told.totals.counted?.at !== null
  }, 'the first count')
  return told
}

export const MINUTE = 60_000
export const cookie = { originalMaxAge: 30 * MINUTE, httpOnly: true, path: '/' }

/** Sessions `id-0000` and on, that expire a minute apart. */
export function documentsOf(count: number, make: (n: number) => Document): Document[] {
  const now = Date.now()
  return Array.from({ length: count }, (_, n) => {
    const expires = new Date(now + (n + 1) * MINUTE)
    return { _id: `id-${String(n).padStart(4, '0')}`, expires, session: { cookie, ...make(n) } }
  })
}

/** A collection with these documents and an index on their expiry. */
export async function filled(
  { db }: { readonly db: Db },
  name: string,
  documents: readonly Document[]
): Promise<void> {
  await db.collection(name).createIndex({ expires: 1 })
  await db.collection(name).insertMany(documents as Document[])
}
