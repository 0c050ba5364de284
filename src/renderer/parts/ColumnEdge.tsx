import { useRef } from 'react'
import classes from './ColumnEdge.module.css'

interface Props {
  readonly label: string
  readonly width: number
  readonly onWidth: (width: number) => void
}

const MIN_PX = 56
const MAX_PX = 600

/** The edge a column is resized by. It stands at the left: the wide column before it takes or gives the room. */
export function ColumnEdge({ label, width, onWidth }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null)
  return (
    <span
      aria-hidden="true"
      className={classes.root}
      title={`Drag to resize ${label}`}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={event => {
        if (from.current === null) return
        const next = from.current.width - (event.clientX - from.current.x)
        onWidth(Math.round(Math.min(MAX_PX, Math.max(MIN_PX, next))))
      }}
      onPointerUp={() => {
        from.current = null
      }}
    />
  )
}
