import { useRef } from 'react'
import classes from './ColumnEdge.module.css'

interface Props {
  readonly label: string
  readonly width: number
  readonly onWidth: (width: number) => void
}

const MIN_PX = 56
const MAX_PX = 600

/** The nearest width that a column can have. */
export const columnWidth = (px: number) => Math.round(Math.min(MAX_PX, Math.max(MIN_PX, px)))

/** The edge a column is resized by. It stands at the left: the wide column before it takes or gives the room. */
export function ColumnEdge({ label, width, onWidth }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null)
  return (
    <span
      aria-hidden="true"
      className={classes.root}
      title={`Drag to resize ${label}`}
      onPointerDown={event => {
        // The head that it stands in can be dragged as well.
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={event => {
        if (from.current === null) return
        onWidth(columnWidth(from.current.width - (event.clientX - from.current.x)))
      }}
      onPointerUp={() => {
        from.current = null
      }}
    />
  )
}
