import { afterAll, describe, expect, inject, it } from 'vitest'
import { type LiveStore, startLiveStore } from '../../../src/monitor/live-store'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { SessionHistory } from '../../../src/shared/domain/history'
import type { SessionKey } from '../../../src/shared/domain/session'
import { type FeedMode, isFollowing } from '../../../src/shared/domain/store'
import { firstViewAsk } from '../../../src/shared/domain/view'
import { aDatabase } from '../../support/database'
import { openStoreAt } from '../../support/store-at'
import { type StoreLibrary, startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { name } = aDatabase(uri)
const libraries: readonly StoreLibrary[] = ['connect-mongodb-session', 'connect-mongo-6']
const modes: readonly FeedMode[] = ['watch', 'delta', 'full']

/** Tests run beside each other: all is stopped at the end. */
const stops: (() => Promise<void>)[] = []
afterAll(async () => void (await Promise.all(stops.map(stop => stop()))))

/** A store that is followed, and all events it has told. */
interface Followed {
  readonly live: LiveStore
  readonly events: ActivityEvent[]
  readonly histories: SessionHistory[]
}

async function follow(ns: string, mode: FeedMode): Promise<Followed> {
  const at = await openStoreAt(uri, ns, { mode })
  const told: Omit<Followed, 'live'> = { events: [], histories: [] }
  const live = startLiveStore(at.connection, at.store, {
    facts: () => undefined,
    sessions: () => undefined,
    users: () => undefined,
    feed: () => undefined,
    pause: () => undefined,
    totals: () => undefined,
    events: events => told.events.push(...events),
    history: history => told.histories.push(history)
  })
  stops.push(async () => {
    await live.stop()
    await at.close()
  })
  await until(() => isFollowing(live.monitor.feed), 'the store is followed')
  return { live, ...told }
}

/** The history as the test would write it down, oldest first. `/login` saves, and express-session then touches. */
const writesOf = (live: LiveStore, key: SessionKey) =>
  (live.monitor.askHistory(key)?.writes ?? [])
    .filter(write => write.event !== 'touched')
    .map(write => ({
      event: write.event,
      paths: (write.changes ?? []).map(c => `${c.path}: ${c.before ?? 'none'} → ${c.after ?? 'none'}`)
    }))
    .reverse()

for (const library of libraries) {
  describe.concurrent(`the history of ${library}`, () => {
    for (const mode of modes) {
      it(`lists exactly the writes that were made, path by path, by ${mode}`, async () => {
        const collection = `${library}-${mode}`
        // Saved by hand, a session keeps its expiry, and this library writes no other date: a delta poll cannot see it.
        const isMerging = mode === 'delta' && library === 'connect-mongodb-session'
        const loginPaths = ['isLoggedIn: none → true', 'user.email: none → ann@shop.io']
        const app = await startStoreApp({ library, uri, database: name, collection })
        stops.push(() => app.stop())
        const ann = app.browser()
        const settled = app.browser()
        await settled.visit('/')
        const { live, events } = await follow(`${name}.${collection}`, mode)

        /** One write, and then the time for a poll to see it by itself. */
        async function visit(browser: typeof ann, path: string): Promise<ActivityEvent> {
          const before = events.length
          await browser.visit(path)
          const told = () => events.slice(before).find(event => event.event !== 'touched')
          return await until(told, `${path} is told`)
        }
        const { key } = await visit(ann, '/')
        await visit(ann, '/')
        if (isMerging) await ann.visit('/login/ann@shop.io')
        else await visit(ann, '/login/ann@shop.io')
        await visit(ann, '/')
        await visit(ann, '/logout')

        expect(writesOf(live, key)).toEqual([
          { event: 'arrived', paths: ['views: none → 1'] },
          { event: 'changed', paths: ['views: 1 → 2'] },
          ...(isMerging
            ? [{ event: 'signed-in', paths: ['views: 2 → 3', ...loginPaths] }]
            : [
                { event: 'signed-in', paths: loginPaths },
                { event: 'changed', paths: ['views: 2 → 3'] }
              ]),
          { event: 'signed-out', paths: [] }
        ])
        // Whatever a poll has seen may be more than one write, and says so.
        const login = live.monitor.askHistory(key)?.writes.find(write => write.event === 'signed-in')
        if (mode !== 'watch') expect(login?.isMerged).toBe(true)
        const history = live.monitor.askHistory(key)
        expect(history).toMatchObject({ isPolled: mode !== 'watch' })
        expect(history?.ended).toMatchObject({ event: 'signed-out', user: 'ann@shop.io' })
        // What was there before Sextant: its payload is known from the first read.
        const known = await visit(settled, '/')
        expect(known).toMatchObject({
          event: 'changed',
          changes: [{ path: 'views', before: '1', after: '2', how: 'changed' }],
          isMerged: mode !== 'watch'
        })
      })
    }
  })
}

it('says that a poll may have merged writes, and gives their sum', async () => {
  const app = await startStoreApp({ library: 'connect-mongo-6', uri, database: name, collection: 'merged' })
  const ann = app.browser()
  await ann.visit('/')
  const { live, events, histories } = await follow(`${name}.merged`, 'full')
  const [row] = (await live.monitor.askSessions(firstViewAsk)).rows
  if (row === undefined) throw new Error('no row')
  live.monitor.askHistory(row.key)
  for (let i = 0; i < 3; i += 1) await ann.visit('/')
  await until(() => events.at(-1)?.changes?.[0]?.after === '4', 'the last write is seen')
  expect(events.every(event => event.isMerged)).toBe(true)
  await until(() => histories.at(-1)?.writes[0]?.changes?.[0]?.after === '4', 'the history is pushed')
  await app.stop()
})
