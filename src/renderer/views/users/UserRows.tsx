import { useMemo } from 'react'
import type { Column } from '../../parts/columns'
import { ROW_PX } from '../../parts/rolling'
import { useUi } from '../../state/context'
import { lineId } from '../../state/users-store'
import { UserLineRow } from './UserLineRow'
import { UserSessionLine } from './UserSessionLine'
import type { UsersRolling } from './use-users-rolling'
import { type UserColumn, WIDE_FROM_PX } from './user-columns'

interface Props {
  readonly users: UsersRolling
  readonly columns: readonly Column<UserColumn>[]
  readonly gridWidth: number
}

/** The lines near the screen: users, and the sessions of those unfolded. */
export function UserRows({ users, columns, gridWidth }: Props) {
  const selected = useUi(state => state.selectedUser)
  const columnIds = useMemo(() => columns.map(column => column.id), [columns])
  return users.rolling.items.map(item => {
    const line = users.lineAt(item.index)
    if (line === null) return null
    const id = lineId(line)
    const place = {
      index: item.index,
      top: item.index * ROW_PX,
      isSelected: id === selected,
      columnIds,
      hasBar: gridWidth >= WIDE_FROM_PX
    }
    return line.kind === 'user' ? (
      <UserLineRow key={id} line={line} {...place} />
    ) : (
      <UserSessionLine key={id} row={line.row} {...place} />
    )
  })
}
