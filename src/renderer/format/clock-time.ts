import type { EpochMs } from '../../shared/domain/session'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** A weekday alone is clear for the last few days; further back it takes a date. */
const WEEKDAY_REACH = 3

/**
 * An instant of the server's clock in this computer's time zone, as short as it is clear at `now`:
 * `12:07:29` today, `Mon 18:20` in the last days, `19 Nov 02:00`, `19 Nov 2024`.
 */
export function formatClockTime(at: EpochMs, now: EpochMs): string {
  const then = new Date(at)
  if (Number.isNaN(then.getTime())) return 'no valid date'
  const today = new Date(now)
  const days = daysBetween(then, today)
  if (days === 0) return `${minuteOf(then)}:${pad(then.getSeconds())}`
  if (days > 0 && days <= WEEKDAY_REACH) return `${DAYS[then.getDay()]} ${minuteOf(then)}`
  const date = `${then.getDate()} ${MONTHS[then.getMonth()]}`
  return then.getFullYear() === today.getFullYear()
    ? `${date} ${minuteOf(then)}`
    : `${date} ${then.getFullYear()}`
}

/** An instant to the minute, for sentences that need no seconds: `09:53`, `Mon 18:20`. */
export function formatClockMinute(at: EpochMs, now: EpochMs): string {
  const text = formatClockTime(at, now)
  return /^\d\d:\d\d:\d\d$/.test(text) ? text.slice(0, 5) : text
}

/** Whole calendar days from `a` to `b`; noon keeps a change of summer time from counting. */
function daysBetween(a: Date, b: Date): number {
  const noon = (date: Date): number =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime()
  return Math.round((noon(b) - noon(a)) / 86_400_000)
}

function minuteOf(date: Date): string {
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
