import { useMemo } from 'react'
import type { Column } from '../../parts/columns'
import { ROW_PX } from '../../parts/rolling'
import { isChosen } from '../../state/chosen'
import { useUi } from '../../state/context'
import { SessionLine } from './SessionLine'
import { BAR_FROM_PX, type SessionColumnId } from './session-columns'
import type { SessionsRolling } from './use-sessions'

interface Props {
  readonly sessions: SessionsRolling
  readonly columns: readonly Column<SessionColumnId>[]
  readonly gridWidth: number
}

/** The rows near the screen. Keyed by session, so that a row that moves keeps its element and its flash. */
export function SessionRows({ sessions, columns, gridWidth }: Props) {
  const selectedKey = useUi(state => state.selectedKey)
  const chosen = useUi(state => state.chosen)
  const columnIds = useMemo(() => columns.map(column => column.id), [columns])
  return sessions.rolling.items.map(item => {
    const row = sessions.rowAt(item.index)
    if (row === null) return null
    return (
      <SessionLine
        key={row.key}
        row={row}
        index={item.index}
        top={item.index * ROW_PX}
        isSelected={isChosen(chosen, selectedKey, row.key)}
        isCurrent={row.key === selectedKey}
        columnIds={columnIds}
        hasBar={gridWidth >= BAR_FROM_PX}
      />
    )
  })
}
