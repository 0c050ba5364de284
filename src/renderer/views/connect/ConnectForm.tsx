import { Button, Kbd } from '@mantine/core'
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RecentConnection } from '../../../shared/domain/connection'
import { useApp, useStores, useUi } from '../../state/context'
import classes from './ConnectForm.module.css'
import { readyForPassword } from './mask-uri'
import { ReadOnlyBox } from './ReadOnlyBox'
import { type UriField, UriInput } from './UriInput'

const noRecent: readonly RecentConnection[] = []

interface Props {
  readonly uri: string
  readonly setUri: (uri: string) => void
  readonly connect: (uri: string, isReadOnly: boolean) => void
}

/** The connection string and the button. A string chosen from the recent ones lacks its password, and says so. */
export function ConnectForm({ uri, setUri, connect }: Props) {
  const { commands, ui } = useStores()
  const field = useRef<UriField>(null)
  const isConnecting = useApp(state => state.isConnecting)
  const recent = useApp(state => state.facts?.recent ?? noRecent)
  const chosenId = useUi(state => state.chosenRecent)
  const chosen = recent.find(one => one.id === chosenId) ?? null
  const [isReadOnly, setReadOnly] = useState(true)
  const [error, setError] = useState<string | null>(null)
  /** The string as it was filled in, and where its password goes: said until something is typed. */
  const [filled, setFilled] = useState<{ readonly uri: string; readonly at: number } | null>(null)

  useEffect(() => {
    if (chosen === null) return
    const ready = chosen.hasPassword
      ? readyForPassword(chosen.uri)
      : { uri: chosen.uri, at: chosen.uri.length }
    setUri(ready.uri)
    setError(null)
    setFilled(ready)
  }, [chosen, setUri])

  // With the new value on screen, not before: until then there is no such place for the caret.
  useLayoutEffect(() => {
    if (filled !== null) field.current?.focusAt(filled.at)
  }, [filled])

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const wrong = whatIsWrong(uri)
    setError(wrong)
    if (wrong === null && !isConnecting) connect(uri.trim(), isReadOnly)
  }

  const needsPassword = chosen?.hasPassword === true && uri === filled?.uri
  return (
    <form onSubmit={onSubmit} noValidate>
      <div className={classes.labels}>
        <span className={classes.label}>Connection string</span>
        <span className={classes.hint} data-loud={needsPassword || undefined} role="status">
          {needsPassword ? 'The password was not kept: type it before the @' : 'The password stays masked'}
        </span>
      </div>
      <div className={classes.line}>
        <UriInput
          fieldRef={field}
          value={uri}
          error={error}
          onChange={value => {
            setUri(value)
            setError(null)
            if (ui.getState().chosenRecent !== null && value === '') ui.setState({ chosenRecent: null })
          }}
        />
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
      <ReadOnlyBox isReadOnly={isReadOnly} onChange={setReadOnly} />
    </form>
  )
}

function whatIsWrong(uri: string): string | null {
  if (/^\s*mongodb(\+srv)?:\/\/[^\s]/.test(uri)) return null
  return 'A connection string begins with mongodb:// or mongodb+srv:// and names a host'
}
