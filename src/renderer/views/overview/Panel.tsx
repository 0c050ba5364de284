import { type ReactNode, useState } from 'react'
import classes from './Panel.module.css'

interface Props {
  readonly title: string
  readonly note: ReactNode
  /** Null while there is too little to draw: then `nothing` says so. */
  readonly chart: ReactNode
  /** The same numbers as a table, made only when it is asked for; null: it is one already. */
  readonly table: (() => ReactNode) | null
  readonly nothing?: string | null
  readonly foot?: ReactNode
}

/** A quarter of the Overview: a title, a chart or its table, and a line below where there is something to say. */
export function Panel({ title, note, chart, table, nothing = null, foot }: Props) {
  const [isTable, setTable] = useState(false)
  return (
    <section className={classes.root} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <span className={classes.note}>{note}</span>
        {table !== null && (
          <button
            type="button"
            className={classes.toggle}
            aria-pressed={isTable}
            aria-label={`${title} as a table`}
            onClick={() => setTable(!isTable)}
          >
            Table
          </button>
        )}
      </header>
      <div className={classes.body}>
        {nothing !== null ? <p className={classes.nothing}>{nothing}</p> : isTable && table ? table() : chart}
      </div>
      {foot}
    </section>
  )
}
