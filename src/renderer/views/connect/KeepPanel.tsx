import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Colour, colours, type Environment, environments } from '../../../shared/domain/saved-connection'
import { faultText } from '../../format/fault-text'
import { type ConnectDraft, saveAskOf } from '../../state/connect-draft'
import { useApp, useStores } from '../../state/context'
import classes from './KeepPanel.module.css'

interface Props {
  readonly draft: ConnectDraft
  readonly change: (part: Partial<ConnectDraft>) => void
  readonly onError: (text: string | null) => void
  readonly onSaved: () => void
}

const environmentNames: Readonly<Record<Environment, string>> = {
  none: 'not said',
  development: 'development',
  staging: 'staging',
  production: 'production'
}

const textOf = (draft: ConnectDraft) => JSON.stringify(saveAskOf(draft))

/** What a connection is kept with: its name and marks, and whether the keychain keeps its password. */
export function KeepPanel({ draft, change, onError, onSaved }: Props) {
  const { saved, ui } = useStores()
  /** As it was kept last: it is said as long as nothing is changed. */
  const [savedAs, setSavedAs] = useState('')
  const { name, colour, isFavourite, environment } = draft.keep

  function set(part: Partial<ConnectDraft['keep']>): void {
    change({ keep: { ...draft.keep, ...part } })
  }

  async function save(): Promise<void> {
    const outcome = await saved.save(saveAskOf(draft))
    onError(outcome.ok ? null : faultText(outcome.fault))
    if (!outcome.ok) return
    const { id, kept } = outcome.value
    setSavedAs(textOf({ ...draft, savedId: id }))
    change({ savedId: id, kept })
    onSaved()
    ui.setState({ chosenSaved: id, chosenRecent: null })
  }

  return (
    <section aria-label="Saved connection" className={classes.root} data-colour={colour}>
      <TextInput
        label="Name"
        value={name}
        placeholder="Staging"
        maxLength={100}
        className={classes.name ?? ''}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label="Environment"
        value={environment}
        data={environments.map(value => ({ value, label: environmentNames[value] }))}
        onChange={event => set({ environment: event.currentTarget.value as Environment })}
      />
      <NativeSelect
        label="Colour"
        value={colour}
        leftSection={<span className={classes.dot} data-colour={colour} aria-hidden />}
        data={[...colours]}
        onChange={event => set({ colour: event.currentTarget.value as Colour })}
      />
      <Checkbox
        label="Favourite"
        className={classes.box ?? ''}
        checked={isFavourite}
        onChange={event => set({ isFavourite: event.currentTarget.checked })}
      />
      <KeychainBox draft={draft} set={set} />
      <div className={classes.foot}>
        <span role="status" className={classes.told}>
          {savedAs === textOf(draft) && 'Saved'}
        </span>
        <Button variant="default" onClick={() => void save()}>
          {draft.savedId === null ? 'Save connection' : 'Save changes'}
        </Button>
      </div>
    </section>
  )
}

interface BoxProps {
  readonly draft: ConnectDraft
  readonly set: (part: Partial<ConnectDraft['keep']>) => void
}

function KeychainBox({ draft, set }: BoxProps) {
  const keychain = useApp(state => state.facts?.keychain ?? null)
  if (keychain === null) return null
  if (!keychain.canKeep)
    return <p className={classes.why}>{keychain.why} They are asked for each time you connect.</p>
  return (
    <Checkbox
      label="Keep passwords in the system’s keychain; without, they are asked for each time"
      className={classes.box ?? ''}
      checked={draft.keep.keepsSecrets}
      onChange={event => set({ keepsSecrets: event.currentTarget.checked })}
    />
  )
}
