import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { Mapping } from '../../../shared/domain/store'
import { useApp, useConnection, useStores, useUi } from '../../state/context'
import classes from './MappingDialog.module.css'

const fields: readonly { name: keyof Mapping; label: string; hint: string; placeholder: string }[] = [
  {
    name: 'expiry',
    label: 'Expiry',
    hint: 'Path of the date; empty if there is none',
    placeholder: 'expires'
  },
  {
    name: 'payload',
    label: 'Payload',
    hint: 'Path of the session’s content, an object or JSON text; empty for the whole document',
    placeholder: 'session'
  },
  {
    name: 'user',
    label: 'User',
    hint: 'Path inside the payload; empty to look in the usual places',
    placeholder: 'user.email'
  }
]

/** Says where a store that no format knows keeps its fields. */
export function MappingDialog() {
  const { ui } = useStores()
  const ns = useUi(state => state.mappingNs)
  const close = (): void => ui.setState({ mappingNs: null })
  return (
    <Modal opened={ns !== null} onClose={close} title="Map fields" size={460}>
      {ns !== null && <MappingForm firstNs={ns} onDone={close} />}
    </Modal>
  )
}

function MappingForm({ firstNs, onDone }: { readonly firstNs: string; readonly onDone: () => void }) {
  const { commands } = useStores()
  const connection = useConnection()
  const mirrorAtMost = useApp(state => state.facts?.mirrorAtMost ?? 0)
  const all = (connection?.discovery.databases ?? []).flatMap(({ name, collections }) =>
    collections.map(one => `${name}.${one.name}`)
  )
  const [ns, setNs] = useState(firstNs)
  const [mapping, setMapping] = useState<Mapping>({ expiry: 'expires', payload: '', user: '' })
  const first = all[0]
  useEffect(() => {
    if (ns === '' && first !== undefined) setNs(first)
  }, [ns, first])

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    onDone()
    void commands.openStore({ ns, mode: 'auto', format: 'mapped', mapping, mirrorAtMost, userPaths: [] })
  }

  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <NativeSelect
        label="Collection"
        value={ns}
        data={all.includes(ns) || ns === '' ? all : [ns, ...all]}
        onChange={event => setNs(event.currentTarget.value)}
      />
      {fields.map(({ name, label, hint, placeholder }) => (
        <TextInput
          key={name}
          label={label}
          description={hint}
          placeholder={placeholder}
          value={mapping[name]}
          spellCheck={false}
          maxLength={500}
          classNames={{ input: 'mono' }}
          onChange={event => setMapping({ ...mapping, [name]: event.currentTarget.value })}
        />
      ))}
      <div className={classes.actions}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={ns === ''}>
          Open {ns}
        </Button>
      </div>
    </form>
  )
}
