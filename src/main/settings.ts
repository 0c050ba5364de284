import Store from 'electron-store'
import type { RecentConnection } from '../shared/domain/connection'
import { MIRROR_AT_MOST } from '../shared/domain/store'
import type { SavedFilter } from '../shared/filter/saved'
import type { Appearance } from '../shared/ipc/contract'
import { SETTINGS_NAME } from './first-appearance'

/** What is kept between two starts. No password is ever in it. */
export interface Settings {
  readonly appearance: Appearance
  readonly recent: readonly RecentConnection[]
  /** A store of more sessions is counted by the database. */
  readonly mirrorAtMost: number
  /** By store: the connection's id and the namespace. */
  readonly savedFilters: Readonly<Record<string, readonly SavedFilter[]>>
  /** Stores of which a journal is to be kept, by their hashed id. */
  readonly journals: readonly string[]
  /** Zoom factor of the window: 1 is as made. */
  readonly zoom: number
}

const defaults: Settings = {
  appearance: 'system',
  recent: [],
  mirrorAtMost: MIRROR_AT_MOST,
  savedFilters: {},
  journals: [],
  zoom: 1
}
const MAX_RECENT = 12

/** The settings file, and the list of recent connections in it. */
export interface SettingsStore {
  read(): Omit<Settings, 'savedFilters' | 'journals' | 'zoom'>
  journals(): readonly string[]
  setJournals(stores: readonly string[]): void
  /** Within what a window can have, whatever is in the file. */
  zoom(): number
  setZoom(factor: number): void
  savedFilters(store: string): readonly SavedFilter[]
  setSavedFilters(store: string, filters: readonly SavedFilter[]): void
  setAppearance(appearance: Appearance): void
  setMirrorAtMost(sessions: number): void
  /** Puts it on top, replacing an older entry for the same string. */
  remember(connection: RecentConnection): readonly RecentConnection[]
  forget(id: string): readonly RecentConnection[]
}

/** Settings in `folder`. A file that cannot be read is replaced by the defaults: a broken one must not stop a start. */
export function createSettings(folder: string): SettingsStore {
  const store = new Store<Settings>({ cwd: folder, name: SETTINGS_NAME, defaults, clearInvalidConfig: true })
  const setRecent = (recent: readonly RecentConnection[]) => {
    store.set('recent', recent)
    return recent
  }
  return {
    read: () => ({
      appearance: store.get('appearance'),
      recent: store.get('recent'),
      mirrorAtMost: store.get('mirrorAtMost')
    }),
    journals: () => store.get('journals'),
    setJournals: stores => store.set('journals', stores),
    zoom: () => Math.min(3, Math.max(0.5, Number(store.get('zoom')) || 1)),
    setZoom: factor => store.set('zoom', factor),
    savedFilters: name => store.get('savedFilters')[name] ?? [],
    setSavedFilters(name, filters) {
      store.set('savedFilters', { ...store.get('savedFilters'), [name]: filters })
    },
    setAppearance: appearance => store.set('appearance', appearance),
    setMirrorAtMost: sessions => store.set('mirrorAtMost', sessions),
    remember: connection =>
      setRecent(
        [connection, ...store.get('recent').filter(r => r.id !== connection.id)].slice(0, MAX_RECENT)
      ),
    forget: id => setRecent(store.get('recent').filter(r => r.id !== id))
  }
}
