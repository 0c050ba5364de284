import { IconAlertTriangle } from '@tabler/icons-react'
import type { Completion } from '../../shared/filter/complete'
import classes from './FilterInput.module.css'

interface Props {
  /** What the field calls its list and its trouble by. */
  readonly id: string
  readonly trouble: string | null
  readonly options: readonly Completion[]
  readonly active: number | null
  readonly onAccept: (index: number) => void
}

/** What stands under the filter: what is wrong with it, and what may come next. */
export function FilterInputHelp({ id, trouble, options, active, onAccept }: Props) {
  return (
    <>
      {trouble !== null && (
        <div id={`${id}-trouble`} role="status" className={classes.trouble}>
          <IconAlertTriangle size={13} stroke={1.75} aria-hidden />
          <span>
            {trouble} <span className={classes.force}>The filter before it stays in force.</span>
          </span>
        </div>
      )}
      <div id={`${id}-list`} role="listbox" aria-label="What may come next" className={classes.list}>
        {options.map(({ insert, hint }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above, and the field takes the keys
          <div
            key={insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            onClick={() => onAccept(index)}
          >
            <bdi className={classes.insert}>{insert}</bdi>
            <span className={classes.hint}>{hint}</span>
          </div>
        ))}
      </div>
    </>
  )
}
