import { isByClock } from '../format/instant'
import type { Times } from '../state/clock'

/** How a column tells its instants where the person has not chosen, and its label where it goes by the clock. */
export interface ColumnTime {
  readonly isUsuallyByClock: boolean
  readonly clockLabel?: string
  /** Whatever the person has chosen: what has happened is told by when. */
  readonly isAlwaysByClock?: boolean
}

/** A column of a grid. Its width is the person's or `width`, never its content's; one column takes what is left. */
export interface Column<S extends string> {
  readonly id: S
  readonly label: string
  readonly width: number
  /** Takes the room that is left, at least `width`. */
  readonly isWide?: boolean
  /** Cannot be hidden or resized. */
  readonly isFixed?: boolean
  /** Keeps its place whatever is moved. */
  readonly isPinned?: boolean
  /** The label is only read out. */
  readonly isSilent?: boolean
  /** Below this width of the grid the column gives way. */
  readonly from?: number
  readonly hint?: string
  /** It tells an instant. */
  readonly time?: ColumnTime
  /** Why it cannot be sorted by. */
  readonly unsortable?: string
}

/** A column's label, with the calendar that its times are told in where that is not this computer's. */
export function labelOf<S extends string>({ label, time }: Column<S>, { zone, style }: Times): string {
  if (time === undefined || !(time.isAlwaysByClock || isByClock(style, time.isUsuallyByClock))) return label
  const word = time.clockLabel ?? label
  return zone === 'utc' ? `${word} (UTC)` : word
}

/** A column and by how many columns it moves, to the left if negative. */
export interface ColumnMove<S extends string> {
  readonly id: S
  readonly by: number
}

/** The columns shown in a grid this wide: not hidden by the person, and with room. */
export function shownColumns<S extends string>(
  columns: readonly Column<S>[],
  hidden: readonly string[],
  gridWidth: number
): readonly Column<S>[] {
  return columns.filter(
    column => (column.isFixed || !hidden.includes(column.id)) && gridWidth >= (column.from ?? 0)
  )
}

/** `grid-template-columns` for them. */
export function templateOf<S extends string>(
  columns: readonly Column<S>[],
  widths: Readonly<Record<string, number>>
): string {
  return columns
    .map(column =>
      column.isWide ? `minmax(${column.width}px, 1fr)` : `${widths[column.id] ?? column.width}px`
    )
    .join(' ')
}

/** The columns as a person put them; those that keep their place stay there, and one that is not named comes last. */
export function orderedColumns<S extends string>(
  columns: readonly Column<S>[],
  order: readonly string[]
): readonly Column<S>[] {
  const rank = ({ id }: Column<S>) => (order.includes(id) ? order.indexOf(id) : order.length)
  const moved = columns.filter(column => !column.isPinned).sort((a, b) => rank(a) - rank(b))
  return columns.map(column => (column.isPinned ? column : (moved.shift() ?? column)))
}

/**
 * The order after a column was moved by so many of the columns on screen, to the left if negative; null where it stays.
 * Columns that are hidden, or have no room, keep their place between the others.
 */
export function orderAfterMove<S extends string>(
  columns: readonly Column<S>[],
  shown: readonly Column<S>[],
  { id, by }: ColumnMove<S>
): readonly S[] | null {
  const movable = shown.filter(column => !column.isPinned)
  const from = movable.findIndex(column => column.id === id)
  const to = Math.max(0, Math.min(from + by, movable.length - 1))
  const target = movable[to]
  if (from < 0 || to === from || target === undefined) return null
  const others = columns.filter(column => !column.isPinned && column.id !== id).map(column => column.id)
  others.splice(others.indexOf(target.id) + (to > from ? 1 : 0), 0, id)
  return others
}
