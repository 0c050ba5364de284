import type { EpochMs } from '../shared/domain/session'

/** The database server's clock, as known here. */
export interface ServerClock {
  /** Server time now. Runs on the monotonic clock between samples: a jumping local clock changes nothing. */
  now(): EpochMs
  /** Server clock minus this computer's at the last sample, ms. */
  offsetMs(): number
}

/** A server clock that goes on sampling until stopped. */
export interface SampledClock extends ServerClock {
  /** Take a sample now: after a lost connection, or after this computer slept. A failed one changes nothing. */
  refresh(): Promise<void>
  stop(): void
}

export interface ClockSource {
  /** `hello.localTime` of the server. */
  readonly sample: () => Promise<Date>
  /** Milliseconds that only grow. */
  readonly monotonic?: () => number
  readonly wall?: () => EpochMs
}

const SAMPLE_EVERY_MS = 60_000
/** Of the first few samples the one with the shortest way is kept: the first also pays for opening a socket. */
const FIRST_SAMPLES = 3
/** A sample that took this long says little; an earlier one is better. */
const SLOW_SAMPLE_MS = 500

/** A clock that has its first samples. Rejects when the server gives none. */
export async function createServerClock(source: ClockSource): Promise<SampledClock> {
  const monotonic = source.monotonic ?? (() => performance.now())
  const wall = source.wall ?? Date.now
  let baseMs = 0
  let offsetMs = 0

  /** Server time at the middle of the round trip; `mustTake` is false where a slow one is not worth having. */
  async function take(slowestMs: number): Promise<number> {
    const sentAt = monotonic()
    const serverAt = (await source.sample()).getTime()
    const receivedAt = monotonic()
    const tripMs = receivedAt - sentAt
    if (tripMs > slowestMs || !Number.isFinite(serverAt)) return tripMs
    baseMs = serverAt + tripMs / 2 - receivedAt
    offsetMs = baseMs + receivedAt - wall()
    return tripMs
  }

  let bestMs = await take(Number.POSITIVE_INFINITY)
  for (let i = 1; i < FIRST_SAMPLES; i += 1) bestMs = Math.min(bestMs, await take(bestMs))
  // A failed sample means a lost connection, which the feed tells; the clock runs on.
  const refresh = () =>
    take(Math.max(SLOW_SAMPLE_MS, bestMs * 3)).then(
      () => {},
      () => {}
    )
  const timer = setInterval(() => void refresh(), SAMPLE_EVERY_MS)
  timer.unref()

  return {
    now: () => Math.round(baseMs + monotonic()),
    offsetMs: () => Math.round(offsetMs),
    refresh,
    stop: () => clearInterval(timer)
  }
}
