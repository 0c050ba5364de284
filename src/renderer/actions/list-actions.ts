import type { ActivityFacet } from '../../shared/domain/activity'
import type { Facet, RowSort, UserSort, UsersAsk } from '../../shared/domain/view'
import type { SavedFilter } from '../../shared/filter/saved'
import type { Stores } from '../state/stores'
import { nextSort } from '../state/ui-store'
import { sessionColumns } from '../views/sessions/session-columns'
import { userColumns } from '../views/users/user-columns'
import type { Action } from './action'
import { columnActions } from './column-actions'

const facets: readonly (readonly [Facet, string])[] = [
  ['all', 'all'],
  ['signed-in', 'signed in'],
  ['guest', 'guests'],
  ['expired', 'expired'],
  ['unreadable', 'unreadable']
]

/** What narrows the Sessions grid, beside the filter. */
export function facetActions({ ui, view }: Stores): readonly Action[] {
  const limits = view.getState().view?.limits ?? null
  return facets.map(([facet, word]) => ({
    id: `sessions ${facet}`,
    label: `Sessions: ${word}`,
    isOn: ui.getState().sessions.facet === facet,
    isOff: limits !== null && !limits.facets.includes(facet),
    run: () => {
      ui.setSessions({ facet })
      ui.setState({ tab: 'sessions' })
    }
  }))
}

/** The orders of the Sessions grid; the one that is on is turned round. */
export function sessionSortActions(stores: Stores): readonly Action[] {
  const { ui, view } = stores
  const sortable = view.getState().view?.limits?.sorts
  const paths = columnActions(stores).map(({ column }) => column)
  const columns = new Map([...sessionColumns, ...paths].map(column => [column.id, column.label]))
  return Array.from(columns, ([by, label]: [RowSort, string]) => {
    const { sort } = ui.getState().sessions
    return {
      id: `sort ${by}`,
      label: `Sort sessions by ${label}${sort.by === by ? ', the other way round' : ''}`,
      isOn: sort.by === by,
      isOff: sortable !== undefined && !sortable.includes(by),
      run: () => {
        ui.setSessions({ sort: nextSort(sort, by) })
        ui.setState({ tab: 'sessions' })
      }
    }
  })
}

const userFacets: readonly (readonly [UsersAsk['facet'], string])[] = [
  ['all', 'all'],
  ['several', 'more than one session'],
  ['expiring', 'expiring in less than a minute']
]

/** What narrows and orders the Users grid. */
export function usersActions({ ui }: Stores): readonly Action[] {
  const { facet: chosen, sort } = ui.getState().users
  const sorts = userColumns.filter(column => column.unsortable === undefined)
  return [
    ...userFacets.map(([facet, word]) => ({
      id: `users ${facet}`,
      label: `Users: ${word}`,
      isOn: facet === chosen,
      run: () => {
        ui.setUsers({ facet })
        ui.setState({ tab: 'users' })
      }
    })),
    ...sorts.map(({ id, label }) => ({
      id: `sort users ${id}`,
      label: `Sort users by ${label}${sort.by === id ? ', the other way round' : ''}`,
      isOn: sort.by === id,
      run: () => {
        ui.setUsers({ sort: nextSort(sort, id as UserSort) })
        ui.setState({ tab: 'users' })
      }
    }))
  ]
}

const kinds: readonly (readonly [ActivityFacet, string])[] = [
  ['all', 'all'],
  ['signed-in', 'signed in'],
  ['signed-out', 'signed out'],
  ['changed', 'changed'],
  ['ended', 'recently ended'],
  ['expired', 'expired'],
  ['arrived', 'new guest'],
  ['touched', 'touched']
]

/** What narrows the Activity grid. */
export function activityActions({ ui }: Stores): readonly Action[] {
  const { facet: chosen, hasNoise } = ui.getState().activity
  return [
    ...kinds.map(([facet, word]) => ({
      id: `activity ${facet}`,
      label: `Activity: ${word}`,
      isOn: facet === chosen,
      run: () => {
        ui.setActivity({ facet })
        ui.setState({ tab: 'activity' })
      }
    })),
    {
      id: 'noise',
      label: 'Activity: guest noise',
      isOn: hasNoise,
      run: () => {
        ui.setActivity({ hasNoise: !hasNoise })
        ui.setState({ tab: 'activity' })
      }
    }
  ]
}

/** Puts a text into the filter of the tab that is shown, or of Sessions. */
function filterBy({ ui }: Stores, text: string): void {
  const { tab } = ui.getState()
  if (tab === 'users') ui.setUsers({ filter: text })
  else if (tab === 'activity') ui.setActivity({ filter: text })
  else {
    ui.setSessions({ filter: text })
    ui.setState({ tab: 'sessions' })
  }
}

/** The filters kept by name for the open store, and the dialog that keeps them. `text` stands in the field. */
export function savedFilterActions(
  stores: Stores,
  saved: readonly SavedFilter[],
  text: string
): readonly Action[] {
  const { ui } = stores
  return [
    ...saved.map(one => ({
      id: `saved ${one.name}`,
      label: `Filter: ${one.name}`,
      short: one.name,
      run: () => filterBy(stores, one.text)
    })),
    {
      id: 'saved-filters',
      label: text.trim() === '' ? 'Change saved filters…' : 'Save this filter…',
      run: () => {
        const { tab } = ui.getState()
        ui.setState({ tab: tab === 'users' ? tab : 'sessions', isSavedFiltersOpen: true })
      }
    }
  ]
}

/** The filter of the tab that is shown. */
export function filterActions(stores: Stores): readonly Action[] {
  const { ui } = stores
  const { tab, sessions, users, activity } = ui.getState()
  const isClear = {
    sessions: sessions.filter === '' && sessions.user === null && sessions.facet === 'all',
    users: users.filter === '' && users.facet === 'all',
    overview: true,
    health: true,
    activity: activity.filter === '' && activity.facet === 'all'
  }[tab]
  return [
    {
      id: 'filter',
      label: 'Filter',
      run: () => {
        if (tab === 'overview' || tab === 'health') ui.setState({ tab: 'sessions' })
        // By then React has drawn the tab and closed the palette; no key can come in between. The palette gives the focus
        // back a little later, but only where it has not moved on.
        queueMicrotask(() => document.querySelector<HTMLInputElement>('input[data-filter]')?.select())
      }
    },
    {
      id: 'clear-filter',
      label: 'Clear filter',
      isOff: isClear,
      run: () => {
        if (tab === 'users') ui.setUsers({ filter: '', facet: 'all' })
        else if (tab === 'activity') ui.setActivity({ filter: '', facet: 'all' })
        else ui.setSessions({ filter: '', facet: 'all', user: null })
      }
    }
  ]
}
