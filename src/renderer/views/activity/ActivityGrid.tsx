import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { shownColumns } from '../../parts/columns'
import { GridFrame } from '../../parts/GridFrame'
import { NewAbove } from '../../parts/NewAbove'
import { ROW_PX } from '../../parts/rolling'
import { useColumns } from '../../parts/use-columns'
import { useUi } from '../../state/context'
import { ActivityNothing } from './ActivityNothing'
import { ActivityRow, activityLineDomId } from './ActivityRow'
import { activityColumns, activityWidths, ROOMY_FROM_PX } from './activity-columns'
import { useActivityRolling } from './use-activity'
import { useActivityKeys } from './use-activity-keys'

const noneHidden: readonly string[] = []
const byTime = { by: 'time', descending: true } as const

/** What has happened, newest first. */
export function ActivityGrid() {
  const activity = useActivityRolling()
  const { rolling, view, lineAt } = activity
  const { ref: sizer, width } = useElementSize()
  const selected = useUi(state => state.selectedLine)
  const gridWidth = width === 0 ? 1200 : width
  const ordered = useColumns('activity', activityColumns)
  const columns = useMemo(
    () => shownColumns(ordered.columns, noneHidden, gridWidth),
    [ordered.columns, gridWidth]
  )
  const columnIds = useMemo(() => columns.map(column => column.id), [columns])
  const keys = useActivityKeys(activity)
  // A line that is held but has no element is none that a screen reader could find.
  const isSelectedDrawn = rolling.items.some(item => lineAt(item.index)?.id === selected)
  const rows = rolling.items.map(item => {
    const line = lineAt(item.index)
    if (line === null) return null
    return (
      <ActivityRow
        key={line.id}
        line={line}
        index={item.index}
        top={item.index * ROW_PX}
        isSelected={line.id === selected}
        columnIds={columnIds}
        hasMs={gridWidth >= ROOMY_FROM_PX}
      />
    )
  })

  return (
    <GridFrame
      label="Activity"
      rolling={rolling}
      sizer={sizer}
      columns={columns}
      rowCount={view?.matching ?? 0}
      activeId={isSelectedDrawn && selected !== null ? activityLineDomId(selected) : undefined}
      head={{
        sort: byTime,
        widths: activityWidths(gridWidth),
        onSort: () => undefined,
        onWidth: () => undefined,
        onMove: move => ordered.move(columns, move)
      }}
      grid={{ ...keys, 'aria-busy': view === null }}
      rows={rows}
    >
      <NewAbove count={rolling.newAbove} isHeld={false} onShow={rolling.goTop} />
      <ActivityNothing />
    </GridFrame>
  )
}
