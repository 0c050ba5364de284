import type { Timers } from '../../src/monitor/timers'

/** Time that moves only when told. */
export interface ManualTime {
  readonly timers: Timers
  now(): number
  /** Moves on, firing timers in their order, each at its own instant. */
  advance(ms: number): void
  readonly pending: number
}

/** A clock and timers that start at `startAt`. */
export function manualTime(startAt: number): ManualTime {
  let now = startAt
  let order = 0
  const waiting = new Map<number, { readonly at: number; readonly action: () => void }>()

  function nextDue(until: number): number | null {
    let best: number | null = null
    for (const [id, timer] of waiting) {
      if (timer.at > until) continue
      const chosen = best === null ? null : waiting.get(best)
      if (!chosen || timer.at < chosen.at) best = id
    }
    return best
  }

  return {
    timers: {
      start(action, delayMs) {
        order += 1
        const id = order
        waiting.set(id, { at: now + delayMs, action })
        return () => waiting.delete(id)
      }
    },
    now: () => now,
    advance(ms) {
      const until = now + ms
      for (let id = nextDue(until); id !== null; id = nextDue(until)) {
        const timer = waiting.get(id)
        waiting.delete(id)
        if (!timer) continue
        now = Math.max(now, timer.at)
        timer.action()
      }
      now = until
    },
    get pending() {
      return waiting.size
    }
  }
}
