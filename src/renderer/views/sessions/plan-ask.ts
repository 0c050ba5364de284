import type { SessionKey } from '../../../shared/domain/session'
import type { ViewAsk } from '../../../shared/domain/view'
import { idAt, isCovered, isTiedAlike, rangeAround, type Seen, type Slice } from '../../parts/rolling'

/** What the person asked for, apart from where the screen stands in it. */
export type ViewQuery = Pick<ViewAsk, 'filter' | 'facet' | 'user' | 'sort' | 'descending' | 'holdOrder'>

/** What is on screen now, and what main was last asked. */
export interface Standing {
  readonly query: ViewQuery
  readonly slice: Slice | null
  readonly seen: Seen
  /** Rows keep their pixel place, so the window is tied to a row instead of an index. */
  readonly isAnchored: boolean
  readonly last: ViewAsk | null
}

/** Two asks about the same list show it at two moments; a held order is still the same list. */
export function questionOf(ask: Pick<ViewAsk, 'filter' | 'facet' | 'user' | 'sort' | 'descending'>): string {
  return JSON.stringify([ask.filter, ask.facet, ask.user, ask.sort, ask.descending])
}

/** The next thing to ask main, or null while what it sends already covers the screen. */
export function planAsk(standing: Standing): ViewAsk | null {
  const { query, slice, seen, isAnchored, last } = standing
  const question = questionOf(query)
  // A grid that comes back to the screen scrolled goes on with the list that it showed.
  const isSame = last === null ? isAnchored && slice?.question === question : questionOf(last) === question
  if (!isSame) return { ...query, start: 0, count: rangeAround(seen).count, anchor: null, anchorOffset: 0 }
  const isHeldAlike = last?.holdOrder === query.holdOrder
  if (
    last !== null &&
    isHeldAlike &&
    slice !== null &&
    isCovered(slice, seen) &&
    isTiedAlike(standing, slice, last)
  )
    return null
  const next = { ...query, ...rangeAround(seen), ...anchorOf(slice, seen, isAnchored) }
  return last !== null && isEqualAsk(last, next) ? null : next
}

function anchorOf(
  slice: Slice | null,
  seen: Seen,
  isAnchored: boolean
): Pick<ViewAsk, 'anchor' | 'anchorOffset'> & { start: number } {
  const { start } = rangeAround(seen)
  const anchor = isAnchored && slice !== null ? (idAt(slice, seen.first) as SessionKey | null) : null
  return { start, anchor, anchorOffset: anchor === null ? 0 : seen.first - start }
}

function isEqualAsk(a: ViewAsk, b: ViewAsk): boolean {
  return (
    questionOf(a) === questionOf(b) &&
    a.start === b.start &&
    a.count === b.count &&
    a.anchor === b.anchor &&
    a.anchorOffset === b.anchorOffset &&
    a.holdOrder === b.holdOrder
  )
}
