import type { Stores } from '../state/stores'
import type { Action } from './action'
import { savedActions, transferActions } from './saved-actions'

/** Another connection beside those that are open: in a tab of its own. */
export function newConnectionAction({ desk }: Stores): Action {
  return {
    id: 'new-connection',
    label: 'New connection',
    run: () =>
      void desk.open().then(empty => {
        empty?.ui.setState({ chosenSaved: null, chosenRecent: null })
        empty?.app.setState({ connectFault: null })
      })
  }
}

/** Shows a recent connection where it is open; else fills in its string, in a tab with nothing in it. */
export async function chooseRecent({ desk }: Stores, id: string): Promise<void> {
  const open = desk.getState().tabs.find(tab => tab.connectionId === id)
  if (open !== undefined) return desk.show(open.id)
  const empty = await desk.open()
  empty?.ui.setState({ chosenRecent: id, chosenSaved: null })
  empty?.app.setState({ connectFault: null })
}

/** Leaves the connection. */
export function closeAction({ app, commands }: Stores): Action {
  return {
    id: 'close',
    label: 'Close this connection',
    isOff: app.getState().facts?.connection == null,
    run: () => void commands.close()
  }
}

/** Everything about which server is looked at. */
export function connectionActions(stores: Stores): readonly Action[] {
  const { app, ui, commands } = stores
  const { facts, notice } = app.getState()
  const isDemo = facts?.connection?.isDemo === true
  return [
    newConnectionAction(stores),
    ...savedActions(stores),
    ...transferActions(stores),
    ...(facts?.recent ?? []).map(({ id, label }) => ({
      id: `recent ${id}`,
      label: `Recent connection: ${label}`,
      run: () => void chooseRecent(stores, id)
    })),
    {
      id: 'demo',
      label: facts?.demo.kind === 'running' ? 'Open the demo' : 'Start the demo',
      isOff: isDemo || app.getState().isConnecting,
      run: () => void stores.desk.open().then(empty => empty?.commands.startDemo())
    },
    {
      id: 'demo-vulnerable',
      label: 'Start the demo with a vulnerable login',
      isOff: facts?.demo.kind === 'running' || facts?.demo.kind === 'starting' || app.getState().isConnecting,
      run: () => void commands.startDemo(true)
    },
    {
      id: 'shop',
      label: 'Open the shop',
      isOff: !isDemo || facts?.demo.kind !== 'running',
      run: () => void commands.browseDemo()
    },
    {
      id: 'cancel-connecting',
      label: 'Cancel connecting',
      isOff: !app.getState().isConnecting,
      run: () => void commands.cancel()
    },
    {
      id: 'map',
      label: 'Map the fields of a collection',
      isOff: facts?.connection == null,
      run: () => ui.setState({ mappingNs: '' })
    },
    {
      id: 'refresh',
      label: 'Look for stores again',
      isOff: facts?.connection == null,
      run: () => void commands.refresh()
    },
    closeAction(stores),
    {
      id: 'dismiss',
      label: 'Dismiss the message in the status bar',
      isOff: notice === null,
      run: () => app.setState({ notice: null })
    }
  ]
}

/** The stores of the open connection, in this tab or in another one. */
export function storeActions({ app, commands, desk, tab }: Stores): readonly Action[] {
  const { stores = [] } = app.getState().facts?.connection?.discovery ?? {}
  return [
    ...stores.map(ns => ({ id: `store ${ns}`, label: ns, run: () => void commands.openNs(ns) })),
    ...stores.map(ns => ({
      id: `beside ${ns}`,
      label: `In another tab: ${ns}`,
      run: () => void desk.openBeside(tab, ns)
    }))
  ]
}
