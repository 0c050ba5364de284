import { useMemo } from 'react'
import type { GridName } from '../state/column-look'
import { useColumnLook, useSetColumns } from '../state/context'
import { type Column, type ColumnMove, orderAfterMove, orderedColumns } from './columns'

/** The columns of a grid in the person's order, and the way to move one among those that are `shown`. */
export interface OrderedColumns<S extends string> {
  readonly columns: readonly Column<S>[]
  readonly move: (shown: readonly Column<S>[], move: ColumnMove<S>) => void
}

const none: readonly string[] = []

/** The columns of `grid` as they are arranged in the open store. */
export function useColumns<S extends string>(
  grid: GridName,
  columns: readonly Column<S>[]
): OrderedColumns<S> {
  const look = useColumnLook()
  const setColumns = useSetColumns()
  const order = look.order[grid] ?? none
  const ordered = useMemo(() => orderedColumns(columns, order), [columns, order])
  return {
    columns: ordered,
    move(shown, move) {
      const next = orderAfterMove(ordered, shown, move)
      if (next !== null) setColumns({ order: { ...look.order, [grid]: next } })
    }
  }
}
