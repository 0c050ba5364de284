import { formatAgo } from '../../format/ago'
import { formatClockMinute, type TimeZone } from '../../format/clock-time'

const LATELY_MS = 12 * 3_600_000

/** Words about a connection and when it was last used. This computer wrote that, so it is read against its own clock. */
export function remarkOf(words: readonly string[], usedAt: number | null, zone: TimeZone): string {
  return [...words, usedAt === null ? '' : whenOf(usedAt, zone)].filter(Boolean).join(' · ')
}

function whenOf(usedAt: number, zone: TimeZone): string {
  const age = Date.now() - usedAt
  const when = age < LATELY_MS ? formatAgo(age) : formatClockMinute(usedAt, { now: Date.now(), zone })
  return when === 'now' ? 'just now' : when
}
