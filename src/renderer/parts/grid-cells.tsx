import type { ReactNode } from 'react'

/** What the cells of one line are made of; `nameOf` is what the styles know a column by. */
interface Cells<C extends string> {
  readonly className: string | undefined
  readonly contentOf: (column: C) => ReactNode
  readonly nameOf?: (column: C) => string
}

/** The cells of one line of a virtual grid. No component: one more for each cell would be felt while scrolling. */
export function gridCells<C extends string>(columns: readonly C[], cells: Cells<C>): ReactNode {
  const { className, contentOf, nameOf = column => column } = cells
  return columns.map((column, at) => (
    // biome-ignore lint/a11y/useSemanticElements: cells of a virtual grid cannot be table cells
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active row
    <span
      key={column}
      role="gridcell"
      aria-colindex={at + 1}
      className={className}
      data-column={nameOf(column)}
    >
      {contentOf(column)}
    </span>
  ))
}
