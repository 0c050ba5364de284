import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AuditLine } from '../../../shared/domain/sign-out'
import { formatClockTime } from '../../format/clock-time'
import { auditText } from '../../format/sign-out-text'
import { useClock, useStores, useUi } from '../../state/context'
import classes from './AuditDialog.module.css'

/** What was done to sessions from this computer, the newest first. */
export function AuditDialog() {
  const { ui, bridge, app } = useStores()
  const isOpen = useUi(state => state.isAuditOpen)
  const [lines, setLines] = useState<readonly AuditLine[] | null>(null)
  useEffect(() => {
    if (!isOpen) return
    void bridge.ask('audit:read', undefined).then(outcome => {
      setLines(outcome.ok ? outcome.value : [])
      if (!outcome.ok) app.setState({ notice: outcome.fault })
    })
  }, [isOpen, bridge, app])
  return (
    <Modal
      opened={isOpen}
      onClose={() => ui.setState({ isAuditOpen: false })}
      title="What was done from here"
      size={680}
    >
      {lines?.length === 0 && (
        <p className={classes.nothing}>
          Nothing yet. Sign-outs made with Sextant on this computer are listed here.
        </p>
      )}
      {lines !== null && lines.length > 0 && (
        <ul className={classes.list}>
          {lines.map(line => (
            <Line key={`${line.at} ${line.act} ${line.keys[0] ?? ''}`} line={line} />
          ))}
        </ul>
      )}
    </Modal>
  )
}

function Line({ line }: { readonly line: AuditLine }) {
  const at = useClock(clock => formatClockTime(line.at, clock))
  return (
    <li className={classes.line}>
      <span className={classes.at}>{at}</span>
      <span className={classes.text}>
        {line.by} {auditText(line)}
        <span className={classes.where}> {line.where}</span>
      </span>
      <code className={classes.keys} title="Hashed ids">
        {line.keys.slice(0, 2).join(' ')}
        {line.keys.length > 2 ? ' …' : ''}
      </code>
    </li>
  )
}
