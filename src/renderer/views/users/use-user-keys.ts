import type { KeyboardEvent, MouseEvent } from 'react'
import type { SessionKey } from '../../../shared/domain/session'
import type { UserLine } from '../../../shared/domain/view'
import { isStep, stepOf } from '../../parts/steps'
import { useSelect } from '../../parts/use-select'
import { useStores } from '../../state/context'
import { lineId } from '../../state/users-store'
import { showSessions } from './show-sessions'
import type { UsersRolling } from './use-users-rolling'

/** What the Users grid does with keys and clicks. */
export interface UserKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
  readonly onDoubleClick: (event: MouseEvent) => void
}

/** Moves through users and their sessions. Right and left unfold and fold; Enter shows the sessions, or one's detail. */
export function useUserKeys(users: UsersRolling): UserKeys {
  const { ui } = useStores()
  const { rolling, view, lineAt } = users
  const select = useSelect(rolling, view && { start: view.start, items: view.lines }, choose)

  function choose(line: UserLine): void {
    ui.setState({
      selectedUser: lineId(line),
      ...(line.kind === 'session' && ui.getState().isDrawerOpen && { selectedKey: line.row.key })
    })
  }

  function indexOf(id: string | null): number | null {
    const at = view?.lines.findIndex(line => lineId(line) === id) ?? -1
    return view === null || at < 0 ? null : view.start + at
  }

  function enter(line: UserLine): void {
    if (line.kind === 'user') showSessions(ui, line.summary.user)
    else ui.setState({ selectedKey: line.row.key, isDrawerOpen: true })
  }

  function leave(line: UserLine, at: number): void {
    if (line.kind === 'user') {
      if (line.isOpen) ui.toggleUser(line.summary.user)
      return
    }
    const lines = view?.lines.slice(0, at - view.start) ?? []
    const own = lines.findLastIndex(before => before.kind === 'user')
    if (view !== null && own >= 0) select(view.start + own)
  }

  function open(line: UserLine, at: number): void {
    if (line.kind === 'session') enter(line)
    else if (line.isOpen) select(at + 1)
    else ui.toggleUser(line.summary.user)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement || event.ctrlKey || event.metaKey || event.altKey) return
    const matching = view?.matching ?? 0
    const at = indexOf(ui.getState().selectedUser)
    const line = at === null ? null : lineAt(at)
    if (isStep(event.key)) {
      const { first, count } = rolling.seen
      if (matching > 0) select(stepOf(event.key, at, { first, matching, page: count - 2 }))
    } else if (line === null || at === null) return
    else if (event.key === 'Enter' || event.key === ' ') enter(line)
    else if (event.key === 'ArrowLeft') leave(line, at)
    else if (event.key === 'ArrowRight') open(line, at)
    else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent): void {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    if (element === null) return
    const line = lineAt(Number(element.dataset.index))
    if (line === null) return // A clicked row takes the focus and may go; the grid stays.
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    if (line.kind === 'user') ui.toggleUser(line.summary.user)
    ui.setState({
      selectedUser: lineId(line),
      ...(line.kind === 'session' && { selectedKey: element.dataset.key as SessionKey, isDrawerOpen: true })
    })
  }

  function onDoubleClick(event: MouseEvent): void {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    const line = element === null ? null : lineAt(Number(element.dataset.index))
    if (line?.kind === 'user') showSessions(ui, line.summary.user)
  }

  return { onKeyDown, onClick, onDoubleClick }
}
