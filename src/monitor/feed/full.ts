import type { Document } from 'mongodb'
import { objectIdHexOf } from '../bson'
import type { Feed, FeedSource, Sink } from './feed'
import { createIncarnation, type Incarnation } from './incarnation'
import { type Round, startRounds } from './rounds'
import { createProgress, type ReadFacts, type ReadListener, readAll } from './snapshot'
import { createWatchdog } from './watchdog'

const SHORTEST_MS = 2000
const LONGEST_MS = 60_000
/** Reading may take one part in so many of the server's time. */
const SHARE = 20
/** A read in which no batch comes for this long is lost. */
const SILENT_MS = 15_000

/** How long to wait between two reads, by what the last one cost: 2 s, or 20 times the cost, at most a minute. */
export function pollIntervalMs(readMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(readMs * SHARE)))
}

/** What would make reading everything needless: looked for now and then. `take` is called, and the feed ends, once it is there. */
export interface BetterWay {
  isThere(): Promise<boolean>
  take(): void
}

/** A better way is there. */
class Better extends Error {}

/** Follows a collection by reading all of it, projected, again and again. Works everywhere, and costs accordingly. */
export function startFull(source: FeedSource, sink: Sink, better: BetterWay | null = null): Feed {
  const known = createKnownIds()
  const incarnation = createIncarnation(source)
  return startRounds(
    source,
    sink,
    round => pollRound(round, { known, incarnation }, better),
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

async function pollRound(round: Round, memory: Memory, better: BetterWay | null): Promise<void> {
  const { source, sink, life } = round
  const sinceAt = source.clock.now()
  const dog = createWatchdog(source.client, life, SILENT_MS)
  let progress = createProgress(source, sink)
  memory.incarnation.newRound()
  while (!life.isOver) {
    dog.expect(true)
    const read = readOnce(round, memory, { heard: dog.heard, progress })
    const { readMs } = await Promise.race([read, dog.lost])
    dog.expect(false)
    round.settled()
    // Only the first read is worth telling; the others come and go behind what is shown.
    progress = () => {}
    const intervalMs = pollIntervalMs(readMs)
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
  { source, sink, life, clockIsRight }: Round,
  { known, incarnation }: Memory,
  listener: Omit<ReadListener, 'tell'>
): Promise<ReadFacts> {
  const tell = (documents: readonly Document[]) => {
    const { arrived, others } = known.split(documents)
    const at = source.clock.now()
    if (others.length > 0) sink.put(others, at, false)
    if (arrived.length > 0) sink.put(arrived, at, true)
  }
  // Dropped or replaced between two reads: nobody signed out.
  if (await incarnation.hasGone()) sink.clear(source.clock.now())
  known.begin()
  sink.beginSnapshot()
  const read = await readAll(source, life, { ...listener, tell })
  await clockIsRight
  const isGone = read.documents === 0 && known.size > 0 && (await incarnation.hasGone())
  if (life.isOver) return read
  known.end()
  const at = source.clock.now()
  if (isGone) sink.clear(at)
  else sink.endSnapshot(at)
  return read
}

/** Which documents the last read had, to know an arrival by its not having been there. */
interface KnownIds {
  readonly size: number
  split(documents: readonly Document[]): { readonly arrived: Document[]; readonly others: Document[] }
  begin(): void
  /** The read is over, and whole: the next one is compared with it. */
  end(): void
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
    get size() {
      return before?.size ?? 0
    },
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
    }
  }
}
