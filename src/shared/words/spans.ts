const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something lasted, in its two largest units: `29 s`, `4 min 32 s`, `3 h 12 min`, `13 d 4 h`. */
export function lastedText(ms: number): string {
  const span = Math.max(0, ms)
  if (span < SECOND) return 'less than a second'
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`
  if (span < HOUR) return pair(span, [MINUTE, 'min'], [SECOND, 's'])
  return span < DAY ? pair(span, [HOUR, 'h'], [MINUTE, 'min']) : pair(span, [DAY, 'd'], [HOUR, 'h'])
}

type Unit = readonly [number, string]

function pair(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small)
  const whole = `${Math.floor(ms / large)} ${largeName}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`
}

/** `1st`, `2nd`, `9th`, `21st`. */
export function ordinalText(n: number): string {
  const teens = n % 100 >= 11 && n % 100 <= 13
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

/** A span that runs down, as a clock shows it: `0:38`, `29:48`, `3:07:12`, `13 d 23 h`. Below zero it reads `0:00`. */
export function countdownText(leftMs: number): string {
  const left = Math.max(0, leftMs)
  if (left >= DAY) return `${Math.floor(left / DAY)} d ${Math.floor((left % DAY) / HOUR)} h`
  const minutes = Math.floor((left % HOUR) / MINUTE)
  const seconds = pad(Math.floor((left % MINUTE) / SECOND))
  return left >= HOUR ? `${Math.floor(left / HOUR)}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
