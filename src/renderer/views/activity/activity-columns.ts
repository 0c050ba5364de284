import type { Column } from '../../parts/columns'

export type ActivityColumn = 'time' | 'event' | 'user' | 'session' | 'what'

const BY_TIME = 'What has happened is always newest first'

/** The columns of the Activity grid, in their order: always by time, newest first. */
export const activityColumns: readonly Column<ActivityColumn>[] = [
  {
    id: 'time',
    label: 'Time',
    width: 132,
    isFixed: true,
    isPinned: true,
    unsortable: BY_TIME,
    hint: 'By the server’s clock',
    time: { isUsuallyByClock: true, isAlwaysByClock: true }
  },
  { id: 'event', label: 'Event', width: 108, isFixed: true, unsortable: BY_TIME },
  { id: 'user', label: 'User', width: 216, isFixed: true, unsortable: BY_TIME },
  {
    id: 'session',
    label: 'Session',
    width: 78,
    isFixed: true,
    unsortable: BY_TIME,
    from: 700,
    hint: 'The session id, masked: it is a credential'
  },
  {
    id: 'what',
    label: 'What happened',
    width: 140,
    isFixed: true,
    isPinned: true,
    isWide: true,
    unsortable: BY_TIME
  }
]

/** Narrower than this the milliseconds go and names take less room. */
export const ROOMY_FROM_PX = 860

/** Widths that depend on how wide the grid is. */
export function activityWidths(gridWidth: number): Readonly<Record<string, number>> {
  if (gridWidth >= ROOMY_FROM_PX) return {}
  return { time: 86, event: 104, user: gridWidth < 620 ? 120 : 160 }
}
