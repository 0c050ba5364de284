import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { type Collection, MongoClient } from 'mongodb'
import { launchSextant } from '../../support/electron-app'
import { grid, parkPointer, watchForRow } from '../../support/page-parts'
import type { BenchRoom } from '../bench-room'
import { atLeast, atMost, type Figure, spreadOf } from '../figure'
import { collectionOf, createRandom, type SessionDocument, seededSession } from '../seeded-store'

const WRITES = 60
const QUIET_WRITES = 30
const POLL_EVERY_MS = 1000
/** Longer than a push gap, so that each write is the first after quiet; uneven, so that no write keeps step with the poll. */
const GAP_MS = { least: 150, more: 500 }
const SOONER = 10
const P99_MS = 250

/** One login: when the server had acknowledged it, and when its row had been painted. */
interface Seen {
  readonly id: string
  readonly acknowledgedAt: number
  readonly paintedAt: number
}

/** A write acknowledged → its row painted in the real window, beside a plain find() of everything each second. */
export async function measureLatency(room: BenchRoom): Promise<Figure> {
  const { uri, ns, sessions, seed } = await room.smallStore()
  const client = new MongoClient(uri)
  const sextant = await launchSextant({ args: ['--uri', uri, '--ns', ns] })
  try {
    const { page } = sextant
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(sessions + 1), { timeout: 60_000 })
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    await parkPointer(page)
    const collection = collectionOf(client, ns)
    const write = { page, collection, seed, random: createRandom(seed) }
    const alone = await signInMany({ ...write, name: 'alone', count: QUIET_WRITES })
    const poll = startNaivePoll(collection)
    const beside = await signInMany({ ...write, name: 'beside', count: WRITES })
    const seenAt = await poll.stop(beside.map(seen => seen.id))
    return figureOf(alone, beside, seenAt, poll)
  } finally {
    await sextant.close()
    await client.close()
  }
}

function figureOf(
  alone: readonly Seen[],
  beside: readonly Seen[],
  seenAt: ReadonlyMap<string, number>,
  poll: NaivePoll
): Figure {
  const ours = spreadOf(beside.map(tookMs))
  const naive = spreadOf(beside.map(seen => (seenAt.get(seen.id) ?? Number.NaN) - seen.acknowledgedAt))
  return {
    name: 'latency',
    says: 'write acknowledged → row painted, change stream',
    unit: 'ms',
    ours,
    peer: { says: 'found by a find() of everything each second, same writes', spread: naive },
    musts: [
      atLeast(`median ≥ ${SOONER} × sooner`, naive.p50 / ours.p50, SOONER),
      atMost(`p99 ≤ ${P99_MS} ms`, ours.p99, P99_MS)
    ],
    more: {
      withoutThePollBesideMs: spreadOf(alone.map(tookMs)),
      oneNaiveReadMs: spreadOf(poll.readsMs)
    }
  }
}

const tookMs = (seen: Seen) => seen.paintedAt - seen.acknowledgedAt

async function signInMany(how: {
  readonly page: Page
  readonly collection: Collection<SessionDocument>
  readonly seed: number
  readonly random: () => number
  readonly name: string
  readonly count: number
}): Promise<Seen[]> {
  const { page, collection, seed, random, name, count } = how
  const seen: Seen[] = []
  // Thrown away: the first painting of a kind compiles what the later ones use.
  for (let i = -2; i < count; i += 1) {
    const email = `${name}.${i + 2}@bench.io`
    const document = seededSession(seed + (name === 'alone' ? 3 : 4), i + 2, email)
    const painted = await watchForRow(page, email)
    await new Promise(resolve => setTimeout(resolve, GAP_MS.least + random() * GAP_MS.more))
    await collection.insertOne(document)
    const acknowledgedAt = Date.now()
    const paintedAt = await painted()
    if (i >= 0) seen.push({ id: document._id, acknowledgedAt, paintedAt })
  }
  return seen
}

/** What a naive live view does. Its painting is not counted: a row counts as seen when the read that has it is done. */
interface NaivePoll {
  readonly readsMs: number[]
  /** Goes on until all of `ids` were found; resolves with when each was. */
  stop(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
}

function startNaivePoll(collection: Collection<SessionDocument>): NaivePoll {
  const foundAt = new Map<string, number>()
  const readsMs: number[] = []
  let isDone: () => boolean = () => false
  const running = poll()

  async function poll(): Promise<void> {
    while (!isDone()) {
      const startedAt = performance.now()
      const documents = await collection.find().toArray()
      const now = Date.now()
      for (const { _id } of documents) if (!foundAt.has(_id)) foundAt.set(_id, now)
      const tookMs = performance.now() - startedAt
      readsMs.push(tookMs)
      await new Promise(resolve => setTimeout(resolve, Math.max(0, POLL_EVERY_MS - tookMs)))
    }
  }

  return {
    readsMs,
    async stop(ids) {
      isDone = () => ids.every(id => foundAt.has(id))
      await running
      return foundAt
    }
  }
}
