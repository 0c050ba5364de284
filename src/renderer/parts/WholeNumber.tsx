import { useEffect, useState } from 'react'
import classes from './WholeNumber.module.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly range: readonly [number, number]
  readonly isOff?: boolean
  readonly onChange: (value: number) => void
}

/**
 * A field for a whole number within a range. Takes what is typed on leaving it or by Enter; what is no such number goes back to
 * what it was.
 */
export function WholeNumber({ label, value, range: [least, most], isOff = false, onChange }: Props) {
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])

  function take(): void {
    const next = /^\d{1,7}$/.test(text.trim()) ? Number(text) : value
    const kept = Math.min(most, Math.max(least, next))
    setText(String(kept))
    if (kept !== value) onChange(kept)
  }

  return (
    <input
      className={classes.number}
      inputMode="numeric"
      aria-label={label}
      value={text}
      disabled={isOff}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={event => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}
