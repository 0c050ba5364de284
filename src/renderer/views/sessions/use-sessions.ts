import { useMemo, useState } from 'react'
import { pathOf, type SessionRow, type SessionWindow, type ViewAsk } from '../../../shared/domain/view'
import { MOST_ROWS, type Slice } from '../../parts/rolling'
import { useAsking } from '../../parts/use-asking'
import { type Rolling, useRolling } from '../../parts/use-rolling'
import { useStores, useUi, useView } from '../../state/context'
import { planAsk, questionOf, type ViewQuery } from './plan-ask'

/** The Sessions grid's rows, as far as they are held, and where the screen stands in them. */
export interface SessionsRolling {
  readonly rolling: Rolling
  readonly view: SessionWindow | null
  readonly isHeld: boolean
  readonly rowAt: (index: number) => SessionRow | null
  readonly setFocused: (isFocused: boolean) => void
  /** Lets in what waits, then holds again. */
  readonly letIn: () => void
}

/** Follows the person's query: asks main for the rows around what is on screen, and again when that moves. */
export function useSessions(): SessionsRolling {
  const { view: store } = useStores()
  const view = useView(state => state.view)
  const slice = useMemo(() => (view === null ? null : sliceOf(view)), [view])
  const rolling = useRolling(slice, 'sessions')
  const [isFocused, setFocused] = useState(false)
  const query = useQuery(rolling.isPointerInside || isFocused)
  const { seen, isAnchored } = rolling
  const last = useAsking<ViewAsk>(
    before => planAsk({ query, slice, seen, isAnchored, last: before }),
    store.ask
  )

  return {
    rolling,
    view,
    isHeld: query.holdOrder,
    rowAt: index => view?.rows[index - view.start] ?? null,
    setFocused,
    letIn: () => {
      rolling.goTop()
      if (!last.current?.holdOrder) return
      last.current = { ...last.current, holdOrder: false, start: 0, anchor: null, anchorOffset: 0 }
      void store.ask(last.current)
    }
  }
}

function useQuery(isInGrid: boolean): ViewQuery {
  const { inForce: filter, facet, user, sort } = useUi(state => state.sessions)
  return useMemo(() => {
    const isLive = sort.by === 'last-seen' || sort.by === 'expires' || pathOf(sort.by) !== null
    return { filter, facet, user, sort: sort.by, descending: sort.descending, holdOrder: isLive && isInGrid }
  }, [filter, facet, user, sort, isInGrid])
}

function sliceOf(view: SessionWindow): Slice {
  return {
    start: view.start,
    ids: view.rows.map(row => row.key),
    matching: Math.min(view.matching, MOST_ROWS),
    question: questionOf(view.ask)
  }
}
