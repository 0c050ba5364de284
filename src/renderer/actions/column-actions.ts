import { MOST_PATH_COLUMNS } from '../../shared/domain/columns'
import { pathOf } from '../../shared/domain/view'
import { type Column, orderAfterMove, orderedColumns } from '../parts/columns'
import { storeIdOf } from '../state/app-store'
import { type ColumnLook, firstLook } from '../state/column-look'
import type { Stores } from '../state/stores'
import { firstSessionsQuery } from '../state/ui-store'
import { columnsWith, type SessionColumnId } from '../views/sessions/session-columns'
import type { Action } from './action'

/** What can be done with one column of the Sessions grid. */
export interface ColumnActions {
  readonly column: Column<SessionColumnId>
  readonly show: Action
  readonly moves: readonly [left: Action, right: Action]
}

/** The columns that can be moved, in their order, with what can be done with each. */
export function columnActions({ app, ui }: Stores): readonly ColumnActions[] {
  const id = storeIdOf(app.getState())
  const look = (id === null ? undefined : ui.getState().columns[id]) ?? firstLook
  const ordered = orderedColumns(columnsWith(look.paths), look.order.sessions ?? [])
  const movable = ordered.filter(column => !column.isPinned)
  const set = (part: Partial<ColumnLook>) => id !== null && ui.setColumns(id, part)

  function toggle(column: SessionColumnId): void {
    const path = pathOf(column)
    const { hidden, paths } = look
    if (path === null) {
      set({ hidden: hidden.includes(column) ? hidden.filter(one => one !== column) : [...hidden, column] })
      return
    }
    set({ paths: paths.filter(one => one !== path) })
    if (ui.getState().sessions.sort.by === column) ui.setSessions({ sort: firstSessionsQuery.sort })
  }

  function move(column: Column<SessionColumnId>, by: -1 | 1): Action {
    const word = by < 0 ? 'left' : 'right'
    const next = orderAfterMove(ordered, movable, { id: column.id, by })
    return {
      id: `move ${word} ${column.id}`,
      label: `Move ${column.label} ${word}`,
      isOff: next === null,
      run: () => next !== null && set({ order: { ...look.order, sessions: next } })
    }
  }

  return movable.map(column => ({
    column,
    show: {
      id: `column ${column.id}`,
      label: `Column: ${column.label}`,
      short: column.label,
      isOn: !look.hidden.includes(column.id),
      run: () => toggle(column.id)
    },
    moves: [move(column, -1), move(column, 1)]
  }))
}

/** What can be done with the columns as a whole. */
export function columnsActions({ app, ui }: Stores): readonly Action[] {
  const id = storeIdOf(app.getState())
  const paths = (id === null ? undefined : ui.getState().columns[id]?.paths) ?? []
  return [
    {
      id: 'add-column',
      label: 'Add a path in the payload…',
      isOff: paths.length >= MOST_PATH_COLUMNS,
      run: () => ui.setState({ tab: 'sessions', isAddColumnOpen: true })
    },
    {
      id: 'reset-columns',
      label: 'Columns as they were',
      run: () => id !== null && ui.setColumns(id, firstLook)
    }
  ]
}
