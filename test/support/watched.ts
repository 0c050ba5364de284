import { randomBytes } from 'node:crypto'
import { type Collection, MongoClient } from 'mongodb'
import { expect, onTestFinished } from 'vitest'
import { type Connection, connect } from '../../src/monitor/connection'
import type { FeedSetup } from '../../src/monitor/feed/choose'
import { type LiveStore, startLiveStore } from '../../src/monitor/live-store'
import { openStore } from '../../src/monitor/store'
import type { ActivityEvent } from '../../src/shared/domain/event'
import { type Session, type SessionKey, stateAt } from '../../src/shared/domain/session'
import type { FeedMode, FeedState } from '../../src/shared/domain/store'
import type { SessionWindow, Totals } from '../../src/shared/domain/view'
import { anObjectDocument } from './documents'
import { untilNone } from './left-over'
import { cursorsOn, openCursorsOf } from './open-cursors'
import { startProxy, type TestProxy } from './proxy'
import { aViewAsk } from './sessions'
import { anAsk } from './store-at'
import type { Stored } from './store-writes'
import { until } from './until'

/** The modes of the feeds under test, each with the state it shows when all is well: another mode is one more line. */
export const feedsUnderTest = [
  { mode: 'watch', kind: 'live' },
  { mode: 'full', kind: 'polling' },
  { mode: 'delta', kind: 'polling' }
] as const satisfies readonly { mode: FeedMode; kind: FeedState['kind'] }[]
export type FeedUnderTest = (typeof feedsUnderTest)[number]

/** The same for each feed, all at once: most of it is waiting. A failure says which. */
export async function forEachFeed(body: (feed: FeedUnderTest) => Promise<void>): Promise<void> {
  const named = async (feed: FeedUnderTest) => {
    await body(feed).catch(error => {
      throw new Error(`${feed.mode}: ${error instanceof Error ? error.message : error}`, { cause: error })
    })
  }
  await Promise.all(feedsUnderTest.map(named))
}

/** Of `user`, a person or (null) a guest, expiring `ttlMs` from now. */
export function storedSession(_id: string, user: string | null = null, ttlMs = 3_600_000): Stored {
  const payload = user === null ? {} : { isLoggedIn: true, user: { email: user } }
  return { ...anObjectDocument(payload, { expires: new Date(Date.now() + ttlMs) }), _id }
}

/** A store that is being watched through a proxy, beside a writer that goes around it. */
export interface Watched {
  readonly proxy: TestProxy
  readonly connection: Connection
  readonly live: LiveStore
  /** The writer's: every write is journaled, so that a killed server keeps it. */
  readonly sessions: Collection<Stored>
  readonly states: FeedState[]
  readonly events: ActivityEvent[]
  readonly windows: SessionWindow[]
  /** Kinds of event told of the session with this id, in order, but for the deleting of what had expired: when it does so is up to the server. */
  told(_id: string): readonly ActivityEvent['event'][]
  keyOf(_id: string): SessionKey
  /** Waits until the feed is as when all is well, since having been something else when `after` says so. */
  untilWell(what: string): Promise<void>
  untilLost(): Promise<void>
  /** Waits until what is held equals a fresh read through the same reader: totals, and rows with what they show. */
  expectSame(what: string): Promise<void>
  /** Stops everything and checks that no socket, listener or cursor is left over; timers: `nothingIsLeftOver`. */
  finish(): Promise<void>
  /** Stops everything, whatever state it is in. */
  abandon(): Promise<void>
}

/** How often polls come, for tests that want them quick. */
export type Pace = Pick<FeedSetup, 'delta' | 'full'>

const clientEvents = ['serverDescriptionChanged', 'topologyDescriptionChanged', 'error'] as const
const listenersOf = (client: MongoClient) => clientEvents.map(name => client.listenerCount(name)).join()

/** The same for one test: closed at its end, also when it has failed, since the next one counts what is there. */
export async function watchThroughProxy(
  port: number,
  feed: FeedUnderTest,
  first: readonly Stored[]
): Promise<Watched> {
  const watched = await startWatched(port, feed, first)
  onTestFinished(watched.abandon)
  await watched.untilWell('all is well at first')
  if (feed.kind === 'polling') expect(watched.live.monitor.feed).toMatchObject({ mode: feed.mode })
  return watched
}

/** Opens `first` as a store of its own on the server at `port` and follows it in `mode`, through a proxy. */
export async function startWatched(
  port: number,
  { mode, kind }: FeedUnderTest,
  first: readonly Stored[],
  pace: Pace = {}
): Promise<Watched> {
  const proxy = await startProxy(port)
  const writer = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)
  const name = `s${randomBytes(5).toString('hex')}`
  const sessions = writer.db('sextant_faults').collection<Stored>(name, { writeConcern: { w: 1, j: true } })
  await sessions.insertMany([...first])
  // As a session store makes it when its app starts: what a delta feed goes by.
  if (mode === 'delta') await sessions.createIndex({ expires: 1 })
  const connection = await connect({ uri: proxy.uri, isReadOnly: true, monitorCommands: true })
  const opened = await openStore(connection, anAsk(sessions.namespace, { mode }))
  const store = { ...opened, feedSetup: { ...opened.feedSetup, ...pace } }
  const openCursors = openCursorsOf(connection.client)
  const listenersBefore = listenersOf(connection.client)
  const told = { states: [] as FeedState[], events: [] as ActivityEvent[], windows: [] as SessionWindow[] }
  const live = startLiveStore(connection, store, {
    facts: () => undefined,
    sessions: window => told.windows.push(window),
    users: () => undefined,
    feed: state => told.states.push(state),
    pause: () => undefined,
    totals: () => undefined,
    events: events => told.events.push(...events)
  })
  const keyOf = (_id: string) => store.reader.keyOf(_id)
  const rows = async () => {
    const window = await live.monitor.askSessions(aViewAsk())
    return window.rows.filter(row => row.ending === null)
  }

  async function freshRead(): Promise<readonly Session[]> {
    const documents = await sessions.find().toArray()
    return documents.map(document => store.reader.read(document, connection.clock.now(), false).session)
  }

  const watched: Watched = {
    proxy,
    connection,
    live,
    sessions,
    ...told,
    keyOf,
    told: _id => told.events.filter(e => e.key === keyOf(_id) && e.event !== 'removed').map(e => e.event),
    untilWell: async what => void (await until(() => live.monitor.feed.kind === kind, what)),
    untilLost: async () => void (await until(() => live.monitor.feed.kind === 'lost', 'it is lost')),
    async expectSame(what) {
      await until(async () => {
        const fresh = await freshRead()
        expect((await rows()).map(essence).sort()).toEqual(fresh.map(essence).sort())
        expect(live.monitor.totals()).toMatchObject(totalsOf(fresh, connection.clock.now()))
        return true
      }, what)
    },
    async finish() {
      await live.stop()
      await until(() => listenersOf(connection.client) === listenersBefore, 'no listener is left')
      const cursorsLeft = async () =>
        (await cursorsOn(sessions.namespace, writer)).filter(id => openCursors.has(id))
      await untilNone(cursorsLeft, 'no cursor is left')
      await connection.close()
      await until(() => proxy.sockets === 0, 'no socket is left')
      await sessions.drop().catch(() => undefined)
      await writer.close()
      await proxy.close()
    },
    async abandon() {
      proxy.pass()
      await live.stop()
      await Promise.all([connection.close(), writer.close()])
      await proxy.close()
    }
  }
  live.monitor.askSessions(aViewAsk())
  return watched
}

/** What a document alone decides of a row. */
const essence = ({ key, state, user, expiresAt, payloadDigest }: Session) =>
  JSON.stringify({ key, state, user, expiresAt, payloadDigest })

/** Totals counted one by one. */
function totalsOf(sessions: readonly Session[], now: number): Omit<Totals, 'expiringSoon' | 'counted'> {
  const inState = (wanted: string) => sessions.filter(s => stateAt(s, now) === wanted)
  return {
    documents: sessions.length,
    signedIn: inState('signed-in').length,
    guests: inState('guest').length,
    expired: inState('expired').length,
    unreadable: inState('unreadable').length,
    users: new Set(inState('signed-in').flatMap(s => s.user ?? [])).size
  }
}
