import type { ReactNode } from 'react'
import { formatCount } from '../../shared/words/numbers'
import classes from './Segments.module.css'

export interface Segment<V extends string> {
  readonly value: V
  readonly label: string
  readonly count: number | null
  readonly sign?: ReactNode
  /** Why it cannot be chosen; null or missing: it can. */
  readonly refusal?: string | null
}

interface Props<V extends string> {
  readonly label: string
  readonly segments: readonly Segment<V>[]
  readonly value: V
  readonly onChange: (value: V) => void
}

/** One of several, side by side, each with its number: radio buttons in shape of a bar. */
export function Segments<V extends string>({ label, segments, value, onChange }: Props<V>) {
  return (
    <div role="radiogroup" aria-label={label} className={classes.root}>
      {segments.map(segment => (
        <label
          key={segment.value}
          className={classes.segment}
          data-chosen={segment.value === value || undefined}
          data-refused={segment.refusal != null || undefined}
          title={segment.refusal ?? undefined}
        >
          <input
            type="radio"
            name={label}
            className={classes.input}
            checked={segment.value === value}
            disabled={segment.refusal != null}
            onChange={() => onChange(segment.value)}
          />
          {segment.sign}
          <span>{segment.label}</span>{' '}
          {segment.count !== null && <span className={classes.count}>{formatCount(segment.count)}</span>}
        </label>
      ))}
    </div>
  )
}
