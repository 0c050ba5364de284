import type { Stores } from '../state/stores'
import type { Action } from './action'
import { savedActions, transferActions } from './saved-actions'

/** Another connection beside the one that is open. */
export function newConnectionAction({ app, ui }: Stores): Action {
  return {
    id: 'new-connection',
    label: 'New connection',
    run: () => {
      ui.setState({ chosenSaved: null, chosenRecent: null })
      app.setState({ isChoosing: true, connectFault: null })
    }
  }
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
      run: () => {
        ui.setState({ chosenRecent: id, chosenSaved: null })
        app.setState({ isChoosing: true, connectFault: null })
      }
    })),
    {
      id: 'demo',
      label: facts?.demo.kind === 'running' ? 'Open the demo' : 'Start the demo',
      isOff: isDemo || app.getState().isConnecting,
      run: () => void commands.startDemo()
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

/** The stores of the open connection. */
export function storeActions({ app, commands }: Stores): readonly Action[] {
  return (app.getState().facts?.connection?.discovery.stores ?? []).map(ns => ({
    id: `store ${ns}`,
    label: ns,
    run: () => void commands.openNs(ns)
  }))
}
