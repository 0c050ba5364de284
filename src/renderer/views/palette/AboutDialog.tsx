import { Button, Modal } from '@mantine/core'
import { useApp, useStores, useUi } from '../../state/context'
import classes from './AboutDialog.module.css'

/** Which versions this is made of, and all of them for whoever reports a bug. */
export function AboutDialog() {
  const { bridge, ui } = useStores()
  const isOpen = useUi(state => state.isAboutOpen)
  const facts = useApp(state => state.facts)
  if (facts === null) return null
  const lines = [['Sextant', facts.version] as const, ...facts.versions]
  const text = lines.map(line => line.join(' ')).join('\n')
  return (
    <Modal
      opened={isOpen}
      onClose={() => ui.setState({ isAboutOpen: false })}
      title="About Sextant"
      size={480}
    >
      <p className={classes.words}>See who is signed in, right now. Free software under the MIT licence.</p>
      <dl className={classes.list}>
        {lines.map(([name, version]) => (
          <div key={name} className={classes.line}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.acts}>
        <Button variant="default" onClick={() => void bridge.ask('clipboard:write', text)}>
          Copy versions
        </Button>
      </div>
    </Modal>
  )
}
