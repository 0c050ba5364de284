import Store from 'electron-store'
import { type AlertSettings, alertSettings, firstAlertSettings } from '../shared/domain/alerts'
import type { RecentConnection } from '../shared/domain/connection'
import type { LearnedUser } from '../shared/domain/identity'
import type { NameSource } from '../shared/domain/names'
import { MIRROR_AT_MOST } from '../shared/domain/store'
import { firstWatchSettings, type WatchSettings, watchSettings } from '../shared/domain/watched'
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
  /** Where the user is in stores where a person showed it, the store last shown first. */
  readonly learned: readonly LearnedUser[]
  /** Where the names of a store's users are, by store as `savedFilters`; the one chosen last is the last. */
  readonly nameSources: Readonly<Record<string, NameSource>>
  /** How stores are watched, by store; the one set last is the last. */
  readonly watched: Readonly<Record<string, WatchSettings>>
  /** Which alerts stores have, in the same way. */
  readonly alerts: Readonly<Record<string, AlertSettings>>
  /** Zoom factor of the window: 1 is as made. */
  readonly zoom: number
}

const defaults: Settings = {
  appearance: 'system',
  recent: [],
  mirrorAtMost: MIRROR_AT_MOST,
  savedFilters: {},
  journals: [],
  learned: [],
  nameSources: {},
  watched: {},
  alerts: {},
  zoom: 1
}
const MAX_RECENT = 12
const MAX_LEARNED = 200

/** The settings file, and the list of recent connections in it. */
export interface SettingsStore {
  read(): Omit<Settings, 'savedFilters' | 'journals' | 'nameSources' | 'watched' | 'alerts' | 'zoom'>
  journals(): readonly string[]
  setJournals(stores: readonly string[]): void
  /** Within what a window can have, whatever is in the file. */
  zoom(): number
  setZoom(factor: number): void
  savedFilters(store: string): readonly SavedFilter[]
  setSavedFilters(store: string, filters: readonly SavedFilter[]): void
  /** Null: its users' names are not read. */
  nameSource(store: string): NameSource | null
  setNameSource(store: string, source: NameSource | null): void
  /** As it is at first, for a store that nobody has set anything for; also where the file says something else than a setting. */
  watchSettings(store: string): WatchSettings
  setWatchSettings(store: string, settings: WatchSettings): void
  /** The same for alerts. */
  alertSettings(store: string): AlertSettings
  setAlertSettings(store: string, settings: AlertSettings): void
  setAppearance(appearance: Appearance): void
  setMirrorAtMost(sessions: number): void
  /** Replaces what was learned of this store; without paths it is forgotten. */
  learn(learned: LearnedUser): readonly LearnedUser[]
  /** Puts it on top, replacing an older entry for the same string. */
  remember(connection: RecentConnection): readonly RecentConnection[]
  forget(id: string): readonly RecentConnection[]
}

/** With this one last, and without the oldest of too many; null takes it out. */
function withLast<T>(all: Readonly<Record<string, T>>, name: string, value: T | null): Record<string, T> {
  const others = Object.entries(all).filter(([other]) => other !== name)
  const next = value === null ? others : [...others, [name, value] as const]
  return Object.fromEntries(next.slice(-MAX_LEARNED))
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
      mirrorAtMost: store.get('mirrorAtMost'),
      learned: store.get('learned')
    }),
    journals: () => store.get('journals'),
    setJournals: stores => store.set('journals', stores),
    zoom: () => Math.min(3, Math.max(0.5, Number(store.get('zoom')) || 1)),
    setZoom: factor => store.set('zoom', factor),
    savedFilters: name => store.get('savedFilters')[name] ?? [],
    setSavedFilters(name, filters) {
      store.set('savedFilters', { ...store.get('savedFilters'), [name]: filters })
    },
    nameSource: name => store.get('nameSources')[name] ?? null,
    setNameSource: (name, source) =>
      store.set('nameSources', withLast(store.get('nameSources'), name, source)),
    watchSettings: name => watchSettings.safeParse(store.get('watched')[name]).data ?? firstWatchSettings,
    setWatchSettings: (name, settings) =>
      store.set('watched', withLast(store.get('watched'), name, settings)),
    alertSettings: name => alertSettings.safeParse(store.get('alerts')[name]).data ?? firstAlertSettings,
    setAlertSettings: (name, settings) => store.set('alerts', withLast(store.get('alerts'), name, settings)),
    setAppearance: appearance => store.set('appearance', appearance),
    setMirrorAtMost: sessions => store.set('mirrorAtMost', sessions),
    learn({ connectionId, ns, paths }) {
      const others = store.get('learned').filter(one => one.connectionId !== connectionId || one.ns !== ns)
      const learned =
        paths.length === 0 ? others : [{ connectionId, ns, paths }, ...others].slice(0, MAX_LEARNED)
      store.set('learned', learned)
      return learned
    },
    remember: connection =>
      setRecent(
        [connection, ...store.get('recent').filter(r => r.id !== connection.id)].slice(0, MAX_RECENT)
      ),
    forget: id => setRecent(store.get('recent').filter(r => r.id !== id))
  }
}
