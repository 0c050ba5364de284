import type { SessionKey } from '../../shared/domain/session'
import type { SessionSort } from '../../shared/domain/view'
import type { Mirror } from './mirror'
import { comparerOf, itemOf, type RowItem } from './row-item'

/** A session's place in one view, whether the filter lets it in or not. Only the marks change; the row itself is replaced. */
export interface Slot extends RowItem {
  isIn: boolean
  /** Another slot stands for this session now, or none: it is taken out when the order is looked at again. */
  isStale: boolean
}

/** Every session of a mirror, and those on their way out, in one order: another filter over it need not sort again. */
export interface Slots {
  get(key: SessionKey): Slot | undefined
  /** Puts a row in the place of the one before; it is in nothing yet. */
  put(item: RowItem): Slot
  delete(key: SessionKey): void
  all(): Iterable<Slot>
  /** All of them as they are now. */
  inOrder(sort: SessionSort, isDescending: boolean): readonly Slot[]
}

const slotOf = ({ session, state, ending }: RowItem): Slot => ({
  session,
  state,
  ending,
  isIn: false,
  isStale: false
})

/**
 * The order is made once and mended: what was replaced since is taken out, what came is sorted by itself and merged in,
 * which costs one pass over all and a sort of the few.
 */
export function createSlots(mirror: Mirror): Slots {
  const byKey = new Map<SessionKey, Slot>()
  let kept: { readonly name: string; readonly slots: readonly Slot[] } | null = null
  let fresh: Slot[] = []
  let stale = 0
  for (const session of mirror.sessions()) byKey.set(session.key, slotOf(itemOf(session, mirror.now)))

  function retire(slot: Slot | undefined): void {
    if (slot === undefined) return
    slot.isStale = true
    stale += 1
    // Past this a sort of everything costs about as much as mending, and so much would be held for nothing.
    if (stale * 2 > byKey.size + 1000) forget()
  }

  function forget(): void {
    kept = null
    fresh = []
    stale = 0
  }

  return {
    get: key => byKey.get(key),
    put(item) {
      const { key } = item.session
      retire(byKey.get(key))
      const slot = slotOf(item)
      byKey.set(key, slot)
      if (kept !== null) fresh.push(slot)
      return slot
    },
    delete(key) {
      retire(byKey.get(key))
      byKey.delete(key)
    },
    all: () => byKey.values(),
    inOrder(sort, isDescending) {
      const name = `${sort} ${isDescending}`
      const compare = comparerOf(sort, isDescending)
      const base = kept?.name === name ? kept.slots : null
      const isSame = base !== null && stale === 0 && fresh.length === 0
      const added = isSame ? [] : fresh.filter(slot => !slot.isStale).sort(compare)
      const slots =
        base === null ? [...byKey.values()].sort(compare) : isSame ? base : merged(base, added, compare)
      forget()
      kept = { name, slots }
      return slots
    }
  }
}

function merged(
  base: readonly Slot[],
  added: readonly Slot[],
  compare: (a: RowItem, b: RowItem) => number
): readonly Slot[] {
  const all: Slot[] = []
  let next = 0
  for (const slot of base) {
    if (slot.isStale) continue
    for (let add = added[next]; add !== undefined && compare(add, slot) < 0; add = added[next]) {
      all.push(add)
      next += 1
    }
    all.push(slot)
  }
  for (; next < added.length; next += 1) all.push(added[next] as Slot)
  return all
}
