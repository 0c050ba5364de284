import type { SessionSort } from '../../../shared/domain/view'
import type { Column } from '../../parts/columns'

/** The columns of the Sessions grid, in their order. */
export const sessionColumns: readonly Column<SessionSort>[] = [
  { id: 'state', label: 'State', width: 38, isFixed: true, isSilent: true },
  { id: 'user', label: 'User', width: 120, isFixed: true, isWide: true },
  {
    id: 'session',
    label: 'Session',
    width: 100,
    from: 600,
    hint: 'The session id, masked: it is a credential'
  },
  {
    id: 'since',
    label: 'Since',
    width: 104,
    from: 480,
    hint: 'When the session began, or was first seen'
  },
  {
    id: 'last-seen',
    label: 'Last seen',
    width: 112,
    from: 370,
    hint: 'When the store last wrote it; a row’s own tooltip says how that is known'
  },
  { id: 'expires', label: 'Expires in', width: 256, isFixed: true }
]

/** Narrower than this the time-left column keeps its digits and drops the bar. */
export const BAR_FROM_PX = 400

/** How wide the time-left column is in a grid this wide. */
export function expiresWidth(gridWidth: number): number {
  if (gridWidth < BAR_FROM_PX) return 100
  return gridWidth < 820 ? 176 : 256
}
