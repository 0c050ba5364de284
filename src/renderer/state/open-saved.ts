import { environments, type SavedConnection } from '../../shared/domain/saved-connection'
import type { AppFacts } from '../../shared/ipc/contract'

const careOf = ({ environment }: SavedConnection) => environments.indexOf(environment)

/** The saved connection that is open; of several that lead to the same server, the one to be most careful with. */
export function openSavedOf(facts: Pick<AppFacts, 'saved' | 'connection'> | null): SavedConnection | null {
  const id = facts?.connection?.id
  const mine = (facts?.saved ?? []).filter(one => one.connectionId === id)
  return mine.reduce<SavedConnection | null>(
    (most, one) => (most === null || careOf(one) > careOf(most) ? one : most),
    null
  )
}
