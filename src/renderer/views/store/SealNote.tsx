import { Button, Modal, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultText } from '../../format/fault-text'
import { useStores, useUi } from '../../state/context'
import mapping from './MappingDialog.module.css'
import classes from './StatusBar.module.css'

/** That the sessions of this store are sealed, and the way to open them. */
export function SealNote({ seal }: { readonly seal: 'closed' | 'open' }) {
  const { ui } = useStores()
  const isAsking = useUi(state => state.isUnsealOpen)
  const setAsking = (isUnsealOpen: boolean) => ui.setState({ isUnsealOpen })
  if (seal === 'open') return <span>opened with your secret</span>
  return (
    <>
      <button type="button" className={classes.button} onClick={() => setAsking(true)}>
        Open sealed sessions…
      </button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title="Open sealed sessions" size={460}>
        <SecretForm onDone={() => setAsking(false)} />
      </Modal>
    </>
  )
}

function SecretForm({ onDone }: { readonly onDone: () => void }) {
  const { commands } = useStores()
  const [secret, setSecret] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isTrying, setTrying] = useState(false)

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setTrying(true)
    const fault = await commands.unseal(secret)
    setTrying(false)
    if (fault === null) onDone()
    else setTrouble(faultText(fault))
  }

  return (
    <form onSubmit={event => void onSubmit(event)} className={mapping.form}>
      <PasswordInput
        label="The app’s secret for its session store"
        description="Kept in memory until this connection is closed, and written nowhere."
        value={secret}
        error={trouble}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        data-autofocus
        onChange={event => {
          setSecret(event.currentTarget.value)
          setTrouble(null)
        }}
      />
      <div className={mapping.actions}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={secret === ''} loading={isTrying}>
          Open
        </Button>
      </div>
    </form>
  )
}
