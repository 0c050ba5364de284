import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { shownColumns } from '../../parts/columns'
import { GridFrame } from '../../parts/GridFrame'
import { NewAbove } from '../../parts/NewAbove'
import { useColumns } from '../../parts/use-columns'
import { useStores, useUi } from '../../state/context'
import { nextSort } from '../../state/ui-store'
import { lineId } from '../../state/users-store'
import { userLineDomId } from './UserLineRow'
import { UserRows } from './UserRows'
import { UsersNothing } from './UsersNothing'
import { useUserKeys } from './use-user-keys'
import { useUsersRolling } from './use-users-rolling'
import { userColumns, userWidths } from './user-columns'

const noneHidden: readonly string[] = []

/** One row a user, unfolding to the user's sessions. */
export function UsersGrid() {
  const { ui } = useStores()
  const users = useUsersRolling()
  const { rolling, view, lineAt } = users
  const { ref: sizer, width } = useElementSize()
  const sort = useUi(state => state.users.sort)
  const selected = useUi(state => state.selectedUser)
  const gridWidth = width === 0 ? 1200 : width
  const ordered = useColumns('users', userColumns)
  const columns = useMemo(
    () => shownColumns(ordered.columns, noneHidden, gridWidth),
    [ordered.columns, gridWidth]
  )
  const widths = userWidths(gridWidth)
  const keys = useUserKeys(users)
  // A line that is held but has no element is none that a screen reader could find.
  const isSelectedDrawn = rolling.items.some(item => {
    const line = lineAt(item.index)
    return line !== null && lineId(line) === selected
  })

  return (
    <GridFrame
      label="Users"
      rolling={rolling}
      sizer={sizer}
      columns={columns}
      rowCount={view?.matching ?? 0}
      activeId={isSelectedDrawn && selected !== null ? userLineDomId(selected) : undefined}
      head={{
        sort,
        widths,
        onSort: by => by !== 'activity' && ui.setUsers({ sort: nextSort(sort, by) }),
        onWidth: () => undefined,
        onMove: move => ordered.move(columns, move)
      }}
      grid={{ ...keys }}
      rows={<UserRows users={users} columns={columns} gridWidth={gridWidth} />}
    >
      <NewAbove count={rolling.newAbove} isHeld={false} onShow={rolling.goTop} />
      <UsersNothing />
    </GridFrame>
  )
}
