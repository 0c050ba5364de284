import { Button } from '@mantine/core'
import { IconAlertOctagon, IconCheck, IconChevronRight, IconCopy, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ConnectStep } from '../../../shared/domain/connection'
import type { Fault, Mend } from '../../../shared/fault'
import { formatSpan } from '../../../shared/words/numbers'
import { useApp, useStores } from '../../state/context'
import classes from './ConnectReport.module.css'

interface Props {
  /** Tries again with the string mended; null where the string that failed is not at hand. */
  readonly onMend: ((mend: Mend) => void) | null
}

/** How far connecting has come; when it failed, why, and what mends it. */
export function ConnectReport({ onMend }: Props) {
  const steps = useApp(state => state.steps)
  const fault = useApp(state => state.connectFault)
  const isDemoStarting = useApp(state => state.facts?.demo.kind === 'starting')
  // The demo says how far it is beside its own button until there is a server to connect to.
  if (isDemoStarting && fault === null && steps.length === 0) return null
  return (
    <div
      className={classes.root}
      role={fault === null ? 'status' : 'alert'}
      data-failed={fault !== null || undefined}
    >
      {fault !== null && (
        <div className={classes.what}>
          <IconAlertOctagon size={16} stroke={1.75} className={classes.sign} aria-hidden />
          <div>
            <p className={classes.title}>{fault.message}</p>
            {fault.hint !== null && <p className={classes.hint}>{fault.hint}</p>}
            {fault.mend && onMend !== null && <MendButton mend={fault.mend} onMend={onMend} />}
          </div>
        </div>
      )}
      {(steps.length > 0 || fault === null) && (
        <ol className={classes.steps}>
          {steps.length === 0 && <li className={classes.step}>Connecting…</li>}
          {steps.map(step => (
            <Step key={step.text} step={step} hasFailed={fault !== null && !step.isDone} />
          ))}
        </ol>
      )}
      {fault?.details != null && <Details fault={fault} details={fault.details} />}
    </div>
  )
}

function Step({ step, hasFailed }: { readonly step: ConnectStep; readonly hasFailed: boolean }) {
  const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
  return (
    <li className={classes.step}>
      {step.isDone && <IconCheck {...icon} className={classes.done} />}
      {hasFailed && <IconX {...icon} className={classes.sign} />}
      {!step.isDone && !hasFailed && <span className={classes.busy} aria-hidden="true" />}
      <span className={classes.text}>{step.text}</span>
      <span className={classes.took}>
        {hasFailed ? `after ${formatSpan(step.tookMs)}` : step.isDone && formatSpan(step.tookMs)}
      </span>
    </li>
  )
}

function MendButton({ mend, onMend }: { readonly mend: Mend; readonly onMend: (mend: Mend) => void }) {
  return (
    <Button variant="default" className={classes.mend ?? ''} onClick={() => onMend(mend)}>
      {mend.label}
    </Button>
  )
}

/** The driver's own words, for those who know them. */
function Details({ fault, details }: { readonly fault: Fault; readonly details: string }) {
  const { commands } = useStores()
  const [isShown, setShown] = useState(false)
  const [isCopied, setCopied] = useState(false)
  const id = useId()
  return (
    <div className={classes.foot}>
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          className={classes.copy ?? ''}
          leftSection={
            <IconChevronRight
              size={14}
              stroke={1.75}
              className={classes.fold}
              data-open={isShown || undefined}
            />
          }
          aria-expanded={isShown}
          aria-controls={id}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? 'Hide details' : 'Show details'}
        </Button>
        <Button
          variant="subtle"
          className={classes.copy ?? ''}
          leftSection={<IconCopy size={14} stroke={1.75} />}
          onClick={() => void commands.copy(`${fault.code}: ${fault.message}\n${details}`).then(setCopied)}
        >
          {isCopied ? 'Copied' : 'Copy details'}
        </Button>
      </div>
      <pre id={id} className={classes.details} hidden={!isShown}>
        {details}
      </pre>
    </div>
  )
}
