import type { UserSort } from '../../../shared/domain/view'
import type { Column } from '../../parts/columns'

export type UserColumn = UserSort | 'activity'

const PULSE = 'Seen writes per minute, the last 30 min. Only what Sextant saw itself: it is not sorted by'

/** The columns of the Users grid, in their order. */
export const userColumns: readonly Column<UserColumn>[] = [
  { id: 'user', label: 'User', width: 150, isFixed: true, isPinned: true, isWide: true },
  { id: 'sessions', label: 'Sessions', width: 160, isFixed: true },
  {
    id: 'activity',
    label: 'Activity',
    width: 76,
    isFixed: true,
    from: 680,
    unsortable: PULSE
  },
  {
    id: 'first-seen',
    label: 'First seen',
    width: 140,
    isFixed: true,
    from: 640,
    hint: 'When the oldest of the active sessions began, or was first seen',
    time: { isUsuallyByClock: true }
  },
  {
    id: 'last-seen',
    label: 'Last seen',
    width: 122,
    isFixed: true,
    from: 480,
    time: { isUsuallyByClock: false }
  },
  {
    id: 'next-expiry',
    label: 'Next expiry',
    width: 290,
    isFixed: true,
    isPinned: true,
    time: { isUsuallyByClock: false }
  }
]

/** Narrower than this the columns that stay take less room, and the bars go. */
export const WIDE_FROM_PX = 940

/** Where there is little room, names get it: "19 Nov 02:00" and "13 d 23 h" are the longest that the others must hold. */
const narrow = { sessions: 84, 'first-seen': 112, 'last-seen': 100, 'next-expiry': 168 }

/** Widths that depend on how wide the grid is. */
export function userWidths(gridWidth: number): Readonly<Record<string, number>> {
  if (gridWidth >= WIDE_FROM_PX) return {}
  return gridWidth < 520 ? { ...narrow, 'next-expiry': 130 } : narrow
}
