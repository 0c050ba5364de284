import { countdownText } from '../../shared/words/spans'

/** What is left of a session: `0:38`, `29:48`, `3:07:12`, `13 d 23 h`. A passed expiry reads `0:00`. */
export const formatCountdown = countdownText

/**
 * How full the time-left bar is, 0 to 1 in steps of 1/200: finer ones would redraw without being seen.
 * Without a lifetime there is nothing to measure against: null.
 */
export function fractionLeft(leftMs: number, lifetimeMs: number | null): number | null {
  if (lifetimeMs === null || lifetimeMs <= 0) return null
  return Math.round(Math.min(1, Math.max(0, leftMs / lifetimeMs)) * 200) / 200
}
