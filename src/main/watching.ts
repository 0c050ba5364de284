import type { OpenConnection } from '../shared/domain/connection'
import type { Watched, WatchSettings } from '../shared/domain/watched'
import { storeNameOf } from './journals'
import type { SettingsStore } from './settings'
import type { Workspace } from './workspace'

/** A notification as the system shows it. */
export interface Notice {
  readonly title: string
  readonly body: string
}

/** What a person has set for how stores are watched, and telling the system of what was found. */
export interface Watching {
  /** Both throw a `FaultError` when no store is open. */
  read(): Watched
  set(settings: WatchSettings): Watched
  settingsOf(connection: OpenConnection, ns: string): WatchSettings
  /** Something was found: shown once a rule, as long as the store is open, and only where it is turned on. */
  found(watched: Watched): void
  /** The store was closed. */
  closed(): void
}

/** What watching is joined from; `notify` shows a notification. */
export interface WatchingParts {
  readonly workspace: () => Workspace
  readonly settings: SettingsStore
  readonly notify: (notice: Notice) => void
}

/** Watching of whatever store is open. */
export function createWatching({ workspace, settings, notify }: WatchingParts): Watching {
  const known = new Set<string>()

  return {
    read: () => workspace().store.finder.watched,
    set(next) {
      const { store, connection } = workspace()
      // `store` throws when there is none, so the connection is there.
      settings.setWatchSettings(storeNameOf(connection as OpenConnection, store.facts.ns), next)
      return store.finder.watchBy(next)
    },
    settingsOf: (connection, ns) => settings.watchSettings(storeNameOf(connection, ns)),
    found({ findings, settings: { isNotified } }) {
      for (const { rule, title } of findings) {
        if (known.has(rule)) continue
        known.add(rule)
        // A title has counts and times in it: no id, no name of a user or a store.
        if (isNotified) notify({ title: 'Store health', body: `${title}.` })
      }
    },
    closed: () => known.clear()
  }
}
