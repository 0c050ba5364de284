import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { assertNever } from '../../../shared/fault'
import { countOf } from '../../../shared/words/numbers'
import { faultText } from '../../format/fault-text'
import { useStores } from '../../state/context'
import classes from '../store/MappingDialog.module.css'

interface Props {
  readonly kind: 'import' | 'export'
  readonly onDone: () => void
}

/** A file of connections is written or read; a passphrase protects the passwords in it. */
export function TransferForm({ kind, onDone }: Props) {
  const transfer = useTransfer(kind)
  const { told, trouble, needsPassphrase } = transfer
  const [passphrase, setPassphrase] = useState('')
  const hasField = kind === 'export' || needsPassphrase

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    void transfer.run(passphrase === '' ? null : passphrase)
  }

  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <p className={classes.text} role="status">
        {told ?? introOf(kind, needsPassphrase)}
      </p>
      {told === null && hasField && (
        <PasswordInput
          label={kind === 'export' ? 'Passphrase for the passwords' : 'Passphrase of the file'}
          description={kind === 'export' ? 'Empty: no password is written to the file' : null}
          value={passphrase}
          error={trouble}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase' }}
          onChange={event => setPassphrase(event.currentTarget.value)}
        />
      )}
      {!hasField && trouble !== null && <p className={classes.trouble}>{trouble}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onDone}>
          {told === null ? 'Cancel' : 'Close'}
        </Button>
        {told === null && (
          <Button type="submit" disabled={needsPassphrase && passphrase === ''}>
            {needsPassphrase ? 'Import' : kind === 'export' ? 'Export…' : 'Choose a file…'}
          </Button>
        )}
      </div>
    </form>
  )
}

function introOf(kind: Props['kind'], needsPassphrase: boolean): string {
  if (needsPassphrase) return 'The passwords in this file are under a passphrase.'
  return kind === 'export'
    ? 'All saved connections go to a file that Sextant and MongoDB Compass read.'
    : 'Connections come from a file that Sextant or MongoDB Compass has written. One that is here already is replaced.'
}

function useTransfer(kind: Props['kind']) {
  const { bridge } = useStores()
  const [told, setTold] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [needsPassphrase, setNeeds] = useState(false)

  async function write(passphrase: string | null): Promise<void> {
    const outcome = await bridge.ask('saved:export', { passphrase })
    if (!outcome.ok) setTrouble(faultText(outcome.fault))
    else if (outcome.value !== null)
      setTold(`${countOf(outcome.value.count, 'connection')} written to ${outcome.value.file}`)
  }

  async function read(passphrase: string | null): Promise<void> {
    const outcome = await bridge.ask('saved:import', { passphrase })
    if (!outcome.ok) return setTrouble(faultText(outcome.fault))
    const { value } = outcome
    setTrouble(null)
    switch (value.kind) {
      case 'nothing':
        return
      case 'needs-passphrase':
        return setNeeds(true)
      case 'done':
        return setTold(doneText(value))
      default:
        assertNever(value)
    }
  }

  return { told, trouble, needsPassphrase, run: kind === 'export' ? write : read }
}

interface Done {
  readonly added: number
  readonly replaced: number
  readonly skipped: number
}

function doneText({ added, replaced, skipped }: Done): string {
  const parts = [`${countOf(added, 'connection')} added`]
  if (replaced > 0) parts.push(`${replaced} replaced`)
  if (skipped > 0) parts.push(`${skipped} left out, for their strings cannot be read`)
  return parts.join(', ')
}
