import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs } from '../../shared/domain/session'

/** Deletes within this belong together: a change stream tells them one by one, as the server made them. */
const TOGETHER_MS = 1000
/** Fewer are people who happen to leave at once. */
const LEAST = 10
/** More than can still be corrected in what is kept. */
const MOST = 20_000

/** Tells a mass delete from people who sign out. */
export interface MassEndings {
  /**
   * Takes in the endings of one telling, all at `at`. `left` is how many active sessions are there after it. Returns
   * the earlier ones that now turn out to have been part of a clearing, and whether these are.
   */
  take(
    endings: readonly ActivityEvent[],
    at: EpochMs,
    left: number
  ): { readonly isCleared: boolean; readonly earlier: readonly ActivityEvent[] }
}

/**
 * A clearing is: within a second more than half of the active sessions are deleted before their expiry, and at least ten.
 * Where that becomes clear only while it goes on, what was told as signing out is given back to be corrected.
 */
export function createMassEndings(): MassEndings {
  let recent: ActivityEvent[] = []
  let clearedUntil = Number.NEGATIVE_INFINITY

  return {
    take(endings, at, left) {
      recent = recent.filter(one => one.at >= at - TOGETHER_MS && one.at <= at + TOGETHER_MS)
      const gone = recent.length + endings.length
      const isNow = gone >= LEAST && gone > left
      const isCleared = endings.length > 0 && (isNow || at <= clearedUntil)
      if (!isCleared) {
        recent = [...recent, ...endings].slice(-MOST)
        return { isCleared: false, earlier: [] }
      }
      clearedUntil = at + TOGETHER_MS
      const earlier = recent
      recent = []
      return { isCleared, earlier }
    }
  }
}
