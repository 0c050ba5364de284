import { Button } from '@mantine/core'
import { Nothing } from '../../parts/Nothing'
import { usePatience } from '../../parts/use-patience'
import { useConnection, useStores } from '../../state/context'

/** A server without an open store: one of several to be chosen, or fields to be mapped. */
export function NoStore() {
  const { ui, commands } = useStores()
  const connection = useConnection()
  const isOver = usePatience()
  if (connection === null) return null
  const { stores } = connection.discovery
  // The only store of a server opens by itself; it is offered only when that takes long.
  if (stores.length === 1 && !isOver) return null
  if (stores.length > 0) {
    return (
      <Nothing
        title={`${stores.length === 1 ? 'A session store is' : `${stores.length} session stores are`} on this server.`}
        text="Choose one; the others stay in the sidebar, marked with a key."
        action={stores.slice(0, 6).map(ns => (
          <Button key={ns} variant="default" onClick={() => void commands.openNs(ns)}>
            Open {ns}
          </Button>
        ))}
      />
    )
  }
  const { databases } = connection.discovery
  return (
    <Nothing
      title={
        databases.length === 1 ? 'No session store in this database.' : 'No session store on this server.'
      }
      text={
        databases.some(one => one.collections.length > 0)
          ? 'Pick a collection and say where its fields are.'
          : 'There is no collection here yet. Sign in to your app once, then look again.'
      }
      action={
        databases.some(one => one.collections.length > 0) ? (
          <Button variant="default" onClick={() => ui.setState({ mappingNs: '' })}>
            Map fields
          </Button>
        ) : (
          <Button variant="default" onClick={() => void commands.refresh()}>
            Look again
          </Button>
        )
      }
    />
  )
}
