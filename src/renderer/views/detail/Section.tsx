import type { ReactNode } from 'react'
import classes from './Section.module.css'

interface Props {
  readonly title: string
  readonly note: ReactNode
  /** Beside the heading, at the far end. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of the detail under its heading. */
export function Section({ title, note, action, children }: Props) {
  return (
    <section aria-label={title} className={classes.root}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        <span className={classes.note}>{note}</span>
        {action !== undefined && <span className={classes.action}>{action}</span>}
      </div>
      {children}
    </section>
  )
}
