import { pathOf, type RowSort, type SessionSort } from '../../../shared/domain/view'
import type { Column } from '../../parts/columns'

/** The columns of the Sessions grid, in their order. */
export const sessionColumns: readonly Column<SessionSort>[] = [
  { id: 'state', label: 'State', width: 38, isFixed: true, isPinned: true, isSilent: true },
  { id: 'user', label: 'User', width: 120, isFixed: true, isPinned: true, isWide: true },
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
    hint: 'When the session began, or was first seen',
    time: { isUsuallyByClock: true }
  },
  {
    id: 'last-seen',
    label: 'Last seen',
    width: 112,
    from: 370,
    hint: 'When the store last wrote it; a row’s own tooltip says how that is known',
    time: { isUsuallyByClock: false }
  },
  {
    id: 'expires',
    label: 'Expires in',
    width: 256,
    isFixed: true,
    isPinned: true,
    time: { isUsuallyByClock: false, clockLabel: 'Expires' }
  }
]

/** A column of a session: one of ours, or a path in its payload. */
export type SessionColumnId = RowSort

const byReading = (path: string) =>
  `${path} in the payload, read for the rows on screen. Sorting by it reads it once for all sessions and keeps it right: numbers, texts, dates, last those without it`
const byIndex = (path: string) =>
  `${path} in the payload, read for the rows on screen. The database sorts by it, through its index`

/** Our columns with those of the person before the last, where the time left keeps its place. `isCounted`: the database sorts. */
export function columnsWith(paths: readonly string[], isCounted = false): readonly Column<SessionColumnId>[] {
  const own = paths.map(
    (path): Column<SessionColumnId> => ({
      id: `path:${path}`,
      label: path,
      width: 112,
      hint: isCounted ? byIndex(path) : byReading(path)
    })
  )
  return [...sessionColumns.slice(0, -1), ...own, ...sessionColumns.slice(-1)]
}

/** Columns of the person's own give way from the last, until the others have their room. */
export function withRoom(
  columns: readonly Column<SessionColumnId>[],
  widths: Readonly<Record<string, number>>,
  gridWidth: number
): readonly Column<SessionColumnId>[] {
  const widthOf = (column: Column<SessionColumnId>) =>
    column.isWide ? column.width : (widths[column.id] ?? column.width)
  const isOwn = (column: Column<SessionColumnId>) => pathOf(column.id) !== null
  let room = columns.filter(column => !isOwn(column)).reduce((left, one) => left - widthOf(one), gridWidth)
  return columns.filter(column => {
    if (!isOwn(column)) return true
    room -= widthOf(column)
    return room >= 0
  })
}

/** Narrower than this the time-left column keeps its digits and drops the bar. */
export const BAR_FROM_PX = 400

/** How wide the time-left column is in a grid this wide. */
export function expiresWidth(gridWidth: number): number {
  if (gridWidth < BAR_FROM_PX) return 100
  return gridWidth < 820 ? 176 : 256
}
