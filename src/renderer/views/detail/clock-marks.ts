import type { EpochMs } from '../../../shared/domain/session'

/** The server's TTL pass runs once a minute. */
const TTL_PASS_MS = 60_000

/** What lies ahead of a session; `at` null where there is no such instant. */
export interface Instants {
  readonly documentAt: EpochMs
  readonly cookieAt: EpochMs | null
  /** A TTL index deletes what has expired. */
  readonly hasTtl: boolean
}

/** Where on a line from now to the last instant each mark stands, in whole percent. */
export interface ClockMarks {
  readonly cookie: number | null
  readonly document: number
  /** The TTL pass deletes it somewhere from `document` to here. */
  readonly pass: number | null
}

/** Places the instants on the line; what is past stands at its beginning. */
export function clockMarks({ documentAt, cookieAt, hasTtl }: Instants, now: EpochMs): ClockMarks {
  const passAt = hasTtl ? documentAt + TTL_PASS_MS : null
  const end = Math.max(documentAt, cookieAt ?? 0, passAt ?? 0, now + 1)
  const place = (at: EpochMs) => Math.round((100 * Math.max(0, at - now)) / (end - now))
  return {
    cookie: cookieAt === null ? null : place(cookieAt),
    document: place(documentAt),
    pass: passAt === null ? null : place(passAt)
  }
}
