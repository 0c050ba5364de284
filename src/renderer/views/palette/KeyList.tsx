import { Kbd, Modal } from '@mantine/core'
import { useApp, useStores, useUi } from '../../state/context'
import classes from './KeyList.module.css'

/** Every key there is, as `?` lists them. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
const keys: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Filter'],
  ['↓ ↑ Enter', 'In the filter: choose what is offered, take it'],
  ['mod K', 'Go to a store, a user, an action'],
  ['↑ ↓ PgUp PgDn Home End', 'Move from row to row'],
  ['Enter Space', 'Open the detail of a session, the sessions of a user, what is folded'],
  ['→ ←', 'Open and close the detail, a user, a branch'],
  ['Esc', 'Deselect several rows, close, then clear the filter, then deselect'],
  ['mod 1 2 3 4', 'Sessions, Users, Overview, Activity'],
  ['← → Home End', 'In a chart: move the readout'],
  ['P', 'Pause or resume'],
  ['Shift ↑ ↓', 'Select several rows; Shift and a click does so too'],
  ['mod A', 'Select all that match'],
  ['mod C', 'Copy the row, or several as JSON, ids masked'],
  ['mod ⌫', 'Sign out what is selected; asks first'],
  ['mod Z', 'Bring back what was signed out last'],
  ['mod + - 0', 'Zoom in, out, and back'],
  ['F6', 'Next part of the window'],
  ['?', 'This list']
]

/** The list of keys, in a dialog. */
export function KeyList() {
  const { ui } = useStores()
  const isOpen = useUi(state => state.isKeyListOpen)
  const mod = useApp(state => (state.facts?.platform === 'darwin' ? '⌘' : 'Ctrl'))
  return (
    <Modal opened={isOpen} onClose={() => ui.setState({ isKeyListOpen: false })} title="Keys" size={580}>
      <dl className={classes.list}>
        {keys.map(([names, does]) => (
          <div key={names} className={classes.line}>
            <dt>
              {names.split(' ').map(name => (
                <Kbd key={name}>{name === 'mod' ? mod : name}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
