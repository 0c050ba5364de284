import type { SessionKey } from '../../shared/domain/session'
import type { RowItem } from './row-item'
import { type Gathered, listOf, placeAmong } from './sorted-list'

/** The rows of a view in the order the screen shows them. */
export interface RowOrder {
  readonly size: number
  /** Replace `before` by `after`; null where there is none. */
  replace(before: RowItem | null, after: RowItem | null): void
  indexOf(item: RowItem): number
  slice(start: number, end: number): RowItem[]
  /** New rows that a held order keeps out. */
  readonly waiting: number
  /** How its rows lie, as long as they are as they are. */
  readonly compare: (a: RowItem, b: RowItem) => number
}

/** Rows always where `compare` puts them. */
export function createFollowingOrder(
  compare: (a: RowItem, b: RowItem) => number,
  gathered: Gathered<RowItem>
): RowOrder {
  const list = listOf(compare, gathered)
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
    waiting: 0,
    compare
  }
}

/**
 * Rows where they were when the order was taken: changed ones keep their place, new ones wait, gone ones leave. Only what
 * has changed since is written down: `items`, in the order of `compare`, may be a million.
 */
export function createHeldOrder(
  items: readonly RowItem[],
  compare: (a: RowItem, b: RowItem) => number
): RowOrder {
  /** Rows that are another now, and null for those that have gone, by their place in `items`. */
  const changed = new Map<number, RowItem | null>()
  const placeByKey = new Map<SessionKey, number>()
  /** Places of those that have gone; put in order only when somebody looks. */
  const holes: number[] = []
  let isInOrder = true
  const waiting = new Set<SessionKey>()

  function placeOf(item: RowItem): number {
    const { key } = item.session
    const known = placeByKey.get(key)
    if (known !== undefined) return known
    const place = placeAmong(items, item, compare)
    return items[place]?.session.key === key ? place : -1
  }

  function holesInOrder(): readonly number[] {
    if (!isInOrder) holes.sort((a, b) => a - b)
    isInOrder = true
    return holes
  }

  /** The place in `items` of the n-th row. */
  function placeAt(row: number): number {
    let place = row
    for (const hole of holesInOrder()) {
      if (hole > place) break
      place += 1
    }
    return place
  }

  return {
    get size() {
      return items.length - holes.length
    },
    replace(before, after) {
      const item = before ?? after
      if (item === null) return
      const { key } = item.session
      const place = placeOf(item)
      if (place < 0 || changed.get(place) === null) {
        if (after) waiting.add(key)
        else waiting.delete(key)
        return
      }
      placeByKey.set(key, place)
      changed.set(place, after)
      if (after !== null) return
      holes.push(place)
      isInOrder = false
    },
    indexOf(item) {
      const place = placeOf(item)
      if (place < 0 || changed.get(place) === null) return -1
      return place - holes.filter(hole => hole < place).length
    },
    slice(start, end) {
      const rows: RowItem[] = []
      for (let place = placeAt(start); place < items.length && rows.length < end - start; place += 1) {
        const row = changed.has(place) ? changed.get(place) : items[place]
        if (row) rows.push(row)
      }
      return rows
    },
    get waiting() {
      return waiting.size
    },
    compare
  }
}
