import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { SecretName, Secrets } from '../../../shared/domain/saved-connection'
import { useApp, useStores } from '../../state/context'
import classes from '../store/MappingDialog.module.css'

const labels: Readonly<Record<SecretName, string>> = {
  password: 'Password',
  proxyPassword: 'Proxy password',
  tlsCertificateKeyFilePassword: 'Passphrase of the client key',
  awsSessionToken: 'AWS session token',
  sshTunnelPassword: 'SSH password',
  sshTunnelPassphrase: 'Passphrase of the SSH key'
}

interface Props {
  readonly id: string
  readonly onDone: () => void
}

/** Asks for what a saved connection needs and is not kept, and connects. */
export function PasswordForm({ id, onDone }: Props) {
  const { saved } = useStores()
  const connection = useApp(state => state.facts?.saved.find(one => one.id === id))
  const why = useApp(state => state.facts?.keychain.why ?? null)
  const [secrets, setSecrets] = useState<Secrets>({})
  if (connection === undefined) return null

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    onDone()
    void saved.connectWith(id, secrets)
  }

  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <p className={classes.text}>
        {why ?? 'It is not in the keychain.'} What you type is used for this connection only.
      </p>
      {connection.asked.map((name, at) => (
        <PasswordInput
          key={name}
          label={labels[name]}
          value={secrets[name] ?? ''}
          autoComplete="off"
          spellCheck={false}
          maxLength={4096}
          visibilityToggleButtonProps={{ 'aria-label': `Show or hide: ${labels[name]}` }}
          data-autofocus={at === 0 || undefined}
          onChange={event => setSecrets({ ...secrets, [name]: event.currentTarget.value })}
        />
      ))}
      <div className={classes.actions}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={connection.asked.some(name => !secrets[name])}>
          Connect
        </Button>
      </div>
    </form>
  )
}
