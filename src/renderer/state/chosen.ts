import type { RowsAsk, RowsQuery } from '../../shared/domain/rows'
import type { SessionKey } from '../../shared/domain/session'

/**
 * Several sessions selected in the grid: some, by key, with the one a range is drawn from; or all that match, which
 * stay a query. Null is the usual: the row with the focus alone.
 */
export type Chosen =
  | { readonly kind: 'some'; readonly keys: ReadonlySet<SessionKey>; readonly from: SessionKey }
  | { readonly kind: 'all' }
  | null

/** What the Sessions grid lists. */
type Listed = Pick<RowsQuery, 'facet' | 'user'> & {
  readonly inForce: string
  readonly sort: { readonly by: RowsQuery['sort']; readonly descending: boolean }
}

/** Whether a row is selected; `current` is the row with the focus. */
export function isChosen(chosen: Chosen, current: SessionKey | null, key: SessionKey): boolean {
  if (chosen === null) return key === current
  return chosen.kind === 'all' || chosen.keys.has(key)
}

/** Takes a row in or out. Ranges are drawn from it next. Out of all that match, it begins anew with the row alone. */
export function toggled(chosen: Chosen, current: SessionKey | null, key: SessionKey): Chosen {
  if (chosen?.kind === 'all') return { kind: 'some', keys: new Set([key]), from: key }
  const keys = new Set(chosen?.keys ?? (current === null ? [] : [current]))
  if (!keys.delete(key)) keys.add(key)
  return keys.size === 0 ? null : { kind: 'some', keys, from: key }
}

/** The row that a range is drawn from. */
export function rangeStart(chosen: Chosen, current: SessionKey | null): SessionKey | null {
  return chosen?.kind === 'some' ? chosen.from : current
}

/** The rows to copy or export; without several selected, the one with the focus, or all that match. */
export function rowsOf(chosen: Chosen, current: SessionKey | null, sessions: Listed): RowsAsk {
  const { inForce: filter, facet, user, sort } = sessions
  const query = { filter, facet, user, sort: sort.by, descending: sort.descending }
  if (chosen?.kind === 'some') return { query, keys: [...chosen.keys] }
  return { query, keys: chosen === null && current !== null ? [current] : null }
}
