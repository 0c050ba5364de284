import { createStore } from 'zustand/vanilla'
import type { KnownNames, NameProposal, NameSource } from '../../shared/domain/names'
import type { Bridge } from '../../shared/ipc/contract'

/** Names by user key, as far as they have been told. `source` is null where none are joined. */
export interface NamesState {
  readonly source: NameSource | null
  readonly names: ReadonlyMap<string, string>
  readonly trouble: string | null
  /** What main found on looking; null: nothing, or not looked yet. */
  readonly proposal: NameProposal | null
  readonly search: 'not yet' | 'searching' | 'done'
}

const none: NamesState = { source: null, names: new Map(), trouble: null, proposal: null, search: 'not yet' }

/** So many names are kept here: rows that are scrolled back to have theirs at once. */
const MOST_NAMES = 5000

/** The names that are shown in place of user keys. */
export function createNamesStore(bridge: Bridge) {
  const store = createStore<NamesState>(() => none)

  function take({ source, names, trouble }: KnownNames): void {
    store.setState(was => {
      const isSame = JSON.stringify(was.source) === JSON.stringify(source)
      const all = [...(isSame ? was.names : []), ...names]
      // Told last, kept longest: a Map keeps the place of the first and the value of the last.
      return { source, trouble, names: new Map(source === null ? [] : all.slice(-MOST_NAMES)) }
    })
  }

  const off = bridge.on('names:known', take)

  /** Of a store that has just been opened, also when the page was loaded anew. */
  async function read(): Promise<void> {
    store.setState(none)
    const outcome = await bridge.ask('names:read', undefined)
    if (outcome.ok) take(outcome.value)
  }

  /** Looks for the app's users collection, once for each store. */
  async function search(): Promise<void> {
    if (store.getState().search !== 'not yet') return
    store.setState({ search: 'searching' })
    const outcome = await bridge.ask('names:propose', undefined)
    store.setState({ search: 'done', proposal: outcome.ok ? outcome.value : null })
  }

  return { ...store, take, read, search, stop: () => off() }
}

/** The running names store. */
export type NamesStore = ReturnType<typeof createNamesStore>
