import type { PastFacts } from '../../shared/domain/journal'
import { type ClockReading, formatClockTime } from './clock-time'

/** What a journal is, said before one is begun. */
export const journalText =
  'A journal keeps times, user names and states on this computer, no payloads, ids hashed: at most 256 MB and 30 days. With it the tables can be seen as they were at any moment.'

/** The moment that is shown: `as it was at 12:03:11`, or what nobody has seen. */
export function pastText({ at, unwatchedSince }: PastFacts, clock: ClockReading): string {
  const moment = `The past: as it was at ${formatClockTime(at, clock)}`
  return unwatchedSince === null
    ? moment
    : `${moment}; Sextant was not watching, last seen ${formatClockTime(unwatchedSince, clock)}`
}
