import { useEffect, useMemo, useRef } from 'react'
import type { ActivityAsk, ActivityLine, ActivityWindow } from '../../../shared/domain/activity'
import { type Rolling, useRolling } from '../../parts/use-rolling'
import { useActivity, useStoreFacts, useStores, useUi } from '../../state/context'
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
  const ns = useStoreFacts()?.ns ?? null
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
  const rolling = useRolling(slice)
  const last = useRef<ActivityAsk | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has to be asked anew, whatever was asked before
  useEffect(() => {
    last.current = null
  }, [ns])

  useEffect(() => {
    if (ns === null) return
    const { seen, isAnchored } = rolling
    const ask = planActivityAsk({ query, slice, seen, isAnchored, last: last.current })
    if (ask === null) return
    last.current = ask
    void store.ask(ask)
  })

  useEffect(() => store.leave, [store])

  return { rolling, view, lineAt: index => view?.lines[index - view.start] ?? null }
}
