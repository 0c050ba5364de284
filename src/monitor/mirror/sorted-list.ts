/** Items in order, found again by comparing: insert and delete cost a binary search and a move within one chunk. */
export interface SortedList<T> {
  readonly size: number
  add(item: T): void
  /** False when no item compares equal. */
  delete(item: T): boolean
  /** Place of the item that compares equal, or -1. */
  indexOf(item: T): number
  /** How many items come before `item`, whether it is in the list or not. */
  rank(item: T): number
  slice(start: number, end: number): T[]
}

/**
 * Why chunks: one array of a million entries moves megabytes on every insert. Chunks of at most 1,024 keep a move
 * small, and finding a place by counting chunk lengths costs about a thousand additions at that size.
 */
const MAX_CHUNK = 1024

/** A list ordered by `compare`, which must never call two different items equal. */
export function createSortedList<T>(compare: (a: T, b: T) => number, items: Iterable<T> = []): SortedList<T> {
  const gathered = createGathered<T>()
  for (const item of [...items].sort(compare)) gathered.push(item)
  return listOf(compare, gathered)
}

/** The first place in a list in the order of `compare` whose item is not before `item`. */
export function placeAmong<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(items[middle] as T, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Items on their way into a list, in its order. */
export interface Gathered<T> {
  push(item: T): void
  readonly size: number
  readonly chunks: T[][]
}

/** None yet. */
export function createGathered<T>(): Gathered<T> {
  const chunks: T[][] = []
  let size = 0
  return {
    push(item) {
      const last = chunks.at(-1)
      if (last === undefined || last.length === MAX_CHUNK / 2) chunks.push([item])
      else last.push(item)
      size += 1
    },
    get size() {
      return size
    },
    chunks
  }
}

/** The list of what was gathered, which is the list's from now on. */
export function listOf<T>(
  compare: (a: T, b: T) => number,
  { chunks, size: first }: Gathered<T>
): SortedList<T> {
  let size = first

  /** First chunk whose last item is not before `item`; the last chunk when all are. */
  function chunkFor(item: T): number {
    let low = 0
    let high = chunks.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      const chunk = chunks[middle] as T[]
      if (compare(chunk[chunk.length - 1] as T, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function lengthBefore(chunkIndex: number): number {
    let before = 0
    for (let i = 0; i < chunkIndex; i += 1) before += (chunks[i] as T[]).length
    return before
  }

  function locate(item: T): { chunkIndex: number; place: number; isThere: boolean } {
    const chunkIndex = chunkFor(item)
    const chunk = chunks[chunkIndex] ?? []
    const place = placeAmong(chunk, item, compare)
    return { chunkIndex, place, isThere: place < chunk.length && compare(chunk[place] as T, item) === 0 }
  }

  return {
    get size() {
      return size
    },
    add(item) {
      size += 1
      if (chunks.length === 0) {
        chunks.push([item])
        return
      }
      const { chunkIndex, place } = locate(item)
      const chunk = chunks[chunkIndex] as T[]
      chunk.splice(place, 0, item)
      if (chunk.length > MAX_CHUNK) chunks.splice(chunkIndex + 1, 0, chunk.splice(MAX_CHUNK / 2))
    },
    delete(item) {
      const { chunkIndex, place, isThere } = locate(item)
      if (!isThere) return false
      const chunk = chunks[chunkIndex] as T[]
      chunk.splice(place, 1)
      if (chunk.length === 0) chunks.splice(chunkIndex, 1)
      size -= 1
      return true
    },
    indexOf(item) {
      const { chunkIndex, place, isThere } = locate(item)
      return isThere ? lengthBefore(chunkIndex) + place : -1
    },
    rank(item) {
      const { chunkIndex, place } = locate(item)
      return lengthBefore(chunkIndex) + place
    },
    slice(start, end) {
      const taken: T[] = []
      let before = 0
      for (const chunk of chunks) {
        if (before >= end) break
        if (before + chunk.length > start) {
          for (const item of chunk.slice(Math.max(0, start - before), end - before)) taken.push(item)
        }
        before += chunk.length
      }
      return taken
    }
  }
}
