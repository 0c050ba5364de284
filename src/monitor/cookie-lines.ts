import type { SessionDetail } from '../shared/domain/detail'
import { type Fields, fieldOf } from './bson'
import { leafOf } from './bson-text'

type CookieLine = NonNullable<SessionDetail['cookie']>[number]

const MAX_LINES = 50
const MAX_TEXT = 2000

/** Told elsewhere: the cookie's expiry stands among the clocks. */
const untold: ReadonlySet<string> = new Set(['expires', 'originalExpires'])
/**
 * The attributes as browsers write them, so that they are found again in a browser's own tools. A Map, because what is
 * looked up in it comes out of a session: `constructor` is a name like any other.
 */
const written: ReadonlyMap<string, string> = new Map([
  ['secure', 'Secure'],
  ['httpOnly', 'HttpOnly'],
  ['sameSite', 'SameSite'],
  ['path', 'Path'],
  ['domain', 'Domain'],
  ['originalMaxAge', 'Lifetime'],
  ['partitioned', 'Partitioned'],
  ['priority', 'Priority']
])

const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1000 }
] as const

/** A lifetime in its two largest units: "30 min", "13 d 23 h", "1 min 30 s". Less than a second is said in ms. */
export function spanText(spanMs: number): string {
  if (spanMs < 1000) return `${Math.round(spanMs)} ms`
  const first = units.findIndex(unit => spanMs >= unit.ms)
  let left = spanMs
  const parts = units.slice(first, first + 2).map(({ name, ms }) => {
    const count = Math.floor(left / ms)
    left -= count * ms
    return count === 0 ? '' : `${count} ${name}`
  })
  return parts.filter(Boolean).join(' ')
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== ''
}

function textOf(name: string, value: unknown): string {
  if (!isSet(value)) return name === 'domain' ? 'host only' : name === 'sameSite' ? 'not set' : 'no'
  const text = leafOf(value).text.slice(0, MAX_TEXT)
  if (name === 'originalMaxAge' && Number.isFinite(Number(text))) return spanText(Number(text))
  return text === 'true' ? 'yes' : text
}

/**
 * A session cookie's attributes as a person reads them. What protects it comes first, and is there also when it was not
 * set: that is the thing to see. `SameSite=None` without `Secure` is refused by browsers, so it counts as unsafe.
 */
export function cookieLinesOf(cookie: Fields): readonly CookieLine[] {
  const value = (name: string) => fieldOf(cookie, name)
  const line = (name: string, isWarning: boolean): CookieLine => ({
    name: written.get(name) ?? name.slice(0, MAX_TEXT),
    text: textOf(name, value(name)),
    isWarning
  })
  const sameSite = value('sameSite')
  const isNone = typeof sameSite === 'string' && sameSite.toLowerCase() === 'none'
  const guards = [
    line('httpOnly', !isSet(value('httpOnly'))),
    line('sameSite', !isSet(value('sameSite')) || (isNone && !isSet(value('secure')))),
    line('secure', !isSet(value('secure'))),
    line('path', false),
    line('originalMaxAge', false),
    line('domain', false)
  ]
  const told = new Set(['secure', 'httpOnly', 'sameSite', 'path', 'originalMaxAge', 'domain'])
  const others = Object.keys(cookie)
    .filter(name => !told.has(name) && !untold.has(name) && isSet(value(name)))
    .slice(0, MAX_LINES)
  return [...guards, ...others.map(name => line(name, false))]
}
