import type { Raised } from '../monitor/alerts/raising'
import { type Alert, type AlertList, type AlertSettings, firstAlertSettings } from '../shared/domain/alerts'
import type { OpenConnection } from '../shared/domain/connection'
import { lastedText } from '../shared/words/spans'
import { storeNameOf } from './journals'
import type { SettingsStore } from './settings'
import type { Notice } from './watching'
import type { Workspace } from './workspace'

/** What a person wants to be told of stores, and telling the system. */
export interface Alerting {
  /** A store is being opened: which alerts it has. */
  opened(connection: OpenConnection, ns: string): AlertSettings
  /** These throw a `FaultError` when no store is open. */
  read(): AlertList
  set(settings: AlertSettings): AlertList
  seen(): AlertList
  clear(): AlertList
  /** What was raised just now, and what is over. */
  told(change: Raised): void
}

/** What alerting is joined from. */
export interface AlertingParts {
  readonly workspace: () => Workspace
  readonly settings: SettingsStore
  /** Shows a notification. */
  readonly notify: (notice: Notice) => void
  /** Where a click on one leads: to the list. */
  readonly show: () => void
}

/** The alerts of whatever store is open. */
export function createAlerting({ workspace, settings, notify, show }: AlertingParts): Alerting {
  let current = firstAlertSettings
  const alerts = () => workspace().store.alerts

  return {
    opened(connection, ns) {
      current = settings.alertSettings(storeNameOf(connection, ns))
      return current
    },
    read: () => alerts().list,
    set(next) {
      const { store, connection } = workspace()
      current = next
      // `store` throws when there is none, so the connection is there.
      settings.setAlertSettings(storeNameOf(connection as OpenConnection, store.facts.ns), next)
      return store.alerts.alertBy(next)
    },
    seen: () => alerts().seen(),
    clear: () => alerts().clear(),
    told(change) {
      if (!current.isNotified) return
      for (const body of noticesOf(change)) notify({ title: 'Alert', body, open: show })
    }
  }
}

/**
 * One for each rule that was raised, however many users it is about: thirty at once would be read by nobody. Titles have counts
 * and times in them: no id, no name of a user or a store. Of what is over, only the server's return is news.
 */
function noticesOf({ raised, over }: Raised): readonly string[] {
  const first = new Map<string, Alert>()
  for (const one of raised) if (!first.has(one.rule)) first.set(one.rule, one)
  const back = over.filter(one => one.rule === 'feed-lost')
  return [
    ...Array.from(first.values(), ({ rule, title }) => {
      const others = raised.filter(one => one.rule === rule).length - 1
      return others === 0 ? `${title}.` : `${title}. And ${others} more.`
    }),
    ...back.map(
      ({ raisedAt, overAt }) => `The server is back, ${lastedText((overAt ?? raisedAt) - raisedAt)} later.`
    )
  ]
}
