import { type EpochMs, type Session, type SessionState, stateAt } from '../domain/session'

/** A session as it is copied and written to files: its id masked unless the person asked for the whole of it. */
export interface RowRecord {
  readonly state: SessionState
  readonly user: string | null
  /** The name that the app's users collection has for the user. */
  readonly name: string | null
  readonly session: string
  /** Instants are ISO 8601 in UTC; null where there is none, or no valid one. */
  readonly since: string | null
  readonly sinceBasis: Session['sinceBasis']
  readonly lastSeen: string | null
  readonly lastSeenBasis: Session['lastSeenBasis']
  readonly expires: string | null
}

/** The fields in the order of the columns of a file. */
export const recordFields = [
  'state',
  'user',
  'name',
  'session',
  'since',
  'sinceBasis',
  'lastSeen',
  'lastSeenBasis',
  'expires'
] as const satisfies readonly (keyof RowRecord)[]

/** What is written beside a session: what stands for its id, masked or whole, and its user's name. */
export interface RecordWords {
  readonly id: string
  readonly name?: string | undefined
}

/** A session as of `at`. */
export function recordOf(session: Session, at: EpochMs, { id, name }: RecordWords): RowRecord {
  return {
    state: stateAt(session, at),
    user: session.user,
    name: name ?? null,
    session: id,
    since: isoOf(session.sinceAt),
    sinceBasis: session.sinceBasis,
    lastSeen: isoOf(session.lastSeenAt),
    lastSeenBasis: session.lastSeenBasis,
    expires: isoOf(session.expiresAt)
  }
}

/** The record as cells of a spreadsheet: an unknown is an empty cell, and no cell is a formula. */
export function cellsOf(record: RowRecord): readonly string[] {
  return recordFields.map(field => safeCell(record[field] ?? ''))
}

/**
 * A user's name may have been chosen to be run by whoever opens the file: spreadsheets take what begins with one of
 * these, also in full width, for a formula. Behind an apostrophe it is text.
 */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

function isoOf(at: EpochMs | null): string | null {
  if (at === null) return null
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
