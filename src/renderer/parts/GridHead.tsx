import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import type { SortOf } from '../state/ui-store'
import { columnWidth } from './ColumnEdge'
import type { Column, ColumnMove } from './columns'
import classes from './GridHead.module.css'
import { HeadCell } from './HeadCell'
import { useColumnDrag } from './use-column-drag'

/** What a grid's head shows and does. */
export interface HeadProps<S extends string> {
  readonly columns: readonly Column<S>[]
  readonly sort: SortOf<S>
  readonly onSort: (by: S) => void
  readonly widths: Readonly<Record<string, number>>
  readonly onWidth: (id: S, width: number) => void
  readonly onMove: (move: ColumnMove<S>) => void
  /** "order held" beside the sorted head. */
  readonly isHeld?: boolean
  /** Columns that can be sorted by; without it, all. */
  readonly sortable?: readonly S[] | undefined
}

const NO_INDEX = 'No index gives this order, and the store is too large to be sorted here'
const STEP_PX = 16

/** Why a column cannot be sorted by; null: it can. */
function refusalOf<S extends string>(column: Column<S>, sortable: readonly S[] | undefined): string | null {
  return column.unsortable ?? (sortable === undefined || sortable.includes(column.id) ? null : NO_INDEX)
}

/** The head of a grid: sticky, one button a column, which can be dragged, or moved and resized by key. */
export function GridHead<S extends string>(props: HeadProps<S>) {
  const { columns, sort, onSort, widths, onWidth, onMove, isHeld, sortable } = props
  const root = useRef<HTMLDivElement>(null)
  const moved = useRef<S | null>(null)
  const { drag, isClick, handlers } = useColumnDrag(columns, onMove)

  // An element that is put elsewhere loses the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the columns have changed
  useLayoutEffect(() => {
    if (moved.current === null) return
    const cell = root.current?.querySelector(`[data-column="${CSS.escape(moved.current)}"]`)
    cell?.querySelector('button')?.focus()
    moved.current = null
  }, [columns])

  function onKeyDown(event: KeyboardEvent, column: Column<S>): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined || !event.shiftKey || event.altKey) return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) {
      if (column.isPinned) return
      moved.current = column.id
      onMove({ id: column.id, by })
    } else if (!column.isFixed && !column.isWide)
      onWidth(column.id, columnWidth((widths[column.id] ?? column.width) + by * STEP_PX))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div
      ref={root}
      role="row"
      aria-rowindex={1}
      className={classes.root}
      data-dragging={drag !== null || undefined}
      tabIndex={-1}
      {...handlers}
    >
      {columns.map((column, index) => (
        <HeadCell
          key={column.id}
          column={column}
          index={index}
          sort={sort.by === column.id ? sort : null}
          refusal={refusalOf(column, sortable)}
          isHeld={isHeld === true}
          isDragged={drag?.id === column.id}
          drop={drag?.target?.id === column.id ? drag.target.side : null}
          width={widths[column.id] ?? column.width}
          onSort={() => isClick() && onSort(column.id)}
          onWidth={width => onWidth(column.id, width)}
          onKeyDown={event => onKeyDown(event, column)}
        />
      ))}
    </div>
  )
}
