import type { Feed, FeedSource, Sink } from './feed'
import { type Round, startRounds } from './rounds'
import { refusalOf } from './stream-errors'
import { createFollower, openStream } from './watch'
import { createWatchdog, type Watchdog } from './watchdog'

/** Between two counts, at the least. */
const SHORTEST_MS = 10_000
const LONGEST_MS = 600_000
/** Counting may take one part in so many of the server's time. */
const SHARE = 20
const SILENT_MS = 7000
/** The server ends a count after a minute; the answer needs its way. */
const COUNT_MS = 70_000

/** How long to wait after a count, by what it cost: 10 s, or 20 times the cost, at most ten minutes. */
export function countIntervalMs(tookMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(tookMs * SHARE)))
}

/**
 * Follows a store that is too large to be read: `count` asks the database for everything that is counted, and a change
 * stream, where there is one, tells the sink what happens in between. No snapshot is ever taken.
 */
export function startCounted(
  source: FeedSource,
  sink: Sink,
  count: () => Promise<void>,
  whyNoStream: string | null
): Feed {
  let why = whyNoStream
  const refused = (error: unknown) => {
    why = refusalOf(error)
    return why !== null
  }
  return startRounds(
    source,
    sink,
    round => countRound(round, count, { whyNot: () => why, refused }),
    () => false
  )
}

/** Whether there is a change stream: known from the server's kind, or from its refusal. */
interface Streaming {
  readonly whyNot: () => string | null
  readonly refused: (error: unknown) => boolean
}

async function countRound(round: Round, count: () => Promise<void>, streaming: Streaming): Promise<void> {
  const { source, sink, life } = round
  const dog = createWatchdog(source.client, life, SILENT_MS)
  const { ended } = await follow(round, dog, streaming)
  const untilFailure = <T>(work: Promise<T>) => Promise.race([work, ended, dog.lost])
  await untilFailure(round.clockIsRight)
  const why = streaming.whyNot()
  const sinceAt = source.clock.now()
  const tell = (tookMs: number | null) =>
    sink.state({
      kind: 'counted',
      sinceAt,
      everyMs: countIntervalMs(tookMs ?? 0),
      tookMs,
      hasStream: why === null,
      why
    })
  tell(null)
  while (!life.isOver) {
    const startedAt = performance.now()
    dog.expect(true, COUNT_MS)
    await untilFailure(count())
    // A stream speaks every second; without one, nothing is asked until the next count.
    dog.expect(why === null)
    round.settled()
    const tookMs = Math.round(performance.now() - startedAt)
    tell(tookMs)
    await untilFailure(life.pause(countIntervalMs(tookMs)))
  }
}

/** A change stream that is followed. `ended` rejects when it ends; where there is none, it never settles. */
interface Following {
  readonly ended: Promise<never>
}

async function follow(round: Round, dog: Watchdog, streaming: Streaming): Promise<Following> {
  const never: Following = { ended: new Promise<never>(() => {}) }
  if (streaming.whyNot() !== null) return never
  const { life } = round
  const stream = openStream(round.source)
  const quiet = { ...round, sink: { ...round.sink, state: () => {} } }
  const follower = createFollower(quiet, stream, dog)
  const settled = Promise.race([follower.isOpen, follower.ended]).catch(() => {})
  life.onEnd(() => life.owe(settled.then(follower.close)))
  try {
    await Promise.race([follower.isOpen, follower.ended, dog.lost])
  } catch (error) {
    if (streaming.refused(error)) return never
    throw error
  }
  await follower.goLive()
  return follower
}
