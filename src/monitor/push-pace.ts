import type { Timers } from './timers'

/** At most ten pushes a second; DESIGN, *The way of the data*. */
export const MIN_PUSH_GAP_MS = 100

/** Calls `push` soon after `request`, but never more often than the gap allows. */
export interface PushPace {
  request(): void
  stop(): void
}

/** What a pace is made of; `monotonicMs` never jumps. */
export interface PaceParts {
  readonly push: () => void
  readonly monotonicMs: () => number
  readonly timers: Timers
}

/**
 * The first request after quiet pushes at once, so a lone login is painted without delay; those that follow within the
 * gap are pushed together when it ends.
 */
export function createPushPace(parts: PaceParts): PushPace {
  let lastPushAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  function pushNow(): void {
    cancel = null
    lastPushAt = parts.monotonicMs()
    parts.push()
  }

  return {
    request() {
      if (cancel) return
      const waitMs = lastPushAt + MIN_PUSH_GAP_MS - parts.monotonicMs()
      if (waitMs <= 0) pushNow()
      else cancel = parts.timers.start(pushNow, waitMs)
    },
    stop() {
      cancel?.()
      cancel = null
    }
  }
}
