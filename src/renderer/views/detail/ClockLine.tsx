import { useClock } from '../../state/context'
import classes from './ClockLine.module.css'
import { clockMarks, type Instants } from './clock-marks'

/** Now, the cookie's and the document's expiry and the TTL pass on one line. The facts below it say the same in words. */
export function ClockLine(instants: Instants) {
  const told = useClock(clock => JSON.stringify(clockMarks(instants, clock.now)))
  const { cookie, document, pass } = JSON.parse(told) as ReturnType<typeof clockMarks>
  return (
    <div className={classes.root} aria-hidden="true">
      <span className={classes.line} />
      <span className={classes.left} style={{ width: `${document}%` }} />
      {pass !== null && (
        <span
          className={classes.pass}
          style={{ left: `${document}%`, width: `${pass - document}%` }}
          title="The TTL pass deletes it in here"
        />
      )}
      <Mark kind="now" at={0} label="now" />
      {cookie !== null && <Mark kind="cookie" at={cookie} label="cookie" />}
      <Mark kind="document" at={document} label={pass === null ? 'document' : 'document, then TTL pass'} />
    </div>
  )
}

interface MarkProps {
  readonly kind: 'now' | 'cookie' | 'document'
  /** Percent of the line. */
  readonly at: number
  readonly label: string
}

function Mark({ kind, at, label }: MarkProps) {
  return (
    <span
      className={classes.mark}
      data-kind={kind}
      data-side={at > 50 ? 'end' : 'start'}
      style={{ left: `${at}%` }}
    >
      <span className={classes.label}>{label}</span>
    </span>
  )
}
