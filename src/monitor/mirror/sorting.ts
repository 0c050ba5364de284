import { placeAmong } from './sorted-list'

/** A sort that is done in steps, each some milliseconds long. */
export interface Sorting<T> {
  /** Does one step; true when all is in order. */
  step(): boolean
  /** How far it has come, of 1. */
  readonly share: number
  /** In order, once `step` has said so. */
  readonly sorted: readonly T[]
}

/** So many items are worked on in a step: some ten comparisons each. */
const AT_ONCE = 4096
/** So many items share a bucket, more or less. */
const BUCKET = 1024
/** So many are drawn for each bucket that there is to be, so that the buckets become about alike. */
const DRAWN = 4

/**
 * Sorts `items` as `compare` says, which must never call two of them equal: some are drawn and sorted, each item is put
 * into the bucket between two of these, and then bucket by bucket is sorted. It looks at each item twice, where merging
 * would for each doubling.
 */
export function createSorting<T>(items: readonly T[], compare: (a: T, b: T) => number): Sorting<T> {
  const bounds = boundsOf(items, compare)
  const buckets: T[][] = Array.from({ length: bounds.length + 1 }, () => [])
  let distributed = 0
  let inOrder = 0
  let sortedBuckets = 0
  let sorted: readonly T[] = []

  function distribute(): void {
    const end = Math.min(items.length, distributed + AT_ONCE)
    for (; distributed < end; distributed += 1) {
      const item = items[distributed] as T
      ;(buckets[placeAmong(bounds, item, compare)] as T[]).push(item)
    }
  }

  function sortSome(): void {
    const until = inOrder + AT_ONCE
    for (; sortedBuckets < buckets.length && inOrder < until; sortedBuckets += 1) {
      const bucket = buckets[sortedBuckets] as T[]
      bucket.sort(compare)
      inOrder += bucket.length
    }
  }

  return {
    step() {
      if (distributed < items.length) distribute()
      else if (sortedBuckets < buckets.length) sortSome()
      if (sortedBuckets < buckets.length) return false
      sorted = buckets.flat()
      return true
    },
    get share() {
      return items.length === 0 ? 1 : (distributed + inOrder) / (2 * items.length)
    },
    get sorted() {
      return sorted
    }
  }
}

function boundsOf<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const count = Math.ceil(items.length / BUCKET) - 1
  const drawn: T[] = []
  // Drawn at random, always the same: items that lie in a pattern must not all fall into a few buckets.
  let place = 1
  for (let i = 0; i < count * DRAWN; i += 1) {
    place = (Math.imul(place, 1_664_525) + 1_013_904_223) >>> 0
    drawn.push(items[place % items.length] as T)
  }
  drawn.sort(compare)
  return Array.from({ length: Math.max(0, count) }, (_, i) => drawn[i * DRAWN + DRAWN / 2] as T)
}
