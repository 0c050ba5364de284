import type { UserSort } from '../../../shared/domain/view'
import type { Column } from '../../parts/columns'

/** The columns of the Users grid, in their order. */
export const userColumns: readonly Column<UserSort>[] = [
  { id: 'user', label: 'User', width: 150, isFixed: true, isWide: true },
  { id: 'sessions', label: 'Sessions', width: 160, isFixed: true },
  {
    id: 'first-seen',
    label: 'First seen',
    width: 140,
    isFixed: true,
    from: 640,
    hint: 'When the oldest of the active sessions began, or was first seen'
  },
  { id: 'last-seen', label: 'Last seen', width: 122, isFixed: true, from: 480 },
  { id: 'next-expiry', label: 'Next expiry', width: 290, isFixed: true }
]

/** Narrower than this the columns that stay take less room, and the bars go. */
export const WIDE_FROM_PX = 760

/** Widths that depend on how wide the grid is. */
export function userWidths(gridWidth: number): Readonly<Record<string, number>> {
  return gridWidth >= WIDE_FROM_PX ? {} : { sessions: 90, 'next-expiry': gridWidth < 520 ? 130 : 200 }
}
