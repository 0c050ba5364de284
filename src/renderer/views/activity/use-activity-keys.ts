import type { KeyboardEvent, MouseEvent } from 'react'
import type { ActivityLine } from '../../../shared/domain/activity'
import { isStep, stepOf } from '../../parts/steps'
import { useSelect } from '../../parts/use-select'
import { useStores } from '../../state/context'
import type { ActivityRolling } from './use-activity'

/** What the Activity grid does with keys and clicks. */
export interface ActivityKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
}

/** Moves from line to line. Enter opens the session beside the grid, or what is folded; right and left unfold and fold. */
export function useActivityKeys(activity: ActivityRolling): ActivityKeys {
  const { ui } = useStores()
  const { rolling, view, lineAt } = activity
  const select = useSelect(rolling, view && { start: view.start, items: view.lines }, choose)

  function choose(line: ActivityLine): void {
    const isFollowed = line.kind === 'event' && ui.getState().isDrawerOpen
    ui.setState({ selectedLine: line.id, ...(isFollowed && { selectedKey: line.event.key }) })
  }

  function open(line: ActivityLine): void {
    if (line.kind === 'fold') ui.toggleFold(line.id)
    else ui.setState({ selectedKey: line.event.key, isDrawerOpen: true })
  }

  function unfold(line: ActivityLine, isWanted: boolean): void {
    if (line.kind === 'fold' && line.isOpen !== isWanted) ui.toggleFold(line.id)
    else if (line.kind === 'event' && isWanted) open(line)
    else if (line.kind === 'event') ui.setState({ isDrawerOpen: false })
  }

  function selectedAt(): number | null {
    const at = view?.lines.findIndex(line => line.id === ui.getState().selectedLine) ?? -1
    return view === null || at < 0 ? null : view.start + at
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement || event.ctrlKey || event.metaKey || event.altKey) return
    const matching = view?.matching ?? 0
    const at = selectedAt()
    const line = at === null ? null : lineAt(at)
    if (isStep(event.key)) {
      const { first, count } = rolling.seen
      if (matching > 0) select(stepOf(event.key, at, { first, matching, page: count - 2 }))
    } else if (line === null) return
    else if (event.key === 'Enter' || event.key === ' ') open(line)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') unfold(line, event.key === 'ArrowRight')
    else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent): void {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    const line = element === null ? null : lineAt(Number(element.dataset.index))
    if (line === null) return // A clicked line takes the focus and may go; the grid stays.
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    ui.setState({ selectedLine: line.id })
    open(line)
  }

  return { onKeyDown, onClick }
}
