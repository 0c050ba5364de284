const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something is past: `now`, `2 s ago`, `3 min ago`, `5 h ago`, `12 d ago`. The future reads `now`. */
export function formatAgo(pastMs: number): string {
  const age = formatAge(pastMs)
  return age === 'now' ? age : `${age} ago`
}

/** An age without "ago": `37 s`, `3 min`; less than two seconds is `now`. */
export function formatAge(pastMs: number): string {
  if (pastMs < 2000) return 'now'
  if (pastMs < MINUTE) return `${Math.floor(pastMs / 1000)} s`
  if (pastMs < HOUR) return `${Math.floor(pastMs / MINUTE)} min`
  if (pastMs < DAY) return `${Math.floor(pastMs / HOUR)} h`
  return `${Math.floor(pastMs / DAY)} d`
}
