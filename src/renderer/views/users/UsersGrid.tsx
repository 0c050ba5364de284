import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { shownColumns, templateOf } from '../../parts/columns'
import { GridHead } from '../../parts/GridHead'
import classes from '../../parts/grid.module.css'
import { NewAbove } from '../../parts/NewAbove'
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
  const { rolling, view } = users
  const { ref: sizer, width } = useElementSize()
  const sort = useUi(state => state.users.sort)
  const selected = useUi(state => state.selectedUser)
  const gridWidth = width === 0 ? 1200 : width
  const columns = useMemo(() => shownColumns(userColumns, noneHidden, gridWidth), [gridWidth])
  const widths = userWidths(gridWidth)
  const keys = useUserKeys(users)
  const isSelectedHeld = view?.lines.some(line => lineId(line) === selected) ?? false

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
        aria-label="Users"
        aria-rowcount={(view?.matching ?? 0) + 1}
        aria-colcount={columns.length}
        aria-activedescendant={isSelectedHeld && selected !== null ? userLineDomId(selected) : undefined}
        tabIndex={0}
        data-grid
        className={classes.root}
        style={{ '--columns': templateOf(columns, widths) } as React.CSSProperties}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onDoubleClick={keys.onDoubleClick}
      >
        <GridHead
          columns={columns}
          sort={sort}
          widths={widths}
          onSort={by => ui.setUsers({ sort: nextSort(sort, by) })}
          onWidth={() => undefined}
        />
        <div ref={rolling.spacer} className={classes.spacer} role="presentation">
          <UserRows users={users} columns={columns} gridWidth={gridWidth} />
        </div>
      </div>
      <NewAbove count={rolling.newAbove} isHeld={false} onShow={rolling.goTop} />
      <UsersNothing />
    </div>
  )
}
