import type { EpochMs } from '../../shared/domain/session'

/** From `from` up to, not including, `to`. */
export interface Range {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** What is known of the sessions whose expiry lies in one bucket: as the server sums them up, or as the shadow has them. */
export interface Figures {
  /** How many. */
  readonly count: number
  /** Sum of the expiries modulo `MODULUS`, and of their squares modulo it: together a move of one can hardly hide. */
  readonly sum: number
  readonly squares: number
  /** Sum of the dates of the last write modulo `MODULUS`; 0 where these are not looked at. */
  readonly written: number
}

/** Equal buckets side by side. With a `count`, all that lies before is bucket -1 and all after is bucket `count`. */
export interface Grid {
  readonly origin: EpochMs
  readonly width: number
  readonly count: number | null
}

/** Buckets of one grid by their number; one with nothing in it may be missing. */
export type Buckets = ReadonlyMap<number, Figures>

/** A prime below 2^20: squares stay below 2^40, and sums over millions of sessions exact in a double and in a long. */
export const MODULUS = 1_048_573
/** Expiries outside these are *odd*, like those that are no date at all: 1970, and the last year that ISO text can show. */
export const FIRST_EXPIRY = 0
export const END_OF_EXPIRIES = Date.UTC(9999, 0)

export const noFigures: Figures = { count: 0, sum: 0, squares: 0, written: 0 }

/** The figures of one session; `writtenAt` is null where it has no such date, or it is not looked at. */
export function figuresOf(expiresAt: EpochMs, writtenAt: EpochMs | null): Figures {
  const rest = expiresAt % MODULUS
  return {
    count: 1,
    sum: rest,
    squares: (rest * rest) % MODULUS,
    written: writtenAt === null ? 0 : writtenAt % MODULUS
  }
}

/** `a` with `b` added, or with `sign` -1 taken away. */
export function plus(a: Figures, b: Figures, sign: 1 | -1 = 1): Figures {
  return {
    count: a.count + sign * b.count,
    sum: a.sum + sign * b.sum,
    squares: a.squares + sign * b.squares,
    written: a.written + sign * b.written
  }
}

/** Whether two sides agree on a bucket. */
export function isSame(a: Figures, b: Figures): boolean {
  return a.count === b.count && a.sum === b.sum && a.squares === b.squares && a.written === b.written
}

/** The bucket that an instant lies in. */
export function bucketOf({ origin, width, count }: Grid, at: EpochMs): number {
  const bucket = Math.floor((at - origin) / width)
  return count === null ? bucket : Math.max(-1, Math.min(count, bucket))
}

/** What a bucket spans. */
export function rangeOf({ origin, width, count }: Grid, bucket: number): Range {
  const isOuter = count !== null
  return {
    from: isOuter && bucket < 0 ? FIRST_EXPIRY : origin + bucket * width,
    to: isOuter && bucket >= count ? END_OF_EXPIRIES : origin + (bucket + 1) * width
  }
}

/** The same ranges in their order, those that touch or overlap as one, empty ones left out. */
export function merged(ranges: readonly Range[]): readonly Range[] {
  const result: { from: EpochMs; to: EpochMs }[] = []
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (to <= from) continue
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** Whether `at` lies in one of `ranges`, which are merged. */
export function isWithin(ranges: readonly Range[], at: EpochMs): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined || at < range.from) high = middle
    else if (at >= range.to) low = middle + 1
    else return true
  }
  return false
}

/** Ranges in which two sides differ, and how many sessions the larger side has there. */
export interface Difference {
  readonly ranges: readonly Range[]
  readonly sessions: number
}

/** Compares two sides bucket by bucket. */
export function differenceOf(grid: Grid, mine: Buckets, theirs: Buckets, same = isSame): Difference {
  const ranges: Range[] = []
  let sessions = 0
  for (const bucket of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(bucket) ?? noFigures, theirs.get(bucket) ?? noFigures]
    if (same(a, b)) continue
    ranges.push(rangeOf(grid, bucket))
    sessions += Math.max(a.count, b.count)
  }
  return { ranges: merged(ranges), sessions }
}

/** Gives the figures of one side over `ranges` (merged), by the buckets of `grid`. */
export type ReadBuckets = (ranges: readonly Range[], grid: Grid) => Buckets | Promise<Buckets>

/** How a drill goes on from what differs at the top. */
export interface Drill {
  readonly mine: ReadBuckets
  readonly theirs: ReadBuckets
  readonly same?: (a: Figures, b: Figures) => boolean
  /** So few sessions are fetched by their ids and dates rather than looked into once more. */
  readonly few?: number
}

export const BUCKETS = 64
const FEW = 500
/** Nothing is gained by buckets narrower than this, ms. */
const NARROWEST = 16

/** Narrows down where two sides differ, 64 buckets and then 64 inside each, until few sessions are left or buckets are narrow. */
export async function drillDown(
  { mine, theirs, same = isSame, few = FEW }: Drill,
  top: Grid
): Promise<Difference> {
  let grid = top
  let found: Difference = { ranges: [{ from: FIRST_EXPIRY, to: END_OF_EXPIRIES }], sessions: 0 }
  // What lies outside the grid has no end and cannot be divided: it is read as it is.
  const outer: Range[] = []
  for (;;) {
    const before = grid === top ? Number.POSITIVE_INFINITY : found.sessions
    const [ours, servers] = [await mine(found.ranges, grid), await theirs(found.ranges, grid)]
    found = differenceOf(grid, ours, servers, same)
    if (grid === top) outer.push(...clipped(found.ranges, outsideOf(top)))
    const inner = clipped(found.ranges, [insideOf(top)])
    // Where most of them differ, as after a change of all at once, looking closer only costs.
    const isVain = found.sessions * 2 > before
    const isDone = inner.length === 0 || found.sessions <= few || isVain || grid.width <= NARROWEST
    if (isDone) return { ...found, ranges: merged([...outer, ...inner]) }
    found = { ...found, ranges: inner }
    grid = { origin: top.origin, width: Math.max(NARROWEST, Math.ceil(grid.width / BUCKETS)), count: null }
  }
}

function insideOf({ origin, width, count }: Grid): Range {
  return count === null
    ? { from: FIRST_EXPIRY, to: END_OF_EXPIRIES }
    : { from: origin, to: origin + count * width }
}

function outsideOf(grid: Grid): readonly Range[] {
  const { from, to } = insideOf(grid)
  return [
    { from: FIRST_EXPIRY, to: from },
    { from: to, to: END_OF_EXPIRIES }
  ]
}

function clipped(ranges: readonly Range[], to: readonly Range[]): readonly Range[] {
  return merged(
    ranges.flatMap(a => to.map(b => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })))
  )
}
