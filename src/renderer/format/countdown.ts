const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What is left of a session: `0:38`, `29:48`, `3:07:12`, `13 d 23 h`. A passed expiry reads `0:00`. */
export function formatCountdown(leftMs: number): string {
  const left = Math.max(0, leftMs)
  if (left >= DAY) return `${Math.floor(left / DAY)} d ${Math.floor((left % DAY) / HOUR)} h`
  const minutes = Math.floor((left % HOUR) / MINUTE)
  const seconds = pad(Math.floor((left % MINUTE) / SECOND))
  return left >= HOUR ? `${Math.floor(left / HOUR)}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`
}

/**
 * How full the time-left bar is, 0 to 1 in steps of 1/200: finer ones would redraw without being seen.
 * Without a lifetime there is nothing to measure against: null.
 */
export function fractionLeft(leftMs: number, lifetimeMs: number | null): number | null {
  if (lifetimeMs === null || lifetimeMs <= 0) return null
  return Math.round(Math.min(1, Math.max(0, leftMs / lifetimeMs)) * 200) / 200
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
