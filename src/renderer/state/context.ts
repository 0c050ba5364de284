import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import type { OpenConnection } from '../../shared/domain/connection'
import type { TabFacts } from '../../shared/domain/desk'
import type { SavedConnection } from '../../shared/domain/saved-connection'
import type { EpochMs } from '../../shared/domain/session'
import type { FeedState, PauseState, StoreFacts } from '../../shared/domain/store'
import type { ActivityState } from './activity-store'
import type { AlertsState } from './alerts-store'
import { type AppState, storeIdOf } from './app-store'
import type { ClockState } from './clock'
import { type ColumnLook, firstLook } from './column-look'
import type { HealthState } from './health-store'
import type { NamesState } from './names-store'
import { openSavedOf } from './open-saved'
import type { OverviewState } from './overview-store'
import type { SignOutState } from './sign-out-store'
import type { Stores } from './stores'
import type { UiState } from './ui-store'
import type { UsersState } from './users-store'
import type { ViewState } from './view-store'
import type { WatchState } from './watch-store'

/** Carries the stores down; provided once, at the root. */
export const StoresContext = createContext<Stores | null>(null)

/** The stores of this window. */
export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (stores === null) throw new Error('StoresContext is not provided')
  return stores
}

/** The tabs of the window. */
export function useTabs(): readonly TabFacts[] {
  return useStore(useStores().desk, state => state.tabs)
}

/** Reads the app store. The selector returns a primitive or something already in the state. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useStores().app, select)
}

/** Reads what the person set up. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useStores().ui, select)
}

/** Reads the Sessions window. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select)
}

/** Reads the Users window. */
export function useUsers<T>(select: (state: UsersState) => T): T {
  return useStore(useStores().users, select)
}

/** Reads the Activity window. */
export function useActivity<T>(select: (state: ActivityState) => T): T {
  return useStore(useStores().activity, select)
}

/** Reads the Overview's window. */
export function useOverview<T>(select: (state: OverviewState) => T): T {
  return useStore(useStores().overview, select)
}

/** Reads what is wrong with the store. */
export function useHealth<T>(select: (state: HealthState) => T): T {
  return useStore(useStores().health, select)
}

/** Reads how the store is watched. */
export function useWatch<T>(select: (state: WatchState) => T): T {
  return useStore(useStores().watch, select)
}

/** Reads the alerts of the store. */
export function useAlerts<T>(select: (state: AlertsState) => T): T {
  return useStore(useStores().alerts, select)
}

/** What is kept for the open store is kept under this; null without one. */
export function useStoreId(): string | null {
  return useApp(storeIdOf)
}

/** How the columns of the open store are arranged. */
export function useColumnLook(): ColumnLook {
  const id = useStoreId()
  return useUi(state => (id === null ? firstLook : (state.columns[id] ?? firstLook)))
}

/** Arranges the columns of the open store. */
export function useSetColumns(): (part: Partial<ColumnLook>) => void {
  const { ui } = useStores()
  const id = useStoreId()
  return useCallback(part => id !== null && ui.setColumns(id, part), [ui, id])
}

/** Reads the names that are joined to users. */
export function useNames<T>(select: (state: NamesState) => T): T {
  return useStore(useStores().names, select)
}

/** A user's joined name; null where none is known. */
export function useNameOf(user: string | null | undefined): string | null {
  return useNames(state => (user == null ? null : (state.names.get(user) ?? null)))
}

/** Reads the sign-out that is being asked for or done. */
export function useSignOut<T>(select: (state: SignOutState) => T): T {
  return useStore(useStores().signOut, select)
}

/** Reads the server's clock: redraws only when the selected text changes. */
export function useClock<T>(select: (state: ClockState) => T): T {
  return useStore(useStores().clock, select)
}

/** The open connection, or null. */
export function useConnection(): OpenConnection | null {
  return useApp(state => state.facts?.connection ?? null)
}

/** The saved connection that is open; of several that lead to the same server, the one to be most careful with. */
export function useOpenSaved(): SavedConnection | null {
  return useApp(({ facts }) => openSavedOf(facts))
}

/** The open store, or null. */
export function useStoreFacts(): StoreFacts | null {
  return useApp(state => state.facts?.store ?? null)
}

const idle: FeedState = { kind: 'idle' }

/** Where the feed stands. */
export function useFeed(): FeedState {
  return useApp(state => state.facts?.feed ?? idle)
}

/** The pause, or null while the picture runs. */
export function usePause(): PauseState | null {
  return useApp(state => state.facts?.pause ?? null)
}

/** True while what is on screen is no longer being kept up to date. */
export function useIsLost(): boolean {
  return useApp(state => isLostKind(state.facts?.feed.kind))
}

/** Since when the server is away, by its clock; null while it is there. */
export function useLostSince(): EpochMs | null {
  return useApp(({ facts }) => (facts !== null && 'fault' in facts.feed ? facts.feed.sinceAt : null))
}

function isLostKind(kind: FeedState['kind'] | undefined): boolean {
  return kind === 'lost' || kind === 'failed'
}
