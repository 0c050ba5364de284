const FIRST_MS = 500
const LONGEST_MS = 15_000

const PATIENCE_MS = 15_000
const LONGEST_PATIENCE_MS = 120_000

/**
 * How long a server may be silent while it reads for us, after so many tries in a row that were given up for that: 15 s, doubling to two
 * minutes. One that is only slow would else be asked the same for ever.
 */
export function readingPatienceMs(silences: number): number {
  return Math.min(LONGEST_PATIENCE_MS, PATIENCE_MS * 2 ** Math.min(10, silences))
}

/**
 * How long to wait before try number `attempt` (1 is the first after a loss): doubling from half a second to 15 s.
 * Between half and all of it, by `chance` in [0, 1), so that many apps do not come back at the same instant.
 */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, attempt - 1)))
  return Math.round(full * (0.5 + chance / 2))
}
