import type { EpochMs } from '../shared/domain/session'
import { systemTimers, type Timers } from './timers'

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
  /**
   * Runs whenever time has moved by more than it runs: a sample has corrected the clock by `byMs`, or nothing ran here for so
   * long. What waits for an instant has to look again. Returns its own undo.
   */
  onMoved(listener: (byMs: number) => void): () => void
  stop(): void
}

export interface ClockSource {
  /** `hello.localTime` of the server. */
  readonly sample: () => Promise<Date>
  /** Milliseconds that only grow. */
  readonly monotonic?: () => number
  readonly wall?: () => EpochMs
  readonly timers?: Timers
}

const SAMPLE_EVERY_MS = 60_000
/** Of the first few samples the one with the shortest way is kept: the first also pays for opening a socket. */
const FIRST_SAMPLES = 3
/** A sample that took this long says little; an earlier one is better. */
const SLOW_SAMPLE_MS = 500
/** How often this computer's two clocks are compared. */
const COMPARE_EVERY_MS = 1000
/** Where they part by more than this, the computer slept (the monotonic one may stand still then) or was set. */
const PARTED_MS = 1000
/** A comparison that is late by more than this says that the computer slept, where the monotonic clock goes on then. */
const LATE_MS = 10_000
/** Two clocks that run evenly drift by less than this between samples. */
const DRIFT_MS = 100

/** A clock that has its first samples. Rejects when the server gives none. */
export async function createServerClock(source: ClockSource): Promise<SampledClock> {
  const monotonic = source.monotonic ?? (() => performance.now())
  const wall = source.wall ?? Date.now
  const timers = source.timers ?? systemTimers
  const listeners = new Set<(byMs: number) => void>()
  let baseMs = Number.NaN
  let offsetMs = 0

  function tellMoved(byMs: number): void {
    for (const listener of listeners) listener(byMs)
  }

  /** Takes server time at the middle of the round trip. A slow one only when the clock cannot be right any more. */
  async function take(slowestMs: number): Promise<number> {
    const sentAt = monotonic()
    const serverAt = (await source.sample()).getTime()
    const receivedAt = monotonic()
    const tripMs = receivedAt - sentAt
    if (!Number.isFinite(serverAt)) return tripMs
    const nextMs = serverAt + tripMs / 2 - receivedAt
    const movedMs = Math.abs(nextMs - baseMs)
    // The true time lies within half the way of the sample's middle: what is further off is wrong, however slow this was.
    if (tripMs > slowestMs && movedMs <= tripMs / 2 + DRIFT_MS) return tripMs
    baseMs = nextMs
    offsetMs = baseMs + receivedAt - wall()
    if (movedMs > DRIFT_MS) tellMoved(movedMs)
    return tripMs
  }

  let bestMs = await take(Number.POSITIVE_INFINITY)
  for (let i = 1; i < FIRST_SAMPLES; i += 1) bestMs = Math.min(bestMs, await take(bestMs))

  let sampledAt = monotonic()
  let lookedAt = sampledAt
  let partMs = wall() - sampledAt
  // A failed sample means a lost connection, which the feed tells; the clock runs on.
  const refresh = () => {
    sampledAt = monotonic()
    return take(Math.max(SLOW_SAMPLE_MS, bestMs * 3)).then(
      () => {},
      () => {}
    )
  }
  function look(): void {
    cancel()
    cancel = timers.start(look, COMPARE_EVERY_MS)
    const [wasMs, wasAt] = [partMs, lookedAt]
    lookedAt = monotonic()
    partMs = wall() - lookedAt
    const hasParted = Math.abs(partMs - wasMs) > PARTED_MS
    const sleptMs = lookedAt - wasAt - COMPARE_EVERY_MS
    if (sleptMs > LATE_MS) tellMoved(sleptMs)
    if (hasParted || sleptMs > LATE_MS || monotonic() - sampledAt >= SAMPLE_EVERY_MS) void refresh()
  }
  let cancel = timers.start(look, COMPARE_EVERY_MS)

  return {
    now() {
      // After a sleep, what arrives may be first to ask, before any timer.
      if (monotonic() - lookedAt > COMPARE_EVERY_MS + LATE_MS) look()
      return Math.round(baseMs + monotonic())
    },
    offsetMs: () => Math.round(offsetMs),
    refresh,
    onMoved(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => cancel()
  }
}
