import type { Document } from 'mongodb'
import type { BegunRead } from '../begun-read'
import { objectIdHexOf } from '../bson'
import type { Feed, Sink } from './feed'
import type { FollowedSource, Incarnation } from './incarnation'
import { BeginAgain, type Round, startRounds } from './rounds'
import { createProgress, type ReadFacts, type ReadListener, readAll, takeBegun } from './snapshot'
import { createWatchdog } from './watchdog'

const SHORTEST_MS = 2000
const LONGEST_MS = 60_000
/** Reading may take one part in so many of the server's time. */
const SHARE = 20

/** How long to wait between two reads, by what the last one cost: 2 s, or 20 times the cost, at most a minute. */
export function pollIntervalMs(readMs: number, shortestMs = SHORTEST_MS): number {
  return Math.min(LONGEST_MS, Math.max(shortestMs, Math.round(readMs * SHARE)))
}

/** How often, for tests. */
export interface FullOptions {
  /** Between two reads, where their cost allows. */
  readonly shortestMs?: number
}

/** What would make reading everything needless: looked for now and then. `take` is called, and the feed ends, once it is there. */
export interface BetterWay {
  isThere(): Promise<boolean>
  take(): void
}

/** A better way is there. */
class Better extends Error {}

/** Follows a collection by reading all of it, projected, again and again. Works everywhere, and costs accordingly. */
export function startFull(
  source: FollowedSource,
  sink: Sink,
  better: BetterWay | null = null,
  options: FullOptions = {}
): Feed {
  const memory = { known: createKnownIds(), incarnation: source.incarnation }
  return startRounds(
    source,
    sink,
    round => pollRound(round, memory, better, options),
    error => {
      if (error instanceof Better) better?.take()
      return error instanceof Better
    }
  )
}

/** What is remembered from one read to the next. */
interface Memory {
  readonly known: KnownIds
  readonly incarnation: Incarnation
}

async function pollRound(
  round: Round,
  memory: Memory,
  better: BetterWay | null,
  { shortestMs }: FullOptions
): Promise<void> {
  const { source, sink, life } = round
  const sinceAt = source.clock.now()
  const dog = createWatchdog(source.client, life, round.patienceMs)
  let progress = createProgress(source, sink)
  let begun = takeBegun(source, life)
  memory.incarnation.newRound()
  while (!life.isOver) {
    dog.expect(true)
    const read = readOnce(round, memory, { heard: dog.heard, progress }, begun)
    const { readMs } = await Promise.race([read, dog.lost])
    begun = null
    dog.expect(false)
    round.settled()
    // Only the first read is worth telling; the others come and go behind what is shown.
    progress = () => {}
    const intervalMs = pollIntervalMs(readMs, shortestMs)
    sink.state({
      kind: 'polling',
      sinceAt,
      mode: 'full',
      intervalMs,
      readMs: Math.round(readMs),
      why: source.why
    })
    await Promise.race([life.pause(intervalMs), dog.lost])
    if (!life.isOver && (await better?.isThere())) throw new Better()
  }
}

async function readOnce(
  round: Round,
  { known, incarnation }: Memory,
  listener: Omit<ReadListener, 'tell'>,
  begun: BegunRead | null
): Promise<ReadFacts> {
  const { source, sink, life, clockIsRight } = round
  /** Dropped or replaced since it was last looked at: nobody signed out, and what was read since may be of either. */
  async function makeSure(): Promise<void> {
    if (!(await incarnation.clearIfGone(round))) return
    known.clear()
    throw new BeginAgain('the collection was dropped or replaced')
  }
  const tell = async (documents: readonly Document[]) => {
    const { arrived, others } = known.split(documents)
    if (arrived.length > 0) await makeSure()
    const at = source.clock.now()
    if (others.length > 0) sink.put(others, at, false)
    if (arrived.length > 0) sink.put(arrived, at, true)
  }
  await makeSure()
  known.begin()
  sink.beginSnapshot()
  const read = await readAll(source, life, { ...listener, tell }, begun)
  await clockIsRight
  if (known.isAnyMissing()) await makeSure()
  if (life.isOver) return read
  known.end()
  sink.endSnapshot(source.clock.now())
  return read
}

/** Which documents the last read had, to know an arrival by its not having been there. */
interface KnownIds {
  split(documents: readonly Document[]): { readonly arrived: Document[]; readonly others: Document[] }
  begin(): void
  /** The read is over, and whole: the next one is compared with it. */
  end(): void
  /** Whether the last read had one that this one did not. */
  isAnyMissing(): boolean
  /** There is none any more: what comes from now on has arrived. */
  clear(): void
}

function createKnownIds(): KnownIds {
  // Null until there was a first read: that one says nothing about arrivals.
  let before: Set<string> | null = null
  let now = new Set<string>()
  const isArrival = (document: Document) => {
    const id = typeof document._id === 'string' ? document._id : objectIdHexOf(document._id)
    if (id === null) return false
    now.add(id)
    return before !== null && !before.has(id)
  }
  return {
    split(documents) {
      const arrived: Document[] = []
      const others: Document[] = []
      for (const document of documents) (isArrival(document) ? arrived : others).push(document)
      return { arrived, others }
    },
    begin() {
      now = new Set()
    },
    end() {
      before = now
    },
    isAnyMissing: () => before !== null && [...before].some(id => !now.has(id)),
    clear() {
      before = new Set()
    }
  }
}
