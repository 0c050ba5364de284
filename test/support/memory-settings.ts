import type { SettingsStore } from '../../src/main/settings'
import { type AlertSettings, firstAlertSettings } from '../../src/shared/domain/alerts'
import type { RecentConnection } from '../../src/shared/domain/connection'
import type { LearnedUser } from '../../src/shared/domain/identity'
import type { NameSource } from '../../src/shared/domain/names'
import { firstWatchSettings, type WatchSettings } from '../../src/shared/domain/watched'
import type { SavedFilter } from '../../src/shared/filter/saved'
import type { Appearance } from '../../src/shared/ipc/contract'

/** Settings that are gone with the test. */
export function memorySettings(): SettingsStore {
  let appearance: Appearance = 'system'
  let mirrorAtMost = 1_000_000
  let zoom = 1
  let journals: readonly string[] = []
  let recent: readonly RecentConnection[] = []
  let learned: readonly LearnedUser[] = []
  const filters = new Map<string, readonly SavedFilter[]>()
  const watched = new Map<string, WatchSettings>()
  const alerts = new Map<string, AlertSettings>()
  const sources = new Map<string, NameSource>()
  return {
    read: () => ({ appearance, recent, mirrorAtMost, learned }),
    journals: () => journals,
    setJournals(stores) {
      journals = stores
    },
    zoom: () => zoom,
    setZoom(factor) {
      zoom = factor
    },
    savedFilters: store => filters.get(store) ?? [],
    setSavedFilters: (store, all) => void filters.set(store, all),
    nameSource: store => sources.get(store) ?? null,
    setNameSource(store, source) {
      if (source === null) sources.delete(store)
      else sources.set(store, source)
    },
    watchSettings: store => watched.get(store) ?? firstWatchSettings,
    setWatchSettings: (store, all) => void watched.set(store, all),
    alertSettings: store => alerts.get(store) ?? firstAlertSettings,
    setAlertSettings: (store, all) => void alerts.set(store, all),
    setAppearance(next) {
      appearance = next
    },
    setMirrorAtMost(sessions) {
      mirrorAtMost = sessions
    },
    learn(one) {
      learned = [one, ...learned.filter(other => other.ns !== one.ns)]
      return learned
    },
    remember(connection) {
      recent = [connection, ...recent.filter(other => other.id !== connection.id)]
      return recent
    },
    forget(id) {
      recent = recent.filter(other => other.id !== id)
      return recent
    }
  }
}
