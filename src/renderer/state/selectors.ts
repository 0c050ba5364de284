import type { EpochMs, SessionKey } from '../../shared/domain/session'
import type { SessionRow, Totals } from '../../shared/domain/view'
import type { UsersState } from './users-store'
import type { ViewState } from './view-store'

/** The row of a session in the Sessions window, or null when it is not in it. */
export function selectRow(state: ViewState, key: SessionKey | null): SessionRow | null {
  if (key === null) return null
  return state.view?.rows.find(row => row.key === key) ?? null
}

/** The row of a session in the Users window, or null. */
export function selectUsersRow(state: UsersState, key: SessionKey | null): SessionRow | null {
  if (key === null) return null
  for (const line of state.view?.lines ?? [])
    if (line.kind === 'session' && line.row.key === key) return line.row
  return null
}

/**
 * Up to when the screen knows what became of a session: while the server is away, whatever expired after it went may
 * have been touched meanwhile.
 */
export function knownUntil(now: EpochMs, lostSince: EpochMs | null): EpochMs {
  return lostSince === null ? now : Math.min(now, lostSince)
}

/** The fresher of two windows' totals: each tab keeps its own window up to date only while it is shown. */
export function fresherTotals(view: ViewState['view'], users: UsersState['view']): Totals | null {
  if (view === null) return users?.totals ?? null
  if (users === null) return view.totals
  return users.madeAt > view.madeAt ? users.totals : view.totals
}
