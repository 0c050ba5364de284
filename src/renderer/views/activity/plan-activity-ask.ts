import type { ActivityAsk } from '../../../shared/domain/activity'
import { idAt, isCovered, isTiedAlike, rangeAround, type Seen, type Slice } from '../../parts/rolling'
import type { ActivityQuery } from '../../state/ui-store'

/** What is on screen now, and what main was last asked. */
export interface ActivityStanding {
  readonly query: ActivityQuery
  readonly slice: Slice | null
  readonly seen: Seen
  /** Lines keep their pixel place, so the window is tied to a line instead of an index. */
  readonly isAnchored: boolean
  readonly last: ActivityAsk | null
}

/** Unfolding is still the same list: the screen stays where it is. */
export function activityQuestionOf({ filter, facet, hasNoise }: Omit<ActivityQuery, 'open'>): string {
  return JSON.stringify([filter, facet, hasNoise])
}

/** The next thing to ask main, or null while what it sends already covers the screen. */
export function planActivityAsk(standing: ActivityStanding): ActivityAsk | null {
  const { query, slice, seen, isAnchored, last } = standing
  const asked = { ...query, open: [...query.open] }
  const question = activityQuestionOf(query)
  // A grid that comes back to the screen scrolled goes on with the list that it showed.
  const isSameList =
    last === null ? isAnchored && slice?.question === question : activityQuestionOf(last) === question
  if (!isSameList)
    return { ...asked, start: 0, count: rangeAround(seen).count, anchor: null, anchorOffset: 0 }
  const isSame = JSON.stringify(last?.open) === JSON.stringify(query.open)
  if (
    last !== null &&
    isSame &&
    slice !== null &&
    isCovered(slice, seen) &&
    isTiedAlike(standing, slice, last)
  )
    return null
  const range = rangeAround(seen)
  const anchor = isAnchored && slice !== null ? idAt(slice, seen.first) : null
  const next = { ...asked, ...range, anchor, anchorOffset: anchor === null ? 0 : seen.first - range.start }
  return last !== null && JSON.stringify(next) === JSON.stringify(inOrder(last, next)) ? null : next
}

/** The fields of `ask` in the order of `other`'s, so that equal ones read alike. */
function inOrder(ask: ActivityAsk, other: ActivityAsk): object {
  return Object.fromEntries(Object.keys(other).map(name => [name, ask[name as keyof ActivityAsk]]))
}
