import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { shownColumns, templateOf } from '../../parts/columns'
import { GridHead } from '../../parts/GridHead'
import classes from '../../parts/grid.module.css'
import { NewAbove } from '../../parts/NewAbove'
import { useStores, useUi } from '../../state/context'
import { nextSort } from '../../state/ui-store'
import { lineDomId } from './SessionLine'
import { SessionRows } from './SessionRows'
import { SessionsNothing } from './SessionsNothing'
import { expiresWidth, sessionColumns } from './session-columns'
import { useGridKeys } from './use-grid-keys'
import { useIsBusy } from './use-is-busy'
import { useSessions } from './use-sessions'

/** The live grid of sessions. Focus stays on the grid, which names its active row: rows come and go under it. */
export function SessionsGrid() {
  const { ui } = useStores()
  const sessions = useSessions()
  const { rolling, view } = sessions
  const { ref: sizer, width } = useElementSize()
  const hidden = useUi(state => state.hiddenColumns)
  const ownWidths = useUi(state => state.columnWidths)
  const sort = useUi(state => state.sessions.sort)
  const selectedKey = useUi(state => state.selectedKey)
  const isBusy = useIsBusy()
  const gridWidth = width === 0 ? 1200 : width
  const columns = useMemo(() => shownColumns(sessionColumns, hidden, gridWidth), [hidden, gridWidth])
  const widths = { expires: expiresWidth(gridWidth), ...ownWidths }
  const keys = useGridKeys(sessions)
  const isSelectedHeld = view?.rows.some(row => row.key === selectedKey) ?? false

  return (
    <div
      ref={sizer}
      className={classes.frame}
      onPointerMove={rolling.onPointerMove}
      onPointerLeave={rolling.onPointerLeave}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
      <div
        ref={rolling.scroller}
        role="grid"
        aria-label="Sessions"
        aria-rowcount={(view?.matching ?? 0) + 1}
        aria-colcount={columns.length}
        aria-activedescendant={isSelectedHeld && selectedKey !== null ? lineDomId(selectedKey) : undefined}
        aria-busy={view === null}
        tabIndex={0}
        data-grid
        data-busy={isBusy || undefined}
        className={classes.root}
        style={{ '--columns': templateOf(columns, widths) } as React.CSSProperties}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onFocus={() => sessions.setFocused(true)}
        onBlur={() => sessions.setFocused(false)}
      >
        <GridHead
          columns={columns}
          sort={sort}
          widths={widths}
          isHeld={sessions.isHeld}
          onSort={by => ui.setSessions({ sort: nextSort(sort, by) })}
          onWidth={(id, next) => ui.setState({ columnWidths: { ...ownWidths, [id]: next } })}
        />
        <div ref={rolling.spacer} className={classes.spacer} role="presentation">
          <SessionRows sessions={sessions} columns={columns} gridWidth={gridWidth} />
        </div>
      </div>
      <NewAbove
        count={sessions.isHeld ? (view?.waitingNew ?? 0) : rolling.newAbove}
        isHeld={sessions.isHeld}
        onShow={sessions.letIn}
      />
      <SessionsNothing />
    </div>
  )
}
