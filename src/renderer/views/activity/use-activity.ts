import { useEffect, useMemo } from 'react'
import type { ActivityLine, ActivityWindow } from '../../../shared/domain/activity'
import { useAsking } from '../../parts/use-asking'
import { type Rolling, useRolling } from '../../parts/use-rolling'
import { useActivity, useStores, useUi } from '../../state/context'
import { activityQuestionOf, planActivityAsk } from './plan-activity-ask'

/** The Activity grid's lines, as far as they are held, and where the screen stands in them. */
export interface ActivityRolling {
  readonly rolling: Rolling
  readonly view: ActivityWindow | null
  readonly lineAt: (index: number) => ActivityLine | null
}

/** Follows the person's query on the Activity tab. */
export function useActivityRolling(): ActivityRolling {
  const { activity: store } = useStores()
  const query = useUi(state => state.activity)
  const view = useActivity(state => state.view)
  const slice = useMemo(
    () =>
      view === null
        ? null
        : {
            start: view.start,
            ids: view.lines.map(line => line.id),
            matching: view.matching,
            question: activityQuestionOf(view.ask)
          },
    [view]
  )
  const rolling = useRolling(slice, 'activity')
  const { seen, isAnchored } = rolling
  useAsking(last => planActivityAsk({ query, slice, seen, isAnchored, last }), store.ask)

  useEffect(() => store.leave, [store])

  return { rolling, view, lineAt: index => view?.lines[index - view.start] ?? null }
}
