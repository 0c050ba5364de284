import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Column, ColumnMove } from './columns'

/** A head that is on its way, and where it would be put. */
export interface ColumnDrag<S extends string> {
  readonly id: S
  /** The column at whose side it would come to stand; null: it would stay. */
  readonly target: { readonly id: S; readonly side: 'before' | 'after' } | null
}

/** What the head does with the pointer. */
export interface ColumnDragging<S extends string> {
  readonly drag: ColumnDrag<S> | null
  /** A drag ends in a click as well, which is not one. */
  readonly isClick: () => boolean
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
}

/** A hand that clicks is not quite still. */
const STILL_PX = 5

/** Heads dragged to another place by the pointer; Escape leaves all where it was. */
export function useColumnDrag<S extends string>(
  columns: readonly Column<S>[],
  onMove: (move: ColumnMove<S>) => void
): ColumnDragging<S> {
  const began = useRef<{ readonly id: S; readonly x: number } | null>(null)
  const hasDragged = useRef(false)
  const [drag, setDrag] = useState<ColumnDrag<S> | null>(null)
  const isDragging = drag !== null

  useEffect(() => {
    if (!isDragging) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      began.current = null
      setDrag(null)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [isDragging])

  const movable = columns.filter(column => !column.isPinned)

  /** How many of the others stand left of the pointer: the place it would get among them. */
  function placeAt(root: HTMLElement, id: S, x: number): number {
    return movable.filter(column => {
      const box = root.querySelector(`[data-column="${CSS.escape(column.id)}"]`)?.getBoundingClientRect()
      return column.id !== id && box !== undefined && box.left + box.width / 2 < x
    }).length
  }

  function targetAt(place: number, id: S): ColumnDrag<S>['target'] {
    const from = movable.findIndex(column => column.id === id)
    const target = movable[place]
    return target === undefined || place === from
      ? null
      : { id: target.id, side: place > from ? 'after' : 'before' }
  }

  function end(): void {
    began.current = null
    setDrag(null)
  }

  return {
    drag,
    isClick() {
      const isOne = !hasDragged.current
      hasDragged.current = false
      return isOne
    },
    handlers: {
      onPointerDown(event) {
        hasDragged.current = false
        const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')
        const column = movable.find(one => one.id === cell?.dataset.column)
        if (event.button === 0 && column !== undefined) began.current = { id: column.id, x: event.clientX }
      },
      onPointerMove(event) {
        if (began.current === null) return
        const { id, x } = began.current
        if (!isDragging && Math.abs(event.clientX - x) < STILL_PX) return
        if (!isDragging) event.currentTarget.setPointerCapture(event.pointerId)
        hasDragged.current = true
        const target = targetAt(placeAt(event.currentTarget, id, event.clientX), id)
        if (drag?.target?.id !== target?.id || !isDragging) setDrag({ id, target })
      },
      onPointerUp() {
        if (drag !== null && drag.target !== null) {
          const placeOf = (id: S) => movable.findIndex(column => column.id === id)
          onMove({ id: drag.id, by: placeOf(drag.target.id) - placeOf(drag.id) })
        }
        end()
      },
      onPointerCancel: end
    }
  }
}
