import { IconCopy } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Finding } from '../../../shared/domain/finding'
import { severityWords } from '../../../shared/words/health-words'
import { formatClockTime } from '../../format/clock-time'
import { useClock, useStores } from '../../state/context'
import classes from './FindingLine.module.css'
import { SeveritySign } from './SeveritySign'
import { showFound } from './show-found'

/** One finding: what is wrong, how that is known, and what mends it. */
export function FindingLine({ finding }: { readonly finding: Finding }) {
  const { ui } = useStores()
  const { rule, severity, title, explains, evidence, mend, filter, seenAt } = finding
  const seen = useClock(clock => formatClockTime(seenAt, clock))
  const id = useId()
  return (
    <article className={classes.root} aria-labelledby={id}>
      <span className={classes.severity} data-severity={severity}>
        <SeveritySign severity={severity} /> {severityWords[severity]}
      </span>
      <div className={classes.body}>
        <div className={classes.head}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          <span className={classes.seen}>seen {seen}</span>
        </div>
        <p className={classes.explains}>{explains}</p>
        <p className={classes.evidence}>
          <span className={classes.label}>Evidence</span> <span data-selectable>{evidence}</span>
        </p>
        {mend !== null && <MendCode code={mend.code} title={title} />}
        <p className={classes.does}>
          {mend !== null && <span>{mend.does}</span>}
          {filter !== null && (
            <button type="button" className={classes.show} onClick={() => showFound(ui, filter)}>
              Show these sessions
            </button>
          )}
          <span className={classes.rule}>{rule}</span>
        </p>
      </div>
    </article>
  )
}

function MendCode({ code, title }: { readonly code: string; readonly title: string }) {
  const { commands } = useStores()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className={classes.mend}>
      <pre className={classes.code}>
        <code>{code}</code>
      </pre>
      <button
        type="button"
        className={classes.copy}
        aria-label={`Copy what mends “${title}”`}
        onClick={() => void commands.copy(code).then(setCopied)}
      >
        <IconCopy size={14} stroke={1.75} aria-hidden /> {isCopied ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
