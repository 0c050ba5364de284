/** The height of a row and of the head. */
export const ROW_PX = 28

/** Rows asked for beyond what is seen, each way; with three screens this stays under MAX_WINDOW_ROWS. */
const BEYOND = 50
/** Nearer than this to an end of what is held, the next rows are asked for. */
const EDGE = 20
const MOST = 200

/** Chromium draws nothing below 33.5 million pixels: the rows of a longer list are reached by its other end, or a filter. */
export const MOST_ROWS = 1_190_000

/** A held part of a longer list: `ids[0]` is row `start` of `matching`. */
export interface Slice {
  readonly start: number
  readonly ids: readonly string[]
  readonly matching: number
  /** Slices with the same question show the same list at two moments; another question begins at the top. */
  readonly question: string
}

/** What is seen: the first row and how many. */
export interface Seen {
  readonly first: number
  readonly count: number
}

/**
 * By how many rows the picture slid between two slices: the row that was first on screen, or the next one below that
 * is still there, has moved this far down. 0 when none of them is left.
 */
export function shiftOf(before: Slice, after: Slice, firstSeen: number): number {
  const now = new Map(after.ids.map((id, index) => [id, after.start + index]))
  for (let index = Math.max(0, firstSeen - before.start); index < before.ids.length; index++) {
    const id = before.ids[index]
    const moved = id === undefined ? undefined : now.get(id)
    if (moved !== undefined) return moved - (before.start + index)
  }
  return 0
}

/** The rows to ask for around what is seen. */
export function rangeAround(seen: Seen): { start: number; count: number } {
  return { start: Math.max(0, seen.first - BEYOND), count: Math.min(MOST, seen.count + 2 * BEYOND) }
}

/** Whether what is held reaches far enough around what is seen. */
export function isCovered(slice: Slice, seen: Seen): boolean {
  const end = slice.start + slice.ids.length
  const last = seen.first + seen.count
  const isEnoughAbove = slice.start === 0 || seen.first - slice.start >= EDGE
  const isEnoughBelow = end >= slice.matching || end - last >= EDGE
  return isEnoughAbove && isEnoughBelow
}

/** The id of a row, or null while it is not held. */
export function idAt(slice: Slice, index: number): string | null {
  return slice.ids[index - slice.start] ?? null
}

/** Where a window was asked for: tied to a row, or at an index. */
export interface Place {
  readonly start: number
  readonly anchor: string | null
}

/** Whether a window that was last asked for there is still tied as the screen wants it: to a row, or to the top. */
export function isTiedAlike(
  { isAnchored, seen }: { readonly isAnchored: boolean; readonly seen: Seen },
  slice: Slice,
  last: Place
): boolean {
  if (!isAnchored) return last.anchor === null && last.start === 0
  // Tied to a row that has gone, the window would stand at a bare index again.
  return last.anchor === null ? idAt(slice, seen.first) === null : slice.ids.includes(last.anchor)
}

/** Where a grid that was scrolled stood when it left the screen. Pixels are those of its scroll bar. */
export interface Stand {
  readonly question: string
  readonly top: number
  /** The first row on screen, and how many pixels of it were above; null where it was not held. */
  readonly id: string | null
  readonly hiddenPx: number
}

/** Where it stands; null at its top, where every grid begins. */
export function standOf(slice: Slice, top: number): Stand | null {
  if (top < ROW_PX) return null
  const index = Math.floor(top / ROW_PX)
  return { question: slice.question, top, id: idAt(slice, index), hiddenPx: top - index * ROW_PX }
}

/** Where that is in what the grid shows now: at the same row, wherever it has moved. 0 in another list. */
export function topOf(slice: Slice | null, stand: Stand | null): number {
  if (slice === null || stand === null || slice.question !== stand.question) return 0
  const index = stand.id === null ? -1 : slice.ids.indexOf(stand.id)
  return index === -1 ? stand.top : (slice.start + index) * ROW_PX + stand.hiddenPx
}
