import { nameOfSaved, type SavedConnection } from '../../shared/domain/saved-connection'
import type { Stores } from '../state/stores'
import type { Action } from './action'

/** What can be done with one saved connection. */
export function actionsOfSaved({ app, ui, saved }: Stores, one: SavedConnection) {
  const name = nameOfSaved(one)
  const { id, isFavourite } = one
  return {
    connect: {
      id: `connect ${id}`,
      label: `Connect to ${name}`,
      short: 'Connect',
      isOff: app.getState().isConnecting,
      run: () => void saved.connect(one)
    },
    edit: { id: `edit ${id}`, label: `Edit ${name}`, short: 'Edit…', run: () => void saved.edit(id) },
    favourite: {
      id: `favourite ${id}`,
      label: isFavourite ? `Take ${name} out of the favourites` : `Add ${name} to the favourites`,
      short: isFavourite ? 'Take out of the favourites' : 'Add to the favourites',
      run: () => void saved.setFavourite(one, !isFavourite)
    },
    duplicate: {
      id: `duplicate ${id}`,
      label: `Duplicate ${name}`,
      short: 'Duplicate',
      run: () => void saved.duplicate(id)
    },
    delete: {
      id: `delete ${id}`,
      label: `Delete ${name}…`,
      short: 'Delete…',
      run: () => ui.setState({ deletingSaved: id })
    }
  } satisfies Record<string, Action>
}

/** All of it for every saved connection. */
export function savedActions(stores: Stores): readonly Action[] {
  const saved = stores.app.getState().facts?.saved ?? []
  return saved.flatMap(one => Object.values(actionsOfSaved(stores, one)))
}

/** Connections from a file, and to one. */
export function transferActions({ app, ui }: Stores): readonly Action[] {
  return [
    {
      id: 'import-connections',
      label: 'Import connections…',
      run: () => ui.setState({ transfer: 'import' })
    },
    {
      id: 'export-connections',
      label: 'Export connections…',
      isOff: (app.getState().facts?.saved ?? []).length === 0,
      run: () => ui.setState({ transfer: 'export' })
    }
  ]
}
