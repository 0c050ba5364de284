import type { MongoClient } from 'mongodb'
import type { FeedState } from '../../shared/domain/store'
import { backoffMs, readingPatienceMs } from './backoff'
import type { Feed, FeedSource, Sink } from './feed'
import { createLife, type Life, sinkWhile } from './life'
import { SilentError } from './watchdog'

/** Ends a round without anything being wrong: begin again, with a new snapshot. */
export class BeginAgain extends Error {}

/**
 * One round: follow the collection until something ends it. It throws, or its life ends. Sink and life are its own: a read
 * that is still on its way when the round has failed tells nothing into the next one's snapshot.
 */
export interface Round {
  readonly source: FeedSource
  readonly sink: Sink
  readonly life: Life
  /**
   * Resolves when the clock is right again. After a loss this computer may have slept, and what has gone meanwhile is told
   * apart by the clock: signed out or expired. To be waited for before a snapshot ends.
   */
  readonly clockIsRight: Promise<void>
  /** How long the server may be silent while everything is read, ms: longer after each try that was given up for it. */
  readonly patienceMs: number
  /** Everything is read and being followed: earlier failures are forgotten. */
  settled(): void
}

/** One that began again by itself waits, like after a loss, when it has to again this soon, ms. */
const NOT_AGAIN_MS = 500

/** Faults that another try cannot mend. */
const lasting = new Set(['no-rights', 'wrong-password', 'bad-request'])

/**
 * Runs round after round until stopped. A failed one is told as *lost*, with when the next try comes; a server that shows
 * itself again is tried at once. `handle` may take a failure into its own hands by answering true: then that is the end.
 */
export function startRounds(
  source: FeedSource,
  outer: Sink,
  round: (round: Round) => Promise<void>,
  handle: (error: unknown) => boolean
): Feed {
  const life = createLife()
  const sink = sinkWhile(life, outer)
  life.onEnd(wakeWhenBack(source.client, life))

  async function run(): Promise<void> {
    let failures = 0
    let silences = 0
    let beganAgainAt = Number.NEGATIVE_INFINITY
    sink.state({ kind: 'connecting', sinceAt: source.clock.now() })
    while (!life.isOver) {
      try {
        await inItsOwnLife(life, own =>
          round({
            source,
            sink: sinkWhile(own, sink),
            life: own,
            patienceMs: readingPatienceMs(silences),
            clockIsRight: (failures > 0 ? source.refreshClock?.() : undefined) ?? Promise.resolve(),
            settled: () => {
              failures = 0
              silences = 0
            }
          })
        )
      } catch (error) {
        if (life.isOver) return
        if (handle(error)) return void life.end()
        failures += 1
        if (error instanceof SilentError) silences += 1
        const isAgain = error instanceof BeginAgain
        // Not at once twice in a row: each time costs a whole read.
        const isAtOnce = isAgain && failures === 1 && performance.now() - beganAgainAt > NOT_AGAIN_MS
        if (isAtOnce) beganAgainAt = performance.now()
        if (isAtOnce) continue
        const waitMs = backoffMs(failures, Math.random())
        const state = isAgain ? null : stateAfter(source, error, failures, waitMs)
        if (state !== null) sink.state(state)
        if (state?.kind === 'failed') return void life.end()
        await life.pause(waitMs)
      }
    }
  }

  const running = run()
  return {
    async stop() {
      life.owe(running)
      await life.end()
    }
  }
}

/** Runs `work` with a life that ends with it, and with the outer one at the latest. */
async function inItsOwnLife(life: Life, work: (own: Life) => Promise<void>): Promise<void> {
  const own = createLife()
  const end = () => life.owe(own.end())
  const takeBack = life.onEnd(end)
  try {
    await work(own)
  } finally {
    takeBack()
    end()
  }
}

function stateAfter(source: FeedSource, error: unknown, attempt: number, waitMs: number): FeedState {
  const fault = source.faultOf(error)
  const sinceAt = source.clock.now()
  if (lasting.has(fault.code)) return { kind: 'failed', sinceAt, fault }
  return { kind: 'lost', sinceAt, fault, attempt, retryAt: sinceAt + waitMs }
}

/** The driver goes on looking for the server by itself, more often than our tries: it knows first. */
function wakeWhenBack(client: MongoClient, life: Life): () => void {
  const onServer = ({ newDescription }: { newDescription: { isReadable: boolean } }) => {
    if (newDescription.isReadable) life.wake()
  }
  client.on('serverDescriptionChanged', onServer)
  return () => client.off('serverDescriptionChanged', onServer)
}
