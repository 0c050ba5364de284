import type { RowsFormat } from '../../shared/domain/rows'
import { rowsOf } from '../state/chosen'
import { selectRow, selectUsersRow } from '../state/selectors'
import type { Stores } from '../state/stores'
import type { Action } from './action'

/** Whose sessions are shown. */
export function userActions({ ui }: Stores): readonly Action[] {
  return [
    {
      id: 'all-users',
      label: 'Show all users',
      isOff: ui.getState().sessions.user === null,
      run: () => ui.setSessions({ user: null })
    },
    {
      id: 'choose-user',
      label: 'Choose a user on the Users tab',
      run: () => ui.setState({ tab: 'users' })
    }
  ]
}

/** Sessions to the clipboard: those selected, the one with the focus, or all that match. */
export function copyActions({ ui, commands }: Stores): readonly Action[] {
  const copy = (format: RowsFormat) => {
    const { chosen, selectedKey, sessions } = ui.getState()
    void commands.copyRows(rowsOf(chosen, selectedKey, sessions), format)
  }
  return [
    { id: 'copy-json', label: 'Copy selected sessions as JSON', short: 'As JSON', run: () => copy('json') },
    { id: 'copy-csv', label: 'Copy selected sessions as CSV', short: 'As CSV', run: () => copy('csv') }
  ]
}

/** All that match, to a file. */
export function exportAction({ ui }: Stores): Action {
  return {
    id: 'export',
    label: 'Export all sessions that match…',
    short: 'Export all that match…',
    run: () => ui.setState({ tab: 'sessions', isExportOpen: true })
  }
}

/** Selecting, and what can be done with the session that has the focus. */
export function selectionActions({ ui, view, users, bridge, app, commands }: Stores): readonly Action[] {
  const { selectedKey, isDrawerOpen, chosen } = ui.getState()
  const row = selectRow(view.getState(), selectedKey) ?? selectUsersRow(users.getState(), selectedKey)
  const user = row?.user ?? null
  const isNone = selectedKey === null

  async function copyId(): Promise<void> {
    if (selectedKey === null) return
    const outcome = await bridge.ask('session:reveal', { key: selectedKey })
    if (outcome.ok) await commands.copy(outcome.value)
    else app.setState({ notice: outcome.fault })
  }

  return [
    {
      id: 'select-all',
      label: 'Select all that match',
      isOff: (view.getState().view?.matching ?? 0) === 0,
      run: () => ui.setState({ tab: 'sessions', chosen: { kind: 'all' } })
    },
    {
      id: 'deselect',
      label: 'Deselect',
      isOff: isNone && chosen === null,
      run: () => ui.setState({ chosen: null, selectedKey: null, selectedUser: null, selectedLine: null })
    },
    {
      id: 'detail',
      label: 'Open the detail of the selected session',
      isOff: isNone || isDrawerOpen,
      run: () => ui.setState({ isDrawerOpen: true })
    },
    {
      id: 'close-detail',
      label: 'Close the detail',
      isOff: !isDrawerOpen,
      run: () => ui.setState({ isDrawerOpen: false })
    },
    {
      id: 'reveal-id',
      label: 'Reveal the id of the selected session',
      isOff: isNone,
      run: () => ui.setState({ isDrawerOpen: true, revealedKey: selectedKey })
    },
    {
      id: 'mask-id',
      label: 'Mask the id of the selected session',
      isOff: isNone || ui.getState().revealedKey !== selectedKey,
      run: () => ui.setState({ revealedKey: null })
    },
    {
      id: 'copy-id',
      label: 'Copy the id of the selected session',
      isOff: isNone,
      run: () => void copyId()
    },
    ...(user === null
      ? []
      : [
          {
            id: 'user-of-selected',
            label: `Show all sessions of ${user}`,
            run: () => {
              ui.setSessions({ user, facet: 'all', filter: '' })
              ui.setState({ tab: 'sessions' })
            }
          },
          { id: 'copy-user', label: `Copy the name ${user}`, run: () => void commands.copy(user) }
        ])
  ]
}
