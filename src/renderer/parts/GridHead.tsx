import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { SortOf } from '../state/ui-store'
import { ColumnEdge } from './ColumnEdge'
import type { Column } from './columns'
import classes from './GridHead.module.css'

interface Props<S extends string> {
  readonly columns: readonly Column<S>[]
  readonly sort: SortOf<S>
  readonly onSort: (by: S) => void
  readonly widths: Readonly<Record<string, number>>
  readonly onWidth: (id: S, width: number) => void
  /** "order held" beside the sorted head. */
  readonly isHeld?: boolean
  /** Columns that can be sorted by; without it, all. */
  readonly sortable?: readonly S[] | undefined
}

const NO_INDEX = 'No index gives this order, and the store is too large to be sorted here'

/** The head of a grid: sticky, one button a column. */
export function GridHead<S extends string>(props: Props<S>) {
  const { columns, sort, onSort, widths, onWidth, isHeld, sortable } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div role="row" aria-rowindex={1} className={classes.root} tabIndex={-1}>
      {columns.map((column, index) => {
        const isSorted = sort.by === column.id
        const canSort =
          column.unsortable === undefined && (sortable === undefined || sortable.includes(column.id))
        const Arrow = sort.descending ? IconArrowDown : IconArrowUp
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={index + 1}
            aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            className={classes.cell}
            data-sorted={isSorted || undefined}
            data-column={column.id}
          >
            <button
              type="button"
              className={classes.button}
              title={canSort ? column.hint : (column.unsortable ?? NO_INDEX)}
              disabled={!canSort}
              onClick={() => onSort(column.id)}
            >
              <span className={column.isSilent ? 'visually-hidden' : undefined}>{column.label}</span>
              {isSorted && !column.isSilent && <Arrow size={13} stroke={1.75} aria-hidden />}
            </button>
            {isSorted && isHeld && <span className={classes.held}>order held</span>}
            {!column.isFixed && !column.isWide && (
              <ColumnEdge
                label={column.label}
                width={widths[column.id] ?? column.width}
                onWidth={width => onWidth(column.id, width)}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
