import type { RowsAsk } from '../../shared/domain/rows'
import { rowsOf } from './chosen'
import { oneSession, sessionsOfUser } from './sign-out-store'
import type { Stores } from './stores'
import { lineId } from './users-store'

/** The sessions that are selected on the tab that is shown; null: none. On the Users tab, a user's are all of theirs. */
export function selectedRows({ ui, users }: Pick<Stores, 'ui' | 'users'>): RowsAsk | null {
  const { tab, chosen, selectedKey, selectedUser, sessions, isDrawerOpen } = ui.getState()
  if (tab === 'users') {
    const line = users.getState().view?.lines.find(one => lineId(one) === selectedUser)
    if (line?.kind === 'user') return sessionsOfUser(line.summary.user)
    return line === undefined ? null : oneSession(line.row.key)
  }
  if (tab === 'sessions' && (chosen !== null || selectedKey !== null))
    return rowsOf(chosen, selectedKey, sessions)
  return selectedKey !== null && isDrawerOpen ? oneSession(selectedKey) : null
}
