import { type ActivityKind, activityKinds } from '../../shared/domain/event'
import type {
  EpochMs,
  LastSeenBasis,
  Session,
  SessionKey,
  SinceBasis,
  StoredState
} from '../../shared/domain/session'

/** Totals as they are kept: what the Overview draws. */
export interface KeptTotals {
  readonly at: EpochMs
  readonly signedIn: number
  readonly guests: number
  readonly expired: number
  readonly users: number
}

/**
 * One line of a journal file. No payload, no session id, nor any part of one: a session goes by its key, which is a hash.
 * `at` never falls within a file. `begin` opens it and is followed by every session there was; `turn` says
 * that it goes on in the next file, `end` that nobody was watching from then on; a file with neither was cut short.
 */
export type Line =
  | { readonly kind: 'begin'; readonly at: EpochMs }
  | { readonly kind: 'put'; readonly at: EpochMs; readonly session: Session }
  | { readonly kind: 'gone'; readonly at: EpochMs; readonly key: SessionKey }
  | {
      readonly kind: 'event'
      readonly at: EpochMs
      readonly event: ActivityKind
      readonly key: SessionKey
      readonly user: string | null
      readonly state: StoredState
      readonly expiresAt: EpochMs | null
      readonly stayedMs: number | null
      /** Takes the place of what was last told of this session. */
      readonly isCorrection: boolean
    }
  | { readonly kind: 'totals'; readonly totals: KeptTotals }
  | { readonly kind: 'turn'; readonly at: EpochMs }
  | { readonly kind: 'end'; readonly at: EpochMs }

/** When what a line tells was so. */
export const atOf = (line: Line): EpochMs => (line.kind === 'totals' ? line.totals.at : line.at)

/** Whether the line that begins at `start` is an event or totals, without reading it. */
export function isRecalledText(text: string, start: number): boolean {
  return text.startsWith('["v"', start) || text.startsWith('["t"', start)
}

/** What stands for a session id that is not kept. */
export const UNKEPT_ID = '–'

/** One line of text, its line break included: a JSON array that begins with a letter for its kind. */
export function lineText(line: Line): string {
  return `${JSON.stringify(fieldsOf(line))}\n`
}

function fieldsOf(line: Line): readonly unknown[] {
  switch (line.kind) {
    case 'begin':
      return ['b', line.at]
    case 'put': {
      const s = line.session
      const seen = [s.sinceAt, s.sinceBasis, s.lastSeenAt, s.lastSeenBasis]
      return ['p', line.at, s.key, s.state, s.user, s.reason, ...seen, s.expiresAt, s.lifetimeMs]
    }
    case 'gone':
      return ['g', line.at, line.key]
    case 'event':
      return [
        'v',
        line.at,
        line.event,
        line.key,
        line.user,
        line.state,
        line.expiresAt,
        line.stayedMs,
        ...(line.isCorrection ? [1] : [])
      ]
    case 'totals': {
      const { at, signedIn, guests, expired, users } = line.totals
      return ['t', at, signedIn, guests, expired, users]
    }
    case 'turn':
      return ['n', line.at]
    case 'end':
      return ['e', line.at]
  }
}

/** Reads a line back; null for one that was torn off or damaged. Never throws. */
export function readLine(text: string): Line | null {
  let fields: unknown
  try {
    fields = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(fields) || typeof fields[1] !== 'number') return null
  const at = fields[1]
  switch (fields[0]) {
    case 'b':
      return { kind: 'begin', at }
    case 'p':
      return putOf(fields, at)
    case 'g':
      return isKey(fields[2]) ? { kind: 'gone', at, key: fields[2] } : null
    case 'v':
      return eventOf(fields, at)
    case 't':
      return totalsOf(fields, at)
    case 'n':
      return { kind: 'turn', at }
    case 'e':
      return { kind: 'end', at }
    default:
      return null
  }
}

const isKey = (value: unknown): value is SessionKey =>
  typeof value === 'string' && /^[0-9a-f]{16}$/.test(value)
const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
const instantOf = (value: unknown) => (typeof value === 'number' ? value : null)

function putOf(fields: readonly unknown[], at: EpochMs): Line | null {
  const [
    ,
    ,
    key,
    state,
    user,
    reason,
    sinceAt,
    sinceBasis,
    lastSeenAt,
    lastSeenBasis,
    expiresAt,
    lifetimeMs
  ] = fields
  if (!isKey(key) || typeof sinceAt !== 'number') return null
  return {
    kind: 'put',
    at,
    session: {
      key,
      maskedId: UNKEPT_ID,
      state: state as StoredState,
      user: textOf(user),
      reason: textOf(reason),
      sinceAt,
      sinceBasis: sinceBasis as SinceBasis,
      lastSeenAt: instantOf(lastSeenAt),
      lastSeenBasis: lastSeenBasis as LastSeenBasis,
      expiresAt: instantOf(expiresAt),
      lifetimeMs: instantOf(lifetimeMs),
      payloadDigest: 0
    }
  }
}

function eventOf(fields: readonly unknown[], at: EpochMs): Line | null {
  const [, , event, key, user, state, expiresAt, stayedMs, correction] = fields
  if (!isKey(key) || !(activityKinds as readonly unknown[]).includes(event)) return null
  return {
    kind: 'event',
    at,
    event: event as ActivityKind,
    key,
    user: textOf(user),
    state: state as StoredState,
    expiresAt: instantOf(expiresAt),
    stayedMs: instantOf(stayedMs),
    isCorrection: correction === 1
  }
}

function totalsOf(fields: readonly unknown[], at: EpochMs): Line | null {
  const [, , signedIn, guests, expired, users] = fields.map(Number)
  const counts = [signedIn, guests, expired, users]
  if (!counts.every(count => count !== undefined && Number.isFinite(count))) return null
  return {
    kind: 'totals',
    totals: {
      at,
      signedIn: signedIn ?? 0,
      guests: guests ?? 0,
      expired: expired ?? 0,
      users: users ?? 0
    }
  }
}
