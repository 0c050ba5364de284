import type { SessionKey } from '../../shared/domain/session'
import type { RowItem } from './row-item'
import { createSortedList } from './sorted-list'

/** The rows of a view in the order the screen shows them. */
export interface RowOrder {
  readonly size: number
  /** Replace `before` by `after`; null where there is none. */
  replace(before: RowItem | null, after: RowItem | null): void
  indexOf(item: RowItem): number
  slice(start: number, end: number): RowItem[]
  /** New rows that a held order keeps out. */
  readonly waiting: number
}

/** Rows always where `compare` puts them. `isInOrder`: those given lie so already. */
export function createFollowingOrder(
  compare: (a: RowItem, b: RowItem) => number,
  items: Iterable<RowItem>,
  isInOrder = false
): RowOrder {
  const list = createSortedList(compare, items, isInOrder)
  return {
    get size() {
      return list.size
    },
    replace(before, after) {
      if (before) list.delete(before)
      if (after) list.add(after)
    },
    indexOf: item => list.indexOf(item),
    slice: (start, end) => list.slice(start, end),
    waiting: 0
  }
}

/** Rows where they were when the order was taken: changed ones keep their place, new ones wait, gone ones leave. */
export function createHeldOrder(items: readonly RowItem[]): RowOrder {
  type Slot = { item: RowItem | null }
  let slots: Slot[] = items.map(item => ({ item }))
  const byKey = new Map<SessionKey, Slot>(slots.map((slot, i) => [(items[i] as RowItem).session.key, slot]))
  const waiting = new Set<SessionKey>()
  let hasHoles = false

  /** Gone rows leave holes, closed only when somebody looks: closing one by one would cost a pass each. */
  function closed(): Slot[] {
    if (hasHoles) {
      slots = slots.filter(slot => slot.item !== null)
      hasHoles = false
    }
    return slots
  }

  return {
    get size() {
      return byKey.size
    },
    replace(before, after) {
      const key = (before ?? after)?.session.key
      if (key === undefined) return
      const slot = byKey.get(key)
      if (!slot) {
        if (after) waiting.add(key)
        else waiting.delete(key)
        return
      }
      slot.item = after
      if (after === null) {
        byKey.delete(key)
        hasHoles = true
      }
    },
    indexOf: item => closed().findIndex(slot => slot.item?.session.key === item.session.key),
    slice: (start, end) =>
      closed()
        .slice(start, end)
        .map(slot => slot.item)
        .filter(item => item !== null),
    get waiting() {
      return waiting.size
    }
  }
}
