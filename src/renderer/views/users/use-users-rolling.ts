import { useEffect, useMemo, useRef } from 'react'
import type { UserLine, UsersAsk, UserWindow } from '../../../shared/domain/view'
import { isCovered, rangeAround, type Slice } from '../../parts/rolling'
import { type Rolling, useRolling } from '../../parts/use-rolling'
import { useStoreFacts, useStores, useUi, useUsers } from '../../state/context'
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
  const ns = useStoreFacts()?.ns ?? null
  const slice = useMemo(() => (view === null ? null : sliceOf(view)), [view])
  const rolling = useRolling(slice)
  const last = useRef<UsersAsk | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has to be asked anew, whatever was asked before
  useEffect(() => {
    last.current = null
  }, [ns])

  useEffect(() => {
    if (ns === null) return
    const { inForce: filter, facet, sort, open } = query
    const wanted = { filter, facet, sort: sort.by, descending: sort.descending, open: [...open] }
    const was = last.current
    const isSame =
      was !== null &&
      JSON.stringify({ ...was, start: 0, count: 0 }) === JSON.stringify({ start: 0, count: 0, ...wanted })
    if (isSame && slice !== null && isCovered(slice, rolling.seen)) return
    const isSameList = was !== null && questionOf(was) === questionOf({ ...was, ...wanted })
    const range = rangeAround(isSameList ? rolling.seen : { ...rolling.seen, first: 0 })
    if (isSame && was.start === range.start && was.count === range.count) return
    last.current = { ...range, ...wanted }
    void store.ask(last.current)
  })

  useEffect(() => store.leave, [store])

  return { rolling, view, lineAt: index => view?.lines[index - view.start] ?? null }
}

/** Unfolding a user is still the same list: the screen stays where it is. */
function questionOf(ask: UsersAsk): string {
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
