import { otherStoresIn, sourcesOf } from '../monitor/why/sources'
import type { WhyAnswer, WhyAsk } from '../shared/domain/why'
import type { Audit } from './audit'
import type { JournalPlaces } from './journals'
import { notConnected } from './not-connected'
import type { Workspace } from './workspace'

/** What answers are made from beside the open store. */
export interface WhyParts {
  readonly workspace: Pick<Workspace, 'store' | 'connection'>
  readonly places: Pick<JournalPlaces, 'folder'>
  readonly audit: Pick<Audit, 'read'>
}

/** Answers questions about whatever store is open. Rejects with a `FaultError` when none is. */
export function createWhy({ workspace, places, audit }: WhyParts): (ask: WhyAsk) => Promise<WhyAnswer> {
  return async ask => {
    const { store, connection } = workspace
    if (connection === null) throw notConnected()
    // It needs the driver, which is not to be loaded before a store is.
    const { askWhy } = await import('../monitor/why/why')
    return askWhy(
      ask,
      sourcesOf(store, {
        journalFolder: places.folder(connection, store.facts.ns),
        audit: audit.read,
        otherStores: async () => otherStoresIn(connection.discovery)
      })
    )
  }
}
