import { Button } from '@mantine/core'
import { Nothing } from '../../parts/Nothing'
import { useApp, useStoreFacts, useStores } from '../../state/context'
import classes from './StoreFault.module.css'

/** A collection that could not be opened: what happened and what mends it. */
export function StoreFault() {
  const { app, ui, commands } = useStores()
  const failed = useApp(state => state.storeFault)
  const openNs = useStoreFacts()?.ns ?? null
  if (failed === null) return null
  const { ns, fault } = failed
  return (
    <Nothing
      title={fault.message}
      text={fault.hint}
      action={
        <span className={classes.actions}>
          {fault.code === 'not-a-store' && (
            <Button onClick={() => ui.setState({ mappingNs: ns })}>Map fields of {ns}</Button>
          )}
          <Button variant="default" onClick={() => void commands.openNs(ns)}>
            Try again
          </Button>
          {openNs !== null && openNs !== ns && (
            <Button variant="default" onClick={() => app.setState({ storeFault: null })}>
              Back to {openNs}
            </Button>
          )}
        </span>
      }
    />
  )
}
