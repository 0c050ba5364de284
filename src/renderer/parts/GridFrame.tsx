import type { ComponentProps, ReactNode } from 'react'
import { type Column, templateOf } from './columns'
import { GridHead } from './GridHead'
import classes from './grid.module.css'
import type { Rolling } from './use-rolling'

type Head<S extends string> = ComponentProps<typeof GridHead<S>>

/** What a grid is made of beyond its rows. */
interface Props<S extends string> {
  readonly label: string
  readonly rolling: Rolling
  /** Measures how wide the grid is. */
  readonly sizer: React.Ref<HTMLDivElement>
  readonly columns: readonly Column<S>[]
  /** Rows in all, without the head. */
  readonly rowCount: number
  /** DOM id of the row that the keys act on; focus stays on the grid. */
  readonly activeId: string | undefined
  readonly head: Omit<Head<S>, 'columns'>
  /** Handlers and states of the grid element itself. */
  readonly grid: ComponentProps<'div'>
  readonly rows: ReactNode
  /** What lies over the rows: the pill, the words where there are none. */
  readonly children: ReactNode
}

/** The frame of a virtual grid. Focus stays on the grid, which names its active row: rows come and go under it. */
export function GridFrame<S extends string>(props: Props<S>) {
  const { label, rolling, sizer, columns, rowCount, activeId, head, grid, rows, children } = props
  return (
    <div
      ref={sizer}
      className={classes.frame}
      onPointerMove={rolling.onPointerMove}
      onPointerLeave={rolling.onPointerLeave}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
      <div
        {...grid}
        ref={rolling.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-activedescendant={activeId}
        tabIndex={0}
        data-grid
        className={classes.root}
        style={{ '--columns': templateOf(columns, head.widths) } as React.CSSProperties}
      >
        <GridHead {...head} columns={columns} />
        <div ref={rolling.spacer} className={classes.spacer} role="presentation">
          {rows}
        </div>
      </div>
      {children}
    </div>
  )
}
