import type { OpenConnection } from '../shared/domain/connection'
import type { Finding } from '../shared/domain/finding'
import { firstWatchSettings, type WatchSettings } from '../shared/domain/watched'
import { storeNameOf } from './journals'
import type { SettingsStore } from './settings'
import type { Workspace } from './workspace'

/** A notification as the system shows it. */
export interface Notice {
  readonly title: string
  readonly body: string
  /** Once the window is at the front, where a click on it leads. */
  readonly open?: () => void
}

/** What a person has set for how stores are watched, and telling the system of what was found. */
export interface Watching {
  /** A store is being opened: how it is to be watched. */
  opened(connection: OpenConnection, ns: string): WatchSettings
  /** Both throw a `FaultError` when no store is open. */
  read(): WatchSettings
  set(settings: WatchSettings): WatchSettings
  /** What watching has found so far: shown once a rule, as long as the store is open, and only where it is turned on. */
  found(findings: readonly Finding[]): void
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
  let current = firstWatchSettings

  return {
    opened(connection, ns) {
      known.clear()
      current = settings.watchSettings(storeNameOf(connection, ns))
      return current
    },
    read: () => workspace().store.finder.settings,
    set(next) {
      const { store, connection } = workspace()
      current = next
      // `store` throws when there is none, so the connection is there.
      settings.setWatchSettings(storeNameOf(connection as OpenConnection, store.facts.ns), next)
      store.finder.watchBy(next)
      return next
    },
    found(findings) {
      for (const { rule, title } of findings) {
        if (known.has(rule)) continue
        known.add(rule)
        // A title has counts and times in it: no id, no name of a user or a store.
        if (current.isNotified) notify({ title: 'Store health', body: `${title}.` })
      }
    }
  }
}
