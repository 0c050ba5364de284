import { Modal } from '@mantine/core'
import { keyLines } from '../../actions/keys'
import { Keys } from '../../parts/Keys'
import { useStores, useUi } from '../../state/context'
import classes from './KeyList.module.css'

/** The list of keys, in a dialog. */
export function KeyList() {
  const { ui } = useStores()
  const isOpen = useUi(state => state.isKeyListOpen)
  return (
    <Modal opened={isOpen} onClose={() => ui.setState({ isKeyListOpen: false })} title="Keys" size={580}>
      <dl className={classes.list}>
        {keyLines.map(([names, does]) => (
          <div key={names} className={classes.line}>
            <dt>
              <Keys keys={names} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
