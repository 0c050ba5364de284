import { useRef } from 'react'
import classes from './ResizeHandle.module.css'

interface Props {
  readonly label: string
  readonly width: number
  readonly min: number
  readonly max: number
  /** Which side of the handle grows when it moves right. */
  readonly grows: 'left' | 'right'
  readonly onChange: (width: number) => void
}

const STEP_PX = 16

/** A line between two parts of the window, dragged or moved by arrow keys. */
export function ResizeHandle({ label, width, min, max, grows, onChange }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null)
  const sign = grows === 'left' ? 1 : -1
  const set = (next: number): void => onChange(Math.round(Math.min(max, Math.max(min, next))))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter is a focusable separator; <hr> cannot be one
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={classes.root}
      data-side={grows === 'left' ? 'end' : 'start'}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={event => {
        if (from.current) set(from.current.width + sign * (event.clientX - from.current.x))
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onKeyDown={event => {
        if (event.key === 'ArrowRight') set(width + sign * STEP_PX)
        else if (event.key === 'ArrowLeft') set(width - sign * STEP_PX)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
