import { stateAt } from '../../../src/shared/domain/session'
import type {
  Facet,
  SessionRow,
  SessionWindow,
  Totals,
  UserLine,
  UserSummary,
  UsersAsk,
  UserWindow,
  ViewAsk
} from '../../../src/shared/domain/view'

/** The windows of a plain array of rows: too simple to be wrong, too slow for anything but looking. */
export function sessionsWindow(
  all: readonly SessionRow[],
  ask: ViewAsk,
  now: number,
  version: number
): SessionWindow {
  const fitting = all.filter(
    row =>
      (ask.user === null || row.user === ask.user) &&
      (ask.filter === '' || `${row.user ?? row.state} ${row.maskedId}`.includes(ask.filter))
  )
  const shown = fitting.filter(row => ask.facet === 'all' || stateAt(row, now) === ask.facet)
  const sign = ask.descending ? -1 : 1
  shown.sort(
    (a, b) =>
      sign * compare(sessionValue(a, ask.sort, now), sessionValue(b, ask.sort, now)) || compare(a.key, b.key)
  )
  const at = ask.anchor === null ? -1 : shown.findIndex(row => row.key === ask.anchor)
  const start = Math.max(0, Math.min(at < 0 ? ask.start : at - ask.anchorOffset, shown.length - ask.count))
  const counts = (facet: Facet) =>
    fitting.filter(row => !row.ending && (facet === 'all' || stateAt(row, now) === facet)).length
  return {
    version,
    ask,
    start,
    rows: shown.slice(start, start + ask.count),
    matching: shown.length,
    facetCounts: {
      all: counts('all'),
      'signed-in': counts('signed-in'),
      guest: counts('guest'),
      expired: counts('expired'),
      unreadable: counts('unreadable')
    },
    waitingNew: 0,
    totals: totalsOf(all, now),
    madeAt: now
  }
}

/** The users of a plain array of rows, with the sessions of those unfolded. */
export function usersWindow(
  all: readonly SessionRow[],
  ask: UsersAsk,
  now: number,
  version: number
): UserWindow {
  const users = summaries(all, now).filter(one => one.user.includes(ask.filter))
  const isSoon = (one: UserSummary) => one.nextExpiryAt !== null && one.nextExpiryAt - now < 60_000
  const shown = users.filter(
    one => ask.facet === 'all' || (ask.facet === 'several' ? one.sessions > 1 : isSoon(one))
  )
  const sign = ask.descending ? -1 : 1
  shown.sort(
    (a, b) => sign * compare(userValue(a, ask.sort), userValue(b, ask.sort)) || compare(a.user, b.user)
  )
  const lines = shown.flatMap((summary): UserLine[] => {
    const isOpen = ask.open.includes(summary.user)
    const own = isOpen
      ? all.filter(row => row.user === summary.user && stateAt(row, now) === 'signed-in')
      : []
    return [{ kind: 'user', summary, isOpen }, ...own.map(row => ({ kind: 'session' as const, row }))]
  })
  return {
    version,
    ask,
    start: ask.start,
    lines: lines.slice(ask.start, ask.start + ask.count),
    matching: lines.length,
    facetCounts: {
      all: users.length,
      several: users.filter(one => one.sessions > 1).length,
      expiring: users.filter(isSoon).length
    },
    totals: totalsOf(all, now),
    madeAt: now
  }
}

function totalsOf(all: readonly SessionRow[], now: number): Totals {
  const rows = all.filter(row => !row.ending)
  const of = (state: string) => rows.filter(row => stateAt(row, now) === state).length
  return {
    documents: rows.length,
    signedIn: of('signed-in'),
    guests: of('guest'),
    expired: of('expired'),
    unreadable: of('unreadable'),
    users: summaries(all, now).length,
    expiringSoon: rows.filter(
      row => row.expiresAt !== null && row.expiresAt > now && row.expiresAt - now < 60_000
    ).length
  }
}

function summaries(all: readonly SessionRow[], now: number): UserSummary[] {
  const byUser = new Map<string, SessionRow[]>()
  for (const row of all) {
    if (row.user === null || row.ending || stateAt(row, now) !== 'signed-in') continue
    byUser.set(row.user, [...(byUser.get(row.user) ?? []), row])
  }
  return [...byUser].map(([user, rows]) => {
    const next = rows.reduce((a, b) => ((a.expiresAt ?? Infinity) <= (b.expiresAt ?? Infinity) ? a : b))
    return {
      user,
      sessions: rows.length,
      firstSeenAt: Math.min(...rows.map(row => row.sinceAt)),
      isFirstSeenOrEarlier: rows.some(row => row.sinceBasis === 'or-earlier'),
      lastSeenAt: Math.max(...rows.map(row => row.lastSeenAt ?? 0)),
      nextExpiryAt: next.expiresAt,
      nextLifetimeMs: next.lifetimeMs
    }
  })
}

function sessionValue(row: SessionRow, sort: ViewAsk['sort'], now: number): string | number {
  return {
    state: stateAt(row, now),
    user: row.user ?? '~',
    session: row.maskedId,
    since: row.sinceAt,
    'last-seen': row.lastSeenAt ?? 0,
    expires: row.expiresAt ?? Infinity
  }[sort]
}

function userValue(one: UserSummary, sort: UsersAsk['sort']): string | number {
  return {
    user: one.user,
    sessions: one.sessions,
    'first-seen': one.firstSeenAt,
    'last-seen': one.lastSeenAt ?? 0,
    'next-expiry': one.nextExpiryAt ?? Infinity
  }[sort]
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
