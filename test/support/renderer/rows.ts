import type { SessionKey } from '../../../src/shared/domain/session'
import type {
  SessionRow,
  SessionWindow,
  UserSummary,
  UsersAsk,
  UserWindow,
  ViewAsk
} from '../../../src/shared/domain/view'
import { firstViewAsk, noTotals } from '../../../src/shared/domain/view'

/** A key as the monitor makes them, from a small number. */
export function aKey(number: number): SessionKey {
  return number.toString(16).padStart(16, '0') as SessionKey
}

/** A whole row; the test names only what it is about. */
export function aRow(part: Partial<SessionRow> = {}): SessionRow {
  return {
    key: aKey(1),
    maskedId: '4f…e1',
    state: 'signed-in',
    user: 'ann@shop.io',
    reason: null,
    sinceAt: 1_000,
    sinceBasis: 'seen-arriving',
    lastSeenAt: 2_000,
    lastSeenBasis: 'expiry-minus-lifetime',
    expiresAt: 1_802_000,
    lifetimeMs: 1_800_000,
    payloadDigest: 7,
    userSessions: 1,
    changedAt: null,
    changedHow: null,
    ending: null,
    ...part
  }
}

/** What the Sessions grid asks first. */
export function anAsk(part: Partial<ViewAsk> = {}): ViewAsk {
  return { ...firstViewAsk, count: 120, ...part }
}

/** A window of the Sessions grid. */
export function aWindow(part: Partial<SessionWindow> = {}): SessionWindow {
  const rows = part.rows ?? []
  return {
    version: 1,
    ask: anAsk(),
    start: 0,
    rows,
    matching: rows.length,
    facetCounts: { all: rows.length, 'signed-in': rows.length, guest: 0, expired: 0, unreadable: 0 },
    waitingNew: 0,
    limits: null,
    reading: null,
    making: null,
    totals: { ...noTotals, documents: rows.length, signedIn: rows.length },
    madeAt: 10_000,
    ...part
  }
}

/** What the Users grid asks first. */
export function aUsersAsk(part: Partial<UsersAsk> = {}): UsersAsk {
  return {
    start: 0,
    count: 120,
    filter: '',
    facet: 'all',
    sort: 'sessions',
    descending: true,
    open: [],
    ...part
  }
}

/** A user with one session. */
export function aSummary(part: Partial<UserSummary> = {}): UserSummary {
  return {
    user: 'ann@shop.io',
    sessions: 1,
    firstSeenAt: 1_000,
    isFirstSeenOrEarlier: false,
    lastSeenAt: 2_000,
    nextExpiryAt: 1_802_000,
    nextLifetimeMs: 1_800_000,
    ...part
  }
}

/** A window of the Users grid. */
export function aUserWindow(part: Partial<UserWindow> = {}): UserWindow {
  const lines = part.lines ?? []
  return {
    version: 1,
    ask: aUsersAsk(),
    start: 0,
    lines,
    matching: lines.length,
    facetCounts: { all: lines.length, several: 0, expiring: 0 },
    counted: null,
    reading: null,
    totals: noTotals,
    madeAt: 10_000,
    ...part
  }
}
