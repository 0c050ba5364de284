const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something took or lasts, in one or two units: `37 s`, `16 min`, `2 h 14 min`, `14 d`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  const rounded = Math.max(0, Math.round(ms / SECOND) * SECOND)
  if (rounded < MINUTE) return `${rounded / SECOND} s`
  if (rounded < HOUR) return `${Math.floor(rounded / MINUTE)} min`
  if (rounded < DAY) return pair(rounded, HOUR, 'h', MINUTE, 'min')
  return pair(rounded, DAY, 'd', HOUR, 'h')
}

function pair(ms: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((ms % large) / small)
  const whole = `${Math.floor(ms / large)} ${largeUnit}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`
}
