import type { RowsAsk } from '../../shared/domain/rows'
import { countOf } from '../../shared/words/numbers'
import { rowsOf } from '../state/chosen'
import { selectedRows } from '../state/selected-rows'
import type { Act } from '../state/sign-out-store'
import type { Stores } from '../state/stores'
import type { Action } from './action'

/** On Sessions all that match, where none is selected. */
function rowsNow(stores: Stores): RowsAsk | null {
  const { tab, chosen, selectedKey, sessions } = stores.ui.getState()
  return tab === 'sessions' ? rowsOf(chosen, selectedKey, sessions) : selectedRows(stores)
}

/** Which sessions an act is about, as a label says it. */
export function rowsWord({ ui }: Pick<Stores, 'ui'>): string {
  const { tab, chosen, selectedKey } = ui.getState()
  if (tab !== 'sessions') return 'what is selected'
  if (chosen?.kind === 'some') return countOf(chosen.keys.size, 'session')
  return chosen === null && selectedKey !== null ? 'the selected session' : 'all that match'
}

/** Ending sessions and setting when they end; both ask first. */
export function signOutActions(stores: Stores): readonly Action[] {
  const isReadOnly = stores.app.getState().facts?.connection?.isReadOnly ?? true
  const ask = rowsNow(stores)
  const open = (act: Act) => () => {
    if (ask !== null) void stores.signOut.open(ask, act)
  }
  const common = { isOff: isReadOnly || ask === null }
  return [
    { id: 'sign-out', label: `Sign out ${rowsWord(stores)}…`, ...common, run: open('end') },
    { id: 'expiry', label: `Set the expiry of ${rowsWord(stores)}…`, ...common, run: open('expiry') }
  ]
}

/** Whether sessions may be ended here, and what was done. */
export function lockActions({ app, ui, commands }: Stores): readonly Action[] {
  const isReadOnly = app.getState().facts?.connection?.isReadOnly ?? true
  return [
    {
      id: 'lock',
      label: isReadOnly ? 'Allow signing out for this connection' : 'Make this connection read-only',
      short: isReadOnly ? 'Allow signing out for this connection' : 'Make it read-only again',
      run: () => void commands.allowSignOut(isReadOnly)
    },
    {
      id: 'audit',
      label: 'What was done from here…',
      run: () => ui.setState({ isAuditOpen: true })
    }
  ]
}

/** What can be done about the last act. */
export function undoActions({ signOut }: Stores): readonly Action[] {
  const { undoable, notice } = signOut.getState()
  return [
    {
      id: 'undo',
      label: 'Undo the last sign-out',
      isOff: undoable === null,
      run: () => void signOut.undo()
    },
    {
      id: 'end-again',
      label: 'End the session that came back again, for a minute',
      isOff: notice?.kind !== 'came-back',
      run: () => {
        if (notice?.kind === 'came-back') void signOut.endAgain(notice.event.key)
      }
    },
    {
      id: 'dismiss-act',
      label: 'Dismiss what is told of the last sign-out',
      isOff: notice === null,
      run: signOut.dismiss
    }
  ]
}
