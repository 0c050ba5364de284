import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { withOption } from '../../../../shared/connect/uri-form'
import type { SecretName, Secrets, SshTunnel } from '../../../../shared/domain/saved-connection'
import type { ConnectDraft } from '../../../state/connect-draft'
import classes from './options.module.css'
import { Field, type FieldsProps, FileField, Group, OptionField, SecretField } from './parts'

/** A SOCKS5 proxy in between, by the driver's own options. */
export function ProxyFields({ form, edit, kept }: FieldsProps & { readonly kept: readonly SecretName[] }) {
  return (
    <Group title="SOCKS5 proxy">
      <OptionField form={form} edit={edit} name="proxyHost" label="Proxy host" placeholder="none" />
      <OptionField form={form} edit={edit} name="proxyPort" label="Proxy port" placeholder="1080" />
      <OptionField form={form} edit={edit} name="proxyUsername" label="Proxy user name" />
      <SecretField
        label="Proxy password"
        value={form.options.proxyPassword ?? ''}
        isKept={kept.includes('proxyPassword')}
        onChange={value => edit(withOption(form, 'proxyPassword', value))}
      />
    </Group>
  )
}

interface SshProps {
  readonly draft: Pick<ConnectDraft, 'ssh' | 'secrets' | 'kept'>
  readonly change: (part: { readonly ssh?: SshTunnel | null; readonly secrets?: Secrets }) => void
}

const firstTunnel: SshTunnel = { host: '', port: 22, user: '', identityFile: null }

/** An SSH server that leads to the database. It is no part of a connection string, and is kept beside it. */
export function SshFields({ draft: { ssh, secrets, kept }, change }: SshProps) {
  const set = (part: Partial<SshTunnel>) => ssh !== null && change({ ssh: { ...ssh, ...part } })
  const setSecret = (name: SecretName, value: string) => {
    const { [name]: _, ...others } = secrets
    change({ secrets: value === '' ? others : { ...others, [name]: value } })
  }
  return (
    <Group title="SSH tunnel">
      <Checkbox
        label="Go through an SSH server; hosts are looked up from there"
        className={classes.box ?? ''}
        checked={ssh !== null}
        onChange={event => change({ ssh: event.currentTarget.checked ? firstTunnel : null, secrets: {} })}
      />
      {ssh !== null && (
        <>
          <Field label="SSH host" value={ssh.host} onChange={host => set({ host: host.trim() })} />
          <PortField port={ssh.port} onChange={port => set({ port })} />
          <Field label="SSH user name" value={ssh.user} onChange={user => set({ user })} />
          <SecretField
            label={ssh.identityFile === null ? 'SSH password' : 'Passphrase of the SSH key'}
            value={secrets[secretOf(ssh)] ?? ''}
            isKept={kept.includes(secretOf(ssh))}
            onChange={value => setSecret(secretOf(ssh), value)}
          />
          <FileField
            what="key"
            label="Private key, in place of a password"
            placeholder="none"
            value={ssh.identityFile ?? ''}
            onChange={path => set({ identityFile: path === '' ? null : path })}
          />
        </>
      )}
    </Group>
  )
}

/** What is half typed stays in the field; the last whole number counts. */
function PortField({ port, onChange }: { readonly port: number; readonly onChange: (port: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const isStale = typed !== null && portOf(typed) !== null && portOf(typed) !== port
  return (
    <Field
      label="SSH port"
      value={typed === null || isStale ? String(port) : typed}
      onChange={text => {
        setTyped(text)
        const next = portOf(text)
        if (next !== null) onChange(next)
      }}
    />
  )
}

const secretOf = ({ identityFile }: SshTunnel): SecretName =>
  identityFile === null ? 'sshTunnelPassword' : 'sshTunnelPassphrase'

function portOf(text: string): number | null {
  const port = Number(text)
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null
}
