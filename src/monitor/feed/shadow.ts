import type { EpochMs } from '../../shared/domain/session'
import {
  BUCKETS,
  type Buckets,
  bucketOf,
  END_OF_EXPIRIES,
  FIRST_EXPIRY,
  type Figures,
  figuresOf,
  type Grid,
  isWithin,
  noFigures,
  plus,
  type Range
} from './buckets'

/** The dates by which a feed knows whether a document has changed. */
export interface Dates {
  /** Null: *odd*, the document has no expiry, or one that is no date between 1970 and 9999. */
  readonly expiresAt: EpochMs | null
  /** When its store last wrote it; null where it does not say. */
  readonly writtenAt: EpochMs | null
}

/**
 * What a delta feed keeps of the store: ids as text and their dates, and figures per leaf that grow and shrink with them.
 * The mirror knows nothing of buckets, and this knows nothing of MongoDB.
 */
export interface Shadow {
  readonly size: number
  readonly odd: number
  /** How many have a date of their last write. */
  readonly dated: number
  get(id: string): Dates | undefined
  put(id: string, dates: Dates): void
  remove(id: string): void
  clear(): void
  ids(): IterableIterator<string>
  oddIds(): readonly string[]
  /** Ids whose expiry lies in `ranges`, which are merged. Looks at every session. */
  idsIn(ranges: readonly Range[]): ReadonlySet<string>
  /** Figures over `ranges`, which are merged; `isDated` false leaves the dates of the last write out. */
  bucketsIn(ranges: readonly Range[], grid: Grid, isDated: boolean): Buckets
  /** Expiries within `ranges`, in no order, no more than `most` + 1 of them. */
  expiriesIn(ranges: readonly Range[], most: number): readonly EpochMs[]
  /** 64 buckets over where nearly all expiries lie; `now` is where an empty one begins. */
  topGrid(now: EpochMs): Grid
}

interface Leaf {
  figures: Figures
  readonly expiries: EpochMs[]
}

const FIRST_LEAF_MS = 1000
/** So many leaves over the whole span: 64 buckets and 64 inside each end at a leaf. */
const LEAVES = BUCKETS * BUCKETS
/** Left out of the span at either end: a few dates far away must not make all buckets wide. */
const TAIL_SHARE = 0.005

const isUsual = (at: EpochMs) => at >= FIRST_EXPIRY && at < END_OF_EXPIRIES

/** An empty one. */
export function createShadow(): Shadow {
  const expiries = new Map<string, number>()
  const written = new Map<string, EpochMs>()
  const oddIds = new Set<string>()
  let leaves = new Map<number, Leaf>()
  let leafMs = FIRST_LEAF_MS

  const writtenOf = (id: string) => written.get(id) ?? null

  function addToLeaf(expiresAt: EpochMs, writtenAt: EpochMs | null): void {
    const number = Math.floor(expiresAt / leafMs)
    const leaf = leaves.get(number) ?? { figures: noFigures, expiries: [] }
    leaf.figures = plus(leaf.figures, figuresOf(expiresAt, writtenAt))
    leaf.expiries.push(expiresAt)
    leaves.set(number, leaf)
  }

  function takeFromLeaf(expiresAt: EpochMs, writtenAt: EpochMs | null): void {
    const number = Math.floor(expiresAt / leafMs)
    const leaf = leaves.get(number)
    if (leaf === undefined) return
    leaf.figures = plus(leaf.figures, figuresOf(expiresAt, writtenAt), -1)
    const last = leaf.expiries.pop()
    const place = last === expiresAt ? -1 : leaf.expiries.indexOf(expiresAt)
    if (place >= 0 && last !== undefined) leaf.expiries[place] = last
    if (leaf.expiries.length === 0) leaves.delete(number)
  }

  function remove(id: string): void {
    const expiresAt = expiries.get(id)
    if (expiresAt === undefined) return
    if (!oddIds.delete(id)) takeFromLeaf(expiresAt, writtenOf(id))
    expiries.delete(id)
    written.delete(id)
  }

  function put(id: string, { expiresAt, writtenAt }: Dates): void {
    remove(id)
    const isOdd = expiresAt === null || !isUsual(expiresAt)
    expiries.set(id, isOdd ? 0 : expiresAt)
    if (writtenAt !== null) written.set(id, writtenAt)
    if (isOdd) oddIds.add(id)
    else addToLeaf(expiresAt, writtenAt)
  }

  function divide(nextLeafMs: number): void {
    leafMs = nextLeafMs
    leaves = new Map()
    for (const [id, at] of expiries) if (!oddIds.has(id)) addToLeaf(at, writtenOf(id))
  }

  /** The leaves between which all but the outermost sessions lie; null when there is none. */
  function span(): Range | null {
    const outside = (expiries.size - oddIds.size) * TAIL_SHARE
    const numbers = [...leaves.keys()].sort((a, b) => a - b)
    const edge = (order: readonly number[]) => {
      let count = 0
      return order.find(n => {
        count += leaves.get(n)?.expiries.length ?? 0
        return count > outside
      })
    }
    const [first, last] = [edge(numbers), edge(numbers.toReversed())]
    return first === undefined || last === undefined
      ? null
      : { from: first * leafMs, to: (last + 1) * leafMs }
  }

  const isWhole = (at: EpochMs) => at % leafMs === 0 || at === END_OF_EXPIRIES
  const isByLeaves = (ranges: readonly Range[], grid: Grid) =>
    isWhole(grid.origin) &&
    grid.width % leafMs === 0 &&
    ranges.every(({ from, to }) => isWhole(from) && isWhole(to))

  /** The leaves that `ranges` touch: by their numbers where these are fewer than the leaves. */
  function* leavesAt(ranges: readonly Range[]): IterableIterator<readonly [number, Leaf]> {
    const count = ranges.reduce((sum, r) => sum + Math.ceil((r.to - r.from) / leafMs) + 1, 0)
    if (count > leaves.size) return yield* leaves
    let done = Number.NEGATIVE_INFINITY
    for (const { from, to } of ranges) {
      for (let n = Math.max(done + 1, Math.floor(from / leafMs)); n * leafMs < to; n += 1) {
        const leaf = leaves.get(n)
        if (leaf !== undefined) yield [n, leaf]
        done = n
      }
    }
  }

  function bucketsIn(ranges: readonly Range[], grid: Grid, isDated: boolean): Buckets {
    const buckets = new Map<number, Figures>()
    const add = (at: EpochMs, figures: Figures) => {
      if (!isWithin(ranges, at)) return
      const bucket = bucketOf(grid, at)
      buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
    }
    const withoutDates = (figures: Figures) => (isDated ? figures : { ...figures, written: 0 })
    if (isByLeaves(ranges, grid)) {
      for (const [n, leaf] of leaves) add(n * leafMs, withoutDates(leaf.figures))
    } else if (isDated) {
      for (const [id, at] of expiries)
        if (!oddIds.has(id) && isWithin(ranges, at)) add(at, figuresOf(at, writtenOf(id)))
    } else {
      for (const [, leaf] of leavesAt(ranges)) for (const at of leaf.expiries) add(at, figuresOf(at, null))
    }
    return buckets
  }

  return {
    get size() {
      return expiries.size
    },
    get odd() {
      return oddIds.size
    },
    get dated() {
      return written.size
    },
    get(id) {
      const at = expiries.get(id)
      if (at === undefined) return undefined
      return { expiresAt: oddIds.has(id) ? null : at, writtenAt: writtenOf(id) }
    },
    put,
    remove,
    clear() {
      expiries.clear()
      written.clear()
      oddIds.clear()
      leaves.clear()
    },
    ids: () => expiries.keys(),
    oddIds: () => [...oddIds],
    idsIn(ranges) {
      const found = new Set<string>()
      for (const [id, at] of expiries) if (!oddIds.has(id) && isWithin(ranges, at)) found.add(id)
      return found
    },
    bucketsIn,
    expiriesIn(ranges, most) {
      const found: EpochMs[] = []
      for (const [, leaf] of leavesAt(ranges)) {
        for (const at of leaf.expiries) if (isWithin(ranges, at)) found.push(at)
        if (found.length > most) break
      }
      return found
    },
    topGrid(now) {
      const around = span() ?? { from: now, to: now + BUCKETS * leafMs }
      const wanted = leafFor(around.to - around.from)
      // Only where the leaves are far from what they should be: dividing anew looks at every session.
      if (wanted >= leafMs * 4 || wanted * 4 <= leafMs) divide(wanted)
      const origin = Math.floor(around.from / leafMs) * leafMs
      const leavesInBucket = Math.max(1, Math.ceil((around.to - origin) / leafMs / BUCKETS))
      return { origin, width: leavesInBucket * leafMs, count: BUCKETS }
    }
  }
}

/** A power of two of seconds, so that a new division seldom moves. */
function leafFor(spanMs: number): number {
  return FIRST_LEAF_MS * 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, spanMs / LEAVES / FIRST_LEAF_MS))))
}
