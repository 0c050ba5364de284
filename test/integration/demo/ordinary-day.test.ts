import { randomUUID } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import { DEFAULT_SHOPPERS } from '../../../src/demo/shoppers/crowd'
import { createRandom } from '../../../src/demo/shoppers/random'
import type { Transition } from '../../../src/monitor/mirror/mirror'
import type { Session } from '../../../src/shared/domain/session'
import { following } from '../../support/counted-store'
import { simulateShop } from '../../support/simulated-shop'
import { openLibrary } from '../../support/stores'
import { until } from '../../support/until'

const TEN_MINUTES = 600_000
const SEED = 11
const AT_ONCE = 40

/** What the shop has in such a session. */
function dataOf({ key, user, expiresAt }: Session, written: number) {
  const cookie = { originalMaxAge: 1_800_000, expires: new Date(expiresAt ?? 0), httpOnly: true, path: '/' }
  const account = user === null ? {} : { isLoggedIn: true, user: { email: user } }
  return { cookie, csrfToken: key, pageViews: written, ...account }
}

/**
 * Ten minutes of the demo with half its crowd, planned as its crowd plans them and written by the store library as the shop writes them, in as
 * few seconds as it takes. Rules that count by time are judged by simulated time: `ordinary-traffic.test.ts`.
 */
it('ten minutes of the demo shop, by both feeds at once, bring no fixation, no changed user and nobody back', async () => {
  const uri = inject('replicaSetUri')
  const database = `ordinary_${randomUUID().slice(0, 8)}`
  const library = { library: 'connect-mongodb-session', uri, database, collection: 'sessions' } as const
  const { store, close } = await openLibrary(library)
  const call = (act: (done: (error?: unknown) => void) => void) =>
    new Promise<void>((resolve, reject) => act(error => (error ? reject(error) : resolve())))
  const fromAt = Date.now() + 60_000
  const days = simulateShop({
    size: DEFAULT_SHOPPERS / 2,
    fromAt,
    toAt: fromAt + TEN_MINUTES,
    random: createRandom(SEED)
  })
  const there = new Set<string>()
  let [writes, signIns] = [0, 0]

  async function write({ key, after }: Transition): Promise<void> {
    writes += 1
    if (after === null) return call(done => store.destroy(key, done))
    return call(done => store.set(key, dataOf(after, writes) as never, done))
  }

  /** Several at once, as requests come, but each session's in their order. */
  async function writeAll(transitions: readonly Transition[]): Promise<void> {
    const last = new Map<string, Promise<void>>()
    for (const one of transitions) {
      const before = last.get(one.key) ?? Promise.resolve()
      last.set(
        one.key,
        before.then(() => write(one))
      )
    }
    await Promise.all(last.values())
  }

  async function writeUntil(at: number): Promise<void> {
    let waiting: Transition[] = []
    let reached = 0
    while (reached < at) {
      const next = days.next()
      if (next.done) break
      reached = next.value.at
      for (const one of next.value.transitions) {
        if (one.after === null) there.delete(one.key)
        else if (!there.has(one.key)) {
          there.add(one.key)
          if (one.after.state === 'signed-in') signIns += 1
        }
        waiting.push(one)
      }
      if (waiting.length < AT_ONCE) continue
      await writeAll(waiting)
      waiting = []
    }
    await writeAll(waiting)
  }

  // The crowd that is there when the shop is first looked at.
  await writeUntil(fromAt + 1000)
  const ns = `${database}.sessions`
  const feeds = await Promise.all(
    (['watch', 'delta'] as const).map(mode => following(uri, ns, 10_000, { mode }))
  )
  for (const told of feeds) await until(() => (told.totals?.documents ?? 0) > 0, 'it is followed')
  await writeUntil(Number.POSITIVE_INFINITY)
  await close()

  expect(writes).toBeGreaterThan(2000)
  expect(signIns).toBeGreaterThan(50)
  for (const told of feeds) {
    await until(() => told.totals?.documents === there.size, 'all has been seen')
    const kinds = new Set(told.events.map(event => event.event))
    expect(kinds).toContain('signed-in')
    expect(kinds).not.toContain('came-back')
    const rules = told.live.finder.watchedFindings().map(finding => finding.rule)
    expect(rules).not.toContain('login-without-regenerate')
    expect(rules).not.toContain('user-changed-in-session')
  }
}, 120_000)
