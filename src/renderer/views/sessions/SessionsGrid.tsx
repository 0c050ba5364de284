import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import { pathOf, type RowSort, type WindowLimits } from '../../../shared/domain/view'
import { shownColumns } from '../../parts/columns'
import { GridFrame } from '../../parts/GridFrame'
import { NewAbove } from '../../parts/NewAbove'
import { useColumns } from '../../parts/use-columns'
import { useColumnLook, useSetColumns, useStores, useUi } from '../../state/context'
import { nextSort, type SortOf } from '../../state/ui-store'
import { lineDomId } from './SessionLine'
import { SessionRows } from './SessionRows'
import { SessionsNothing } from './SessionsNothing'
import { columnsWith, expiresWidth, withRoom } from './session-columns'
import { useGridKeys } from './use-grid-keys'
import { useIsBusy } from './use-is-busy'
import { useSessions } from './use-sessions'

/** Where the database sorts, an order that it cannot have is replaced by one that it can. */
function shownSort(limits: WindowLimits | null, wanted: SortOf<RowSort>): SortOf<RowSort> {
  return limits?.sortedBy == null ? wanted : { by: limits.sortedBy, descending: limits.descending }
}

/** The live grid of sessions. */
export function SessionsGrid() {
  const { ui, columns: values } = useStores()
  const sessions = useSessions()
  const { rolling, view } = sessions
  const { ref: sizer, width } = useElementSize()
  const { hidden, widths: ownWidths, paths } = useColumnLook()
  const setColumns = useSetColumns()
  const isCounted = view?.limits != null
  const sort = useUi(state => state.sessions.sort)
  const selectedKey = useUi(state => state.selectedKey)
  const isBusy = useIsBusy()
  const gridWidth = width === 0 ? 1200 : width
  const ordered = useColumns(
    'sessions',
    useMemo(() => columnsWith(paths, isCounted), [paths, isCounted])
  )
  const widths = useMemo(() => ({ expires: expiresWidth(gridWidth), ...ownWidths }), [gridWidth, ownWidths])
  const columns = useMemo(
    () => withRoom(shownColumns(ordered.columns, hidden, gridWidth), widths, gridWidth),
    [ordered.columns, hidden, gridWidth, widths]
  )
  useEffect(() => values.follow(view?.rows ?? [], paths), [values, view, paths])
  const keys = useGridKeys(sessions)
  // A row that is held but has no element is none that a screen reader could find.
  const isSelectedDrawn = rolling.items.some(item => sessions.rowAt(item.index)?.key === selectedKey)

  const busy = { 'aria-busy': view === null, 'data-busy': isBusy || undefined }

  return (
    <GridFrame
      label="Sessions"
      rolling={rolling}
      sizer={sizer}
      columns={columns}
      rowCount={view?.matching ?? 0}
      activeId={isSelectedDrawn && selectedKey !== null ? lineDomId(selectedKey) : undefined}
      head={{
        sort: shownSort(view?.limits ?? null, sort),
        sortable: view?.limits?.sorts,
        widths,
        // As long as values to sort by are read, rows go where they belong.
        isHeld: sessions.isHeld && (pathOf(sort.by) === null || view?.reading == null),
        onSort: by => ui.setSessions({ sort: nextSort(shownSort(view?.limits ?? null, sort), by) }),
        onWidth: (id, next) => setColumns({ widths: { ...ownWidths, [id]: next } }),
        onMove: move => ordered.move(columns, move)
      }}
      grid={{
        ...keys,
        ...busy,
        'aria-multiselectable': true,
        onFocus: () => sessions.setFocused(true),
        onBlur: () => sessions.setFocused(false)
      }}
      rows={<SessionRows sessions={sessions} columns={columns} gridWidth={gridWidth} />}
    >
      <NewAbove
        count={sessions.isHeld ? (view?.waitingNew ?? 0) : rolling.newAbove}
        isHeld={sessions.isHeld}
        onShow={sessions.letIn}
      />
      <SessionsNothing />
    </GridFrame>
  )
}
