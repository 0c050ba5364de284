/** Something that is done now and then. */
export interface Paced {
  /** Begins it if it is due and not under way. */
  tick(): void
  /** Due at the next tick, also if it is under way. */
  hurry(): void
}

/** How often at most. */
export interface Pace {
  readonly everyMs: number
  readonly monotonicMs: () => number
}

/** At the most one part in so many of the time. */
const COST = 50

/** Never before `everyMs` have passed, and the later the longer it takes. A failure is left to the feed, which meets it too. */
export function createPaced(run: () => Promise<void>, { everyMs, monotonicMs }: Pace): Paced {
  let isRunning = false
  let isHurried = false
  let dueMs = Number.NEGATIVE_INFINITY

  async function runOnce(): Promise<void> {
    isRunning = true
    isHurried = false
    const startedMs = monotonicMs()
    await run().catch(() => {})
    isRunning = false
    dueMs = monotonicMs() + Math.max(everyMs, (monotonicMs() - startedMs) * COST)
  }

  return {
    tick() {
      if (!isRunning && (isHurried || monotonicMs() >= dueMs)) void runOnce()
    },
    hurry() {
      isHurried = true
    }
  }
}
