import { createStore } from 'zustand/vanilla'
import type { ActivityAsk } from '../../shared/domain/activity'
import type { Severity } from '../../shared/domain/finding'
import type { OverviewSpan } from '../../shared/domain/overview'
import type { SessionKey } from '../../shared/domain/session'
import { type Facet, pathOf, type RowSort, type UserSort, type UsersAsk } from '../../shared/domain/view'

import { parseFilter } from '../../shared/filter/parse'
import type { Chosen } from './chosen'
import { type Times, timesIn, usualTimes } from './clock'
import { type ColumnLook, type ColumnLooks, isWidth, looksIn, withLook } from './column-look'

/** The tabs there are, in their order: `mod+1` is the first. */
export const tabs = ['sessions', 'users', 'overview', 'activity', 'health'] as const
export type Tab = (typeof tabs)[number]

export type SortOf<S> = { readonly by: S; readonly descending: boolean }

/** What the person set up on the Sessions tab. */
export interface SessionsQuery {
  /** As it stands in the field. */
  readonly filter: string
  /** The last one that could be understood: what is shown goes by it. */
  readonly inForce: string
  readonly facet: Facet
  readonly user: string | null
  readonly sort: SortOf<RowSort>
}

/** What the person set up on the Users tab. */
export interface UsersQuery {
  readonly filter: string
  readonly inForce: string
  readonly facet: UsersAsk['facet']
  readonly sort: SortOf<UserSort>
  readonly open: readonly string[]
}

/** What the person set up on the Activity tab. */
export type ActivityQuery = Pick<ActivityAsk, 'filter' | 'facet' | 'hasNoise' | 'open'>

/** Findings of one severity, or all. */
export type HealthFacet = 'all' | Severity

/** Sizes and columns outlive the app; the rest belongs to the sitting. */
export interface UiState {
  readonly tab: Tab
  readonly sessions: SessionsQuery
  readonly users: UsersQuery
  readonly activity: ActivityQuery
  readonly overviewSpan: OverviewSpan
  readonly healthFacet: HealthFacet
  /** The selected session, by key: it may be off screen, or gone. */
  readonly selectedKey: SessionKey | null
  /** Several sessions selected; null: the row with the focus alone. */
  readonly chosen: Chosen
  readonly selectedUser: string | null
  /** The selected line of the Activity grid. */
  readonly selectedLine: string | null
  /** The recent connection whose string stands in the connect form. */
  readonly chosenRecent: string | null
  /** The saved connection that stands in the connect form. */
  readonly chosenSaved: string | null
  /** The saved connection whose password is asked for. */
  readonly askingSaved: string | null
  /** The saved connection that is to be deleted, once that is confirmed. */
  readonly deletingSaved: string | null
  /** Connections are being taken from a file, or written to one. */
  readonly transfer: 'import' | 'export' | null
  readonly isDrawerOpen: boolean
  readonly isKeyListOpen: boolean
  readonly isAboutOpen: boolean
  readonly isExportOpen: boolean
  readonly isAddColumnOpen: boolean
  readonly isSavedFiltersOpen: boolean
  /** The session whose id is shown whole in its detail. */
  readonly revealedKey: SessionKey | null
  readonly isAuditOpen: boolean
  readonly isWhyOpen: boolean
  /** The alerts that were raised, and how they are set. */
  readonly isAlertsOpen: boolean
  /** The app's secret is asked for, to open sealed sessions. */
  readonly isUnsealOpen: boolean
  /** The bar that looks back is over the tables. */
  readonly isPastOpen: boolean
  /** On that bar stands whether the journal is to be deleted. */
  readonly isJournalGoing: boolean
  /** The namespace whose fields are being mapped; null when the dialog is closed. */
  readonly mappingNs: string | null
  readonly drawerWidth: number
  readonly sidebarWidth: number
  readonly columns: ColumnLooks
  readonly times: Times
}

/** The part of the browser's storage this needs; null where there is none. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem'> | null

const STORED_AS = 'sextant.ui'
const kept = ['drawerWidth', 'sidebarWidth', 'columns', 'times'] as const

/** Newest first: the order in which a touch moves nothing. */
export const firstSessionsQuery: SessionsQuery = {
  filter: '',
  inForce: '',
  facet: 'all',
  user: null,
  sort: { by: 'since', descending: true }
}

/** Those with most sessions first. */
export const firstUsersQuery: UsersQuery = {
  filter: '',
  inForce: '',
  facet: 'all',
  sort: { by: 'sessions', descending: true },
  open: []
}

/** What people do; guests who come and look around are left out. */
export const firstActivityQuery: ActivityQuery = { filter: '', facet: 'all', hasNoise: false, open: [] }

const fresh: UiState = {
  tab: 'sessions',
  sessions: firstSessionsQuery,
  users: firstUsersQuery,
  activity: firstActivityQuery,
  overviewSpan: '1h',
  healthFacet: 'all',
  selectedKey: null,
  chosen: null,
  selectedUser: null,
  selectedLine: null,
  chosenRecent: null,
  chosenSaved: null,
  askingSaved: null,
  deletingSaved: null,
  transfer: null,
  isDrawerOpen: false,
  isKeyListOpen: false,
  isAboutOpen: false,
  isExportOpen: false,
  isAddColumnOpen: false,
  isSavedFiltersOpen: false,
  revealedKey: null,
  isAuditOpen: false,
  isWhyOpen: false,
  isAlertsOpen: false,
  isUnsealOpen: false,
  isPastOpen: false,
  isJournalGoing: false,
  mappingNs: null,
  drawerWidth: 448,
  sidebarWidth: 248,
  columns: {},
  times: usualTimes
}

/** What the person set up in this window. */
export function createUiStore(storage: Drawer) {
  const store = createStore<UiState>(() => ({ ...fresh, ...readKept(storage) }))
  const off = store.subscribe((state, was) => {
    if (kept.every(name => state[name] === was[name])) return
    storage?.setItem(STORED_AS, JSON.stringify(Object.fromEntries(kept.map(name => [name, state[name]]))))
  })

  function setSessions(part: Partial<SessionsQuery>): void {
    store.setState(state => {
      const sessions = { ...state.sessions, ...withForce(part) }
      return { sessions, chosen: isSameList(state.sessions, sessions) ? state.chosen : null }
    })
  }

  function setUsers(part: Partial<UsersQuery>): void {
    store.setState(state => ({ users: { ...state.users, ...withForce(part) } }))
  }

  function setActivity(part: Partial<ActivityQuery>): void {
    store.setState(state => ({ activity: { ...state.activity, ...part } }))
  }

  function setColumns(name: string, part: Partial<ColumnLook>): void {
    store.setState(({ columns }) => ({ columns: withLook(columns, name, part) }))
  }

  function toggleFold(id: string): void {
    const { open } = store.getState().activity
    setActivity({ open: open.includes(id) ? open.filter(one => one !== id) : [...open, id].slice(-200) })
  }

  function toggleUser(user: string): void {
    const { open } = store.getState().users
    setUsers({ open: open.includes(user) ? open.filter(one => one !== user) : [...open, user].slice(-100) })
  }

  /** Another store: what was chosen in the old one means nothing in it. */
  function resetForStore(): void {
    const { sessions, users, activity } = store.getState()
    store.setState({
      sessions: { ...firstSessionsQuery, ...(pathOf(sessions.sort.by) === null && { sort: sessions.sort }) },
      users: { ...firstUsersQuery, sort: users.sort },
      activity: { ...firstActivityQuery, hasNoise: activity.hasNoise },
      healthFacet: 'all',
      selectedKey: null,
      chosen: null,
      revealedKey: null,
      selectedUser: null,
      selectedLine: null,
      isDrawerOpen: false
    })
  }

  return {
    ...store,
    /** Sizes and columns are the window's: another tab may have changed them. */
    takeKept: () => store.setState(readKept(storage)),
    setSessions,
    setUsers,
    setActivity,
    setColumns,
    toggleUser,
    toggleFold,
    resetForStore,
    stop: off
  }
}

/** The running ui store. */
export type UiStore = ReturnType<typeof createUiStore>

/** The sort after a click on a head: the same column turns round, another begins the way it is usually read. */
export function nextSort<S extends string>(sort: SortOf<S>, by: S): SortOf<S> {
  if (sort.by === by) return { by, descending: !sort.descending }
  return { by, descending: by === 'since' || by === 'last-seen' || by === 'sessions' || by === 'first-seen' }
}

/** Other sessions are listed than those that were selected. */
function isSameList(a: SessionsQuery, b: SessionsQuery): boolean {
  return a.inForce === b.inForce && a.facet === b.facet && a.user === b.user
}

/** A text that cannot be understood leaves the one before it in force. */
function withForce<Q extends { filter?: string }>(part: Q): Q & { inForce?: string } {
  return part.filter !== undefined && parseFilter(part.filter).ok ? { ...part, inForce: part.filter } : part
}

function readKept(storage: Drawer): Partial<UiState> {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(STORED_AS) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    const { drawerWidth, sidebarWidth, columns, times } = stored as Record<string, unknown>
    return {
      ...(isWidth(drawerWidth) && { drawerWidth }),
      ...(isWidth(sidebarWidth) && { sidebarWidth }),
      columns: looksIn(columns),
      times: timesIn(times)
    }
  } catch {
    // Written by another version, or cut off: the sizes start afresh.
    return {}
  }
}
