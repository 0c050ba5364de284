import { useEffect, useMemo } from 'react'
import type { UserLine, UsersAsk, UserWindow } from '../../../shared/domain/view'
import { isCovered, rangeAround, type Seen, type Slice } from '../../parts/rolling'
import { useAsking } from '../../parts/use-asking'
import { type Rolling, useRolling } from '../../parts/use-rolling'
import { useStores, useUi, useUsers } from '../../state/context'
import type { UsersQuery } from '../../state/ui-store'
import { lineId } from '../../state/users-store'

/** The Users grid's lines, as far as they are held, and where the screen stands in them. */
export interface UsersRolling {
  readonly rolling: Rolling
  readonly view: UserWindow | null
  readonly lineAt: (index: number) => UserLine | null
}

/** Follows the person's query on the Users tab. */
export function useUsersRolling(): UsersRolling {
  const { users: store } = useStores()
  const query = useUi(state => state.users)
  const view = useUsers(state => state.view)
  const slice = useMemo(() => (view === null ? null : sliceOf(view)), [view])
  const rolling = useRolling(slice, 'users')
  const { seen, isAnchored } = rolling
  useAsking(last => planUsersAsk({ query, slice, seen, isAnchored, last }), store.ask)

  useEffect(() => store.leave, [store])

  return { rolling, view, lineAt: index => view?.lines[index - view.start] ?? null }
}

/** Unfolding a user is still the same list: the screen stays where it is. */
function questionOf(ask: Omit<UsersAsk, 'start' | 'count' | 'open'>): string {
  return JSON.stringify([ask.filter, ask.facet, ask.sort, ask.descending])
}

function sliceOf(view: UserWindow): Slice {
  return {
    start: view.start,
    ids: view.lines.map(lineId),
    matching: view.matching,
    question: questionOf(view.ask)
  }
}

/** What is on screen now, and what main was last asked. */
interface UsersStanding {
  readonly query: UsersQuery
  readonly slice: Slice | null
  readonly seen: Seen
  readonly isAnchored: boolean
  readonly last: UsersAsk | null
}

/** The next thing to ask main, or null while what it sends already covers the screen. */
function planUsersAsk({ query, slice, seen, isAnchored, last }: UsersStanding): UsersAsk | null {
  const { inForce: filter, facet, sort, open } = query
  const wanted = { filter, facet, sort: sort.by, descending: sort.descending, open: [...open] }
  const isSame =
    last !== null &&
    JSON.stringify({ ...last, start: 0, count: 0 }) === JSON.stringify({ start: 0, count: 0, ...wanted })
  if (isSame && slice !== null && isCovered(slice, seen)) return null
  const question = questionOf(wanted)
  // A grid that comes back to the screen scrolled goes on with the list that it showed.
  const isSameList =
    last === null ? isAnchored && slice?.question === question : questionOf(last) === question
  const range = rangeAround(isSameList ? seen : { ...seen, first: 0 })
  if (isSame && last.start === range.start && last.count === range.count) return null
  return { ...range, ...wanted }
}
