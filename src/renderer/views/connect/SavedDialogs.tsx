import { Button, Modal } from '@mantine/core'
import { useStores, useUi } from '../../state/context'
import classes from '../store/MappingDialog.module.css'
import { PasswordForm } from './PasswordForm'
import { TransferForm } from './TransferForm'

/** What is asked about saved connections: a password that is not kept, whether to delete one, and a file's passphrase. */
export function SavedDialogs() {
  const { ui, saved } = useStores()
  const asking = useUi(state => state.askingSaved)
  const deleting = useUi(state => state.deletingSaved)
  const transfer = useUi(state => state.transfer)
  const close = () => ui.setState({ askingSaved: null, deletingSaved: null, transfer: null })
  return (
    <>
      <Modal
        opened={asking !== null}
        onClose={close}
        title={`Password for ${saved.nameOf(asking)}`}
        size={460}
      >
        {asking !== null && <PasswordForm id={asking} onDone={close} />}
      </Modal>
      <Modal opened={deleting !== null} onClose={close} title={`Delete ${saved.nameOf(deleting)}`} size={460}>
        {deleting !== null && <DeleteForm id={deleting} onDone={close} />}
      </Modal>
      <Modal
        opened={transfer !== null}
        onClose={close}
        title={transfer === 'import' ? 'Import connections' : 'Export connections'}
        size={460}
      >
        {transfer !== null && <TransferForm key={transfer} kind={transfer} onDone={close} />}
      </Modal>
    </>
  )
}

interface Props {
  readonly id: string
  readonly onDone: () => void
}

function DeleteForm({ id, onDone }: Props) {
  const { saved } = useStores()
  return (
    <div className={classes.form}>
      <p className={classes.text}>
        The saved connection goes, and its password from the keychain. The server and its sessions stay as
        they are.
      </p>
      <div className={classes.actions}>
        <Button variant="default" data-autofocus onClick={onDone}>
          Cancel
        </Button>
        <Button
          onClick={() => {
            onDone()
            void saved.remove(id)
          }}
        >
          Delete connection
        </Button>
      </div>
    </div>
  )
}
