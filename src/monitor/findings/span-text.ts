import type { EpochMs } from '../../shared/domain/session'

const HOUR_AND_SECOND = [11, 19] as const

const timeOf = (at: EpochMs) => new Date(at).toISOString().slice(...HOUR_AND_SECOND)

/** `12:04:11 UTC`, or `12:04:11 to 12:09:40 UTC`. The server's clock, as in the app's own log. */
export function spanText(from: EpochMs, to: EpochMs): string {
  const [first, last] = [timeOf(from), timeOf(to)]
  return first === last ? `${first} UTC` : `${first} to ${last} UTC`
}

/** `within a minute`, `within 5 minutes`. */
export const withinText = (minutes: number) =>
  minutes === 1 ? 'within a minute' : `within ${minutes} minutes`
