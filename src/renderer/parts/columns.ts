/** A column of a grid. Its width is the person's or `width`, never its content's; one column takes what is left. */
export interface Column<S extends string> {
  readonly id: S
  readonly label: string
  readonly width: number
  /** Takes the room that is left, at least `width`. */
  readonly isWide?: boolean
  /** Cannot be hidden or resized. */
  readonly isFixed?: boolean
  /** The label is only read out. */
  readonly isSilent?: boolean
  /** Below this width of the grid the column gives way. */
  readonly from?: number
  readonly hint?: string
  /** Why it cannot be sorted by. */
  readonly unsortable?: string
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
