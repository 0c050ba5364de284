import { setImmediate } from 'node:timers/promises'
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
  /** Ids whose expiry lies in `ranges`, which are merged. Looks at every session, with breaks. */
  idsIn(ranges: readonly Range[]): Promise<ReadonlySet<string>>
  /** Figures over `ranges`, which are merged, with the dates of the last write left out. */
  bucketsIn(ranges: readonly Range[], grid: Grid): Buckets
  /** The same with them. Where the grid is finer than leaves are, looks at every session, with breaks. */
  datedBucketsIn(ranges: readonly Range[], grid: Grid): Promise<Buckets>
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
/** More leaves than this are made half as many, twice as wide: while loading, the span is not known yet. */
const MOST_LEAVES = 4 * LEAVES
/** So many sessions are looked at without a break: some ms. */
const AT_ONCE = 20_000
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
    if (leaves.size > MOST_LEAVES) widen()
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

  function widen(): void {
    const narrow = leaves
    leafMs *= 2
    leaves = new Map()
    for (const [number, { figures, expiries: own }] of narrow) {
      const leaf = leaves.get(Math.floor(number / 2))
      if (leaf === undefined) leaves.set(Math.floor(number / 2), { figures, expiries: own })
      else {
        leaf.figures = plus(leaf.figures, figures)
        for (const at of own) leaf.expiries.push(at)
      }
    }
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

  function byLeaves(ranges: readonly Range[], grid: Grid, isDated: boolean): Buckets {
    const sums = createSums(grid)
    for (const [n, { figures }] of leaves)
      if (isWithin(ranges, n * leafMs)) sums.add(n * leafMs, isDated ? figures : { ...figures, written: 0 })
    return sums.buckets
  }

  /** Goes through the sessions with a date for an expiry that lies in `ranges`, making way for other work now and then. */
  async function visit(
    ranges: readonly Range[],
    see: (id: string, expiresAt: EpochMs) => void
  ): Promise<void> {
    let seen = 0
    for (const [id, at] of expiries) {
      if (isWithin(ranges, at) && !oddIds.has(id)) see(id, at)
      seen += 1
      if (seen % AT_ONCE === 0) await setImmediate()
    }
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
    async idsIn(ranges) {
      const found = new Set<string>()
      await visit(ranges, id => void found.add(id))
      return found
    },
    bucketsIn(ranges, grid) {
      if (isByLeaves(ranges, grid)) return byLeaves(ranges, grid, false)
      const sums = createSums(grid)
      for (const [, leaf] of leavesAt(ranges))
        for (const at of leaf.expiries) if (isWithin(ranges, at)) sums.add(at, figuresOf(at, null))
      return sums.buckets
    },
    async datedBucketsIn(ranges, grid) {
      if (isByLeaves(ranges, grid)) return byLeaves(ranges, grid, true)
      const sums = createSums(grid)
      await visit(ranges, (id, at) => sums.add(at, figuresOf(at, writtenOf(id))))
      return sums.buckets
    },
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
      if (wanted >= leafMs * 4 || (wanted * 4 <= leafMs && leaves.size < LEAVES)) divide(wanted)
      const origin = Math.floor(around.from / leafMs) * leafMs
      const leavesInBucket = Math.max(1, Math.ceil((around.to - origin) / leafMs / BUCKETS))
      return { origin, width: leavesInBucket * leafMs, count: BUCKETS }
    }
  }
}

function createSums(grid: Grid) {
  const buckets = new Map<number, Figures>()
  return {
    buckets,
    add(at: EpochMs, figures: Figures): void {
      const bucket = bucketOf(grid, at)
      buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
    }
  }
}

/** A power of two of seconds, so that a new division seldom moves. */
function leafFor(spanMs: number): number {
  return FIRST_LEAF_MS * 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, spanMs / LEAVES / FIRST_LEAF_MS))))
}
