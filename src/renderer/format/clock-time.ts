import type { EpochMs } from '../../shared/domain/session'

/** Whose calendar times are told in. The instants are the server's in both. */
export type TimeZone = 'local' | 'utc'

/** What a clock shows: an instant as it is read now, in one of the two. */
export interface ClockReading {
  readonly now: EpochMs
  readonly zone: TimeZone
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** A weekday alone is clear for the last few days; further back it takes a date. */
const WEEKDAY_REACH = 3
const DAY_MS = 86_400_000

/**
 * An instant of the server's clock as short as it is clear now: `12:07:29` today, `Mon 18:20` in the last days,
 * `19 Nov 02:00`, `19 Nov 2024`; in UTC it says so: `12:07:29 UTC`.
 */
export function formatClockTime(at: EpochMs, clock: ClockReading): string {
  return withZone(formatClockCell(at, clock), clock)
}

/** The same without the zone, where a column's head or a chart says it once for all. */
export function formatClockCell(at: EpochMs, { now, zone }: ClockReading): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return 'no valid date'
  const day = partsOf(then, zone)
  const today = partsOf(new Date(now), zone)
  const days = (today.midnight - day.midnight) / DAY_MS
  if (days === 0) return `${day.minute}:${pad(then.getUTCSeconds())}`
  if (days > 0 && days <= WEEKDAY_REACH) return `${DAYS[day.weekday]} ${day.minute}`
  const date = `${day.date} ${MONTHS[day.month]}`
  return day.year === today.year ? `${date} ${day.minute}` : `${date} ${day.year}`
}

/** An instant to the minute, for sentences that need no seconds: `09:53`, `Mon 18:20`. */
export function formatClockMinute(at: EpochMs, clock: ClockReading): string {
  return withZone(formatMinuteCell(at, clock), clock)
}

/** As `formatClockMinute`, without the zone. */
export function formatMinuteCell(at: EpochMs, clock: ClockReading): string {
  const text = formatClockCell(at, clock)
  return /^\d\d:\d\d:\d\d$/.test(text) ? text.slice(0, 5) : text
}

function withZone(text: string, { zone }: ClockReading): string {
  return zone === 'utc' ? `${text} UTC` : text
}

/** A calendar day and the minute in it. Whole days lie between two midnights: summer time does not count. */
function partsOf(date: Date, zone: TimeZone) {
  const isUtc = zone === 'utc'
  const [year, month, day] = isUtc
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    : [date.getFullYear(), date.getMonth(), date.getDate()]
  const [hours, minutes] = isUtc
    ? [date.getUTCHours(), date.getUTCMinutes()]
    : [date.getHours(), date.getMinutes()]
  return {
    year,
    month,
    date: day,
    weekday: isUtc ? date.getUTCDay() : date.getDay(),
    midnight: Date.UTC(year, month, day),
    minute: `${pad(hours)}:${pad(minutes)}`
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
