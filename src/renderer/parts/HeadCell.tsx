import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useClock } from '../state/context'
import type { SortOf } from '../state/ui-store'
import { ColumnEdge } from './ColumnEdge'
import { type Column, labelOf } from './columns'
import classes from './GridHead.module.css'

interface Props<S extends string> {
  readonly column: Column<S>
  readonly index: number
  /** Null: the rows lie by another column. */
  readonly sort: SortOf<S> | null
  /** Why it cannot be sorted by; null: it can. */
  readonly refusal: string | null
  readonly isHeld: boolean
  readonly isDragged: boolean
  /** A dragged column would come to stand at this side of it. */
  readonly drop: 'before' | 'after' | null
  readonly width: number
  readonly onSort: () => void
  readonly onWidth: (width: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const MOVE_KEYS = 'Control+Shift+ArrowLeft Control+Shift+ArrowRight'

/** The head of one column. */
export function HeadCell<S extends string>(props: Props<S>) {
  const { column, sort, refusal, isHeld, isDragged, drop } = props
  const label = useClock(clock => labelOf(column, clock))
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: columns of a virtual grid cannot be table columns
    <div
      role="columnheader"
      tabIndex={-1}
      aria-colindex={props.index + 1}
      aria-sort={sort === null ? 'none' : sort.descending ? 'descending' : 'ascending'}
      className={classes.cell}
      data-sorted={sort !== null || undefined}
      data-column={column.id}
      data-dragged={isDragged || undefined}
      data-drop={drop ?? undefined}
    >
      <button
        type="button"
        className={classes.button}
        title={refusal ?? column.hint}
        // Not `disabled`: it would take no focus, and could not be moved.
        aria-disabled={refusal !== null || undefined}
        aria-keyshortcuts={column.isPinned ? undefined : MOVE_KEYS}
        onClick={() => refusal === null && props.onSort()}
        onKeyDown={props.onKeyDown}
      >
        <span className={column.isSilent ? 'visually-hidden' : classes.label}>{label}</span>
        {sort !== null && !column.isSilent && <Arrow size={13} stroke={1.75} aria-hidden />}
      </button>
      {sort !== null && isHeld && <span className={classes.held}>order held</span>}
      {!column.isFixed && !column.isWide && (
        <ColumnEdge label={column.label} width={props.width} onWidth={props.onWidth} />
      )}
    </div>
  )
}
