import type { SessionKey } from '../../shared/domain/session'
import { byText, type RowItem } from './row-item'
import type { RowOrder } from './row-order'
import { createSortedList } from './sorted-list'

/**
 * What a value is sorted by. Numbers, texts, booleans and null stand for themselves; the rest has the rank of its type,
 * and within that a number or a text.
 */
export type SortKey =
  | number
  | string
  | boolean
  | null
  | { readonly rank: number; readonly by: number | string }

/** The order of types in BSON; `hidden` is what is not shown, after all that is. */
export const typeRank = {
  null: 0,
  number: 1,
  text: 2,
  object: 3,
  binary: 4,
  objectId: 5,
  boolean: 6,
  date: 7,
  other: 8,
  hidden: 9
} as const

/** What the database said of values at a path in the payload, which no mirror holds. */
export interface SortValues {
  /** Undefined: the session has nothing there, or nothing is known of it yet. */
  valueOf(path: string, key: SessionKey): SortKey | undefined
  /** False while the values are still being read. */
  isRead(path: string): boolean
}

function rankOf(key: SortKey): number {
  if (key === null) return typeRank.null
  switch (typeof key) {
    case 'number':
      return typeRank.number
    case 'string':
      return typeRank.text
    case 'boolean':
      return typeRank.boolean
    default:
      return key.rank
  }
}

const partOf = (key: SortKey) => (typeof key === 'object' && key !== null ? key.by : key)

/** By type, then by value; texts by code unit, and what is no number before all numbers. */
export function compareSortKeys(a: SortKey, b: SortKey): number {
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0) return ranks
  const [x, y] = [partOf(a), partOf(b)]
  if (typeof x === 'number' && typeof y === 'number') return byNumber(x, y)
  if (typeof x === 'string' && typeof y === 'string') return byText(x, y)
  return Number(x) - Number(y)
}

function byNumber(x: number, y: number): number {
  if (x === y) return 0
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
  return x < y ? -1 : 1
}

/** A row with the value it was put in its place by: by another one it would not be found again. */
interface Placed {
  readonly item: RowItem
  readonly value: SortKey | undefined
}

/** Missing values come last, whichever way the others go; rows with the same value lie newest first. */
function comparerOf(isDescending: boolean): (a: Placed, b: Placed) => number {
  const sign = isDescending ? -1 : 1
  return (a, b) => {
    if (a.value !== undefined && b.value !== undefined) {
      const values = sign * compareSortKeys(a.value, b.value)
      if (values !== 0) return values
    } else if (a.value !== b.value) return a.value === undefined ? 1 : -1
    const [one, other] = [a.item.session, b.item.session]
    return other.sinceAt - one.sinceAt || byText(one.key, other.key)
  }
}

/** Rows in the order of their values at one path. A row whose value is another now is replaced by itself. */
export function createValueOrder(
  keyOf: (key: SessionKey) => SortKey | undefined,
  isDescending: boolean
): RowOrder {
  const placed = new Map<SessionKey, Placed>()
  const place = (item: RowItem): Placed => {
    const one = { item, value: keyOf(item.session.key) }
    placed.set(item.session.key, one)
    return one
  }
  const comparePlaced = comparerOf(isDescending)
  const list = createSortedList(comparePlaced)
  const placedOf = (item: RowItem) => placed.get(item.session.key) ?? { item, value: undefined }
  return {
    get size() {
      return list.size
    },
    replace(before, after) {
      const was = before === null ? undefined : placed.get(before.session.key)
      if (was !== undefined) {
        list.delete(was)
        placed.delete(was.item.session.key)
      }
      if (after !== null) list.add(place(after))
    },
    indexOf(item) {
      const one = placed.get(item.session.key)
      return one === undefined ? -1 : list.indexOf(one)
    },
    slice: (start, end) => list.slice(start, end).map(one => one.item),
    waiting: 0,
    compare: (a, b) => comparePlaced(placedOf(a), placedOf(b))
  }
}
