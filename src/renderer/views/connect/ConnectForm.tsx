import { Button, Kbd } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import type { ConnectDraft } from '../../state/connect-draft'
import { useApp, useStores } from '../../state/context'
import classes from './ConnectForm.module.css'
import { KeepPanel } from './KeepPanel'
import { ReadOnlyBox } from './ReadOnlyBox'
import { UriInput } from './UriInput'
import { useDraft } from './use-draft'

/** With the library that takes strings apart in it, this waits until it is wanted. */
const OptionsPanel = lazy(() => import('./options/OptionsPanel').then(one => ({ default: one.OptionsPanel })))

interface Props {
  readonly draft: ConnectDraft
  readonly setDraft: (draft: ConnectDraft) => void
  readonly connect: (draft: ConnectDraft) => void
}

/** The connection string and the button; behind a fold the form beside it, and what a connection is kept with. */
export function ConnectForm({ draft, setDraft, connect }: Props) {
  const { commands, ui } = useStores()
  const isConnecting = useApp(state => state.isConnecting)
  const { field, chosen, needsPassword } = useDraft(draft, setDraft)
  const [error, setError] = useState<string | null>(null)
  const [hasOptions, setOptions] = useState(false)
  const [isKeeping, setKeeping] = useState(false)
  const isKeepShown = isKeeping || chosen !== null

  function change(part: Partial<ConnectDraft>): void {
    setDraft({ ...draft, ...part })
    setError(null)
  }

  function type(uri: string): void {
    change({ uri })
    if (uri === '') ui.setState({ chosenRecent: null })
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const wrong = whatIsWrong(draft)
    setError(wrong)
    if (wrong === null && !isConnecting) connect(draft)
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <div className={classes.labels}>
        <span className={classes.label}>Connection string</span>
        <span className={classes.hint} data-loud={needsPassword || undefined} role="status">
          {needsPassword ? 'The password was not kept: type it before the @' : hintOf(draft)}
        </span>
      </div>
      <div className={classes.line}>
        <UriInput fieldRef={field} value={draft.uri} error={error} onChange={type} />
        {isConnecting ? (
          <Button variant="default" className={classes.button ?? ''} onClick={() => void commands.cancel()}>
            Cancel
          </Button>
        ) : (
          <Button
            type="submit"
            className={classes.button ?? ''}
            rightSection={<Kbd className={classes.key ?? ''}>↵</Kbd>}
          >
            Connect
          </Button>
        )}
      </div>
      <div className={classes.under}>
        <ReadOnlyBox isReadOnly={draft.isReadOnly} onChange={isReadOnly => change({ isReadOnly })} />
        <Fold
          label="Save…"
          isOpen={isKeepShown}
          isOff={chosen !== null}
          onClick={() => setKeeping(!isKeeping)}
        />
        <Fold
          label={hasOptions ? 'Fewer options' : 'More options'}
          isOpen={hasOptions}
          onClick={() => setOptions(!hasOptions)}
        />
      </div>
      {isKeepShown && (
        <KeepPanel draft={draft} change={change} onError={setError} onSaved={() => setKeeping(false)} />
      )}
      {hasOptions && (
        <Suspense>
          <OptionsPanel draft={draft} change={change} />
        </Suspense>
      )}
    </form>
  )
}

interface FoldProps {
  readonly label: string
  readonly isOpen: boolean
  readonly isOff?: boolean
  readonly onClick: () => void
}

function Fold({ label, isOpen, isOff = false, onClick }: FoldProps) {
  if (isOff) return null
  return (
    <Button variant="subtle" className={classes.fold ?? ''} aria-expanded={isOpen} onClick={onClick}>
      {label}
    </Button>
  )
}

function hintOf({ kept }: ConnectDraft): string {
  return kept.includes('password') ? 'The password is in the system’s keychain' : 'The password stays masked'
}

function whatIsWrong({ uri, ssh }: ConnectDraft): string | null {
  if (ssh !== null && ssh.host === '') return 'The SSH tunnel under More options has no host yet'
  if (/^\s*mongodb(\+srv)?:\/\/[^\s]/.test(uri)) return null
  return 'A connection string begins with mongodb:// or mongodb+srv:// and names a host'
}
