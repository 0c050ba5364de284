import { type ComponentProps, type ReactNode, useState } from 'react'
import { type Column, templateOf } from './columns'
import { GridHead, type HeadProps } from './GridHead'
import classes from './grid.module.css'
import type { Rolling } from './use-rolling'

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
  readonly head: Omit<HeadProps<S>, 'columns'>
  /** Handlers and states of the grid element itself. */
  readonly grid: ComponentProps<'div'>
  readonly rows: ReactNode
  /** What lies over the rows: the pill, the words where there are none. */
  readonly children: ReactNode
}

/** The frame of a virtual grid. Focus stays on the grid, which names its active row: rows come and go under it. */
export function GridFrame<S extends string>(props: Props<S>) {
  const { label, rolling, sizer, columns, rowCount, activeId, head, grid, rows, children } = props
  const [movedId, setMovedId] = useState<S | null>(null)
  const moved = columns.findIndex(column => column.id === movedId)
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
        <GridHead
          {...head}
          columns={columns}
          onMove={move => {
            setMovedId(move.id)
            head.onMove(move)
          }}
        />
        <div ref={rolling.spacer} className={classes.spacer} role="presentation">
          {rows}
        </div>
      </div>
      <span className="visually-hidden" aria-live="polite">
        {moved >= 0 && `${columns[moved]?.label}: column ${moved + 1} of ${columns.length}`}
      </span>
      {children}
    </div>
  )
}
