import type { JournalFacts } from '../../shared/domain/journal'
import type { SavedFilter } from '../../shared/filter/saved'
import type { Stores } from '../state/stores'
import { type Tab, tabs } from '../state/ui-store'
import type { Action, ActionGroup } from './action'
import { alertActions } from './alert-actions'
import {
  aboutAction,
  appearanceActions,
  keysAction,
  timeStyleActions,
  windowActions,
  zoneActions
} from './app-actions'
import { columnActions, columnsActions } from './column-actions'
import { connectionActions, storeActions } from './connection-actions'
import { deskActions } from './desk-actions'
import { boundActions, feedChoiceActions, flowActions } from './feed-actions'
import { formatActions, unsealAction } from './format-actions'
import { healthActions } from './health-actions'
import { identityActions } from './identity-actions'
import {
  activityActions,
  facetActions,
  filterActions,
  savedFilterActions,
  sessionSortActions,
  usersActions
} from './list-actions'
import { journalActions, overviewActions } from './look-back-actions'
import { copyActions, exportAction, selectionActions, userActions } from './session-actions'
import { lockActions, signOutActions, undoActions } from './sign-out-actions'
import { notifyAction, watchRuleActions } from './watch-actions'
import { whyAction } from './why-actions'

/** What is asked of main when the palette opens: too little used to be followed. */
export interface AskedFacts {
  readonly saved: readonly SavedFilter[]
  readonly journal: JournalFacts | null
}

/** What the tabs are called. */
export const tabLabels: Readonly<Record<Tab, string>> = {
  sessions: 'Sessions',
  users: 'Users',
  overview: 'Overview',
  activity: 'Activity',
  health: 'Store health'
}

function tabActions({ ui }: Stores): readonly Action[] {
  return tabs.map(tab => ({
    id: `tab ${tab}`,
    label: tabLabels[tab],
    isOn: ui.getState().tab === tab,
    run: () => ui.setState({ tab })
  }))
}

/** Every action that there is now, in groups; without an open store only those that need none. */
export function allActions(stores: Stores, { saved, journal }: AskedFacts): readonly ActionGroup[] {
  const columns = columnActions(stores)
  const ofStore: readonly ActionGroup[] = [
    {
      group: 'Do',
      actions: [
        ...tabActions(stores),
        ...flowActions(stores),
        ...filterActions(stores),
        ...savedFilterActions(stores, saved, stores.ui.getState().sessions.filter),
        ...selectionActions(stores),
        ...userActions(stores),
        ...copyActions(stores),
        exportAction(stores),
        ...signOutActions(stores),
        ...undoActions(stores),
        ...lockActions(stores),
        whyAction(stores),
        ...journalActions(stores, journal),
        ...overviewActions(stores),
        ...healthActions(stores),
        ...watchRuleActions(stores),
        notifyAction(stores),
        ...alertActions(stores)
      ]
    },
    {
      group: 'Show',
      actions: [
        ...facetActions(stores),
        ...sessionSortActions(stores),
        ...usersActions(stores),
        ...activityActions(stores),
        ...columns.map(one => one.show),
        ...columns.flatMap(one => one.moves),
        ...columnsActions(stores)
      ]
    },
    {
      group: 'Read',
      actions: [
        ...feedChoiceActions(stores),
        ...boundActions(stores),
        ...formatActions(stores),
        unsealAction(stores),
        ...identityActions(stores)
      ]
    }
  ]
  const hasStore = stores.app.getState().facts?.store != null
  return [
    ...(hasStore ? ofStore : []),
    { group: 'Tabs', actions: deskActions(stores) },
    { group: 'Connections', actions: connectionActions(stores) },
    {
      group: 'Settings',
      actions: [
        ...appearanceActions(stores),
        ...zoneActions(stores),
        ...timeStyleActions(stores),
        ...windowActions(stores),
        keysAction(stores),
        aboutAction(stores)
      ]
    },
    { group: 'Stores', actions: storeActions(stores) }
  ]
}
