import type { SessionKey } from '../../shared/domain/session'
import type { SessionSort } from '../../shared/domain/view'
import type { Mirror } from './mirror'
import { comparerOf, itemOf, type RowItem } from './row-item'

/** Every session of a mirror in one order, kept so that another filter over it need not sort again. */
export interface SortedItems {
  /** All of them as they are now. */
  in(sort: SessionSort, isDescending: boolean): readonly RowItem[]
  /** This session came, changed, went, or crossed its expiry. */
  touch(key: SessionKey): void
}

/**
 * The order is made once and mended: what was touched since is taken out, sorted by itself and merged back in, which
 * costs one pass over all and a sort of the few.
 */
export function createSortedItems(mirror: Mirror): SortedItems {
  let kept: { readonly name: string; readonly items: readonly RowItem[] } | null = null
  const touched = new Set<SessionKey>()

  function fresh(keys: Iterable<SessionKey>): RowItem[] {
    const items: RowItem[] = []
    for (const key of keys) {
      const session = mirror.get(key)
      if (session) items.push(itemOf(session, mirror.now))
    }
    return items
  }

  return {
    in(sort, isDescending) {
      const name = `${sort} ${isDescending}`
      const compare = comparerOf(sort, isDescending)
      if (kept?.name !== name) {
        const items = Array.from(mirror.sessions(), session => itemOf(session, mirror.now)).sort(compare)
        kept = { name, items }
      } else if (touched.size > 0) {
        kept = { name, items: merged(kept.items, touched, fresh(touched).sort(compare), compare) }
      }
      touched.clear()
      return kept.items
    },
    touch(key) {
      if (kept === null) return
      touched.add(key)
      // Past this a sort of everything costs about as much as mending.
      if (touched.size * 2 < kept.items.length + 1000) return
      kept = null
      touched.clear()
    }
  }
}

function merged(
  items: readonly RowItem[],
  without: ReadonlySet<SessionKey>,
  added: readonly RowItem[],
  compare: (a: RowItem, b: RowItem) => number
): readonly RowItem[] {
  const all: RowItem[] = []
  let next = 0
  for (const item of items) {
    if (without.has(item.session.key)) continue
    for (let add = added[next]; add !== undefined && compare(add, item) < 0; add = added[next]) {
      all.push(add)
      next += 1
    }
    all.push(item)
  }
  for (; next < added.length; next += 1) all.push(added[next] as RowItem)
  return all
}
