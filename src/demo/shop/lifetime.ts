const SECOND_MS = 1_000
const unitsMs: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: 60 * SECOND_MS,
  h: 3_600 * SECOND_MS,
  d: 86_400 * SECOND_MS
}

/** How long a session lives after its last page when nobody asked for anything else. */
export const DEFAULT_LIFETIME_MS = 30 * 60 * SECOND_MS
const SHORTEST_MS = SECOND_MS
const LONGEST_MS = 30 * 86_400 * SECOND_MS

/** What the sign-in form and the footer offer under "keep"; the values are read by `readLifetime`. */
export const lifetimeChoices = [
  { value: '1m', label: '1 minute' },
  { value: '30m', label: '30 minutes' },
  { value: '14d', label: '14 days' }
] as const

/**
 * Read a session lifetime as forms and links carry it: `45s`, `30m`, `2h`, `14d`.
 *
 * Units:  answers milliseconds, held between 1 second and 30 days.
 * Errors: none thrown; null for anything that is not a lifetime.
 */
export function readLifetime(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = /^(\d{1,6})([smhd])$/.exec(value)
  const unitMs = unitsMs[match?.[2] ?? '']
  if (match === null || unitMs === undefined) return null
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Number(match[1]) * unitMs))
}

/** Say a lifetime in words: "14 days", "30 minutes", "45 seconds". */
export function formatLifetime(lifetimeMs: number): string {
  const sizes = [
    ['day', 86_400 * SECOND_MS],
    ['hour', 3_600 * SECOND_MS],
    ['minute', 60 * SECOND_MS]
  ] as const
  for (const [name, sizeMs] of sizes) {
    if (lifetimeMs >= sizeMs && lifetimeMs % sizeMs === 0) return plural(lifetimeMs / sizeMs, name)
  }
  return plural(Math.round(lifetimeMs / SECOND_MS), 'second')
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
