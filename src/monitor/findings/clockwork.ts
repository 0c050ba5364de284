import type { EpochMs } from '../../shared/domain/session'

/** So many in a row at one distance are no people. */
const IN_A_ROW = 12
/** Nearer together they may be one page's own requests; further apart it takes too long to say. */
const SHORTEST_MS = 2000
const LONGEST_MS = 600_000
/** Kept by what the sessions hold: those that hold something of their own come once each. */
const MOST_KINDS = 200

/** Looks for guests that come at one and the same distance, as a health check makes them. */
export interface Clockwork {
  /** `kind` is what the session holds, as a digest. Returns the distance, ms, once it has shown itself. */
  add(kind: number, at: EpochMs): number | null
}

/** Nothing seen yet. Guests of one kind are looked at by themselves, so that others coming in between do not hide them. */
export function createClockwork(): Clockwork {
  const kinds = new Map<number, EpochMs[]>()

  return {
    add(kind, at) {
      const times = [...(kinds.get(kind) ?? []), at].slice(-IN_A_ROW - 1)
      kinds.delete(kind)
      kinds.set(kind, times)
      const [oldest] = kinds.keys()
      if (kinds.size > MOST_KINDS && oldest !== undefined) kinds.delete(oldest)
      return steadyGapOf(times)
    }
  }
}

/** The distance that all of these have, to a tenth or a quarter of a second; null where they have none, or are too few. */
export function steadyGapOf(times: readonly EpochMs[]): number | null {
  if (times.length <= IN_A_ROW) return null
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  const middle = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0
  if (middle < SHORTEST_MS || middle > LONGEST_MS) return null
  const slackMs = Math.max(250, middle / 10)
  return gaps.every(gap => Math.abs(gap - middle) <= slackMs) ? middle : null
}
