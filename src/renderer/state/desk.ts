import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeskFacts, TabFacts, TabId } from '../../shared/domain/desk'
import type { Outcome } from '../../shared/fault'
import type { Ask, Bridge, PageBridge, Reply } from '../../shared/ipc/contract'
import type { AppStore } from './app-store'
import type { Commands } from './commands'
import type { UiStore } from './ui-store'

/** The tabs of the window; `shown` is null until main has answered. */
export interface DeskState {
  readonly tabs: readonly TabFacts[]
  readonly shown: TabId | null
}

/** What the desk needs of what the page holds of a tab. */
export interface TabStores {
  readonly app: AppStore
  readonly ui: UiStore
  readonly commands: Commands
  /** The tab is about to be looked at: what changed while it was not is asked for. */
  comeToFront(): Promise<void>
  stop(): void
}

/** What can be done with the tabs, from whichever of them. */
export interface Desk extends Omit<StoreApi<DeskState>, 'setState'> {
  /** Shows a tab with nothing in it, and answers with what the page holds of it. */
  open(): Promise<TabStores | null>
  show(tab: TabId): Promise<void>
  close(tab: TabId): Promise<void>
  /** Shows the tab so many places further to the right, and round. */
  walk(by: number): Promise<void>
  /** Opens a store of the connection of this tab in another one. */
  openBeside(tab: TabId, ns: string): Promise<void>
}

/** A tab's own way to main: whatever is asked is about that tab, also when another one is shown by the time it is answered. */
export function bridgeOf(page: PageBridge, tab: TabId): Bridge {
  return {
    ask: (name, ask) => page.ask(name, ask, tab),
    on: (name, listener) =>
      page.on(name, (push, of) => {
        if (of === null || of === tab) listener(push)
      })
  }
}

/** `make` makes what the page holds of a tab; it lives as long as the tab does. */
export function createDesk<S extends TabStores>(page: PageBridge, make: (tab: TabId, desk: Desk) => S) {
  const store = createStore<DeskState>(() => ({ tabs: [], shown: null }))
  const held = new Map<TabId, S>()
  let latest = -1

  function hold(id: TabId): S {
    const before = held.get(id)
    if (before !== undefined) return before
    const stores = make(id, desk)
    held.set(id, stores)
    return stores
  }

  /** What a tab that comes to the front missed is asked for first: it is drawn once, and right. */
  async function take(next: DeskFacts): Promise<void> {
    if (next.version < latest) return
    latest = next.version
    const stores = hold(next.shown)
    if (next.shown !== store.getState().shown) await stores.comeToFront()
    if (next.version < latest) return
    store.setState({ tabs: next.tabs, shown: next.shown })
    const ids = new Set(next.tabs.map(tab => tab.id))
    for (const [id, gone] of held) {
      if (ids.has(id)) continue
      held.delete(id)
      gone.stop()
    }
  }

  function storesShown(): S | null {
    const { shown } = store.getState()
    return shown === null ? null : (held.get(shown) ?? null)
  }

  type DeskRequest = 'desk:read' | 'desk:open' | 'desk:show' | 'desk:close'

  /** What is refused is told in the status bar of the tab that is shown. */
  async function ask<N extends DeskRequest>(name: N, wanted: Ask<N>): Promise<S | null> {
    const outcome = (await page.ask(name, wanted, store.getState().shown ?? 1)) as Outcome<Reply<DeskRequest>>
    if (!outcome.ok) {
      storesShown()?.app.setState({ notice: outcome.fault })
      return null
    }
    await take(outcome.value)
    return held.get(outcome.value.shown) ?? null
  }

  const off = page.on('desk:state', next => void take(next))

  const desk: Desk = {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    open: () => ask('desk:open', undefined),
    show: async tab => void (await ask('desk:show', { tab })),
    close: async tab => void (await ask('desk:close', { tab })),
    async walk(by) {
      const { tabs, shown } = store.getState()
      const at = tabs.findIndex(tab => tab.id === shown)
      const next = tabs.at((at + by) % tabs.length)
      if (next !== undefined && next.id !== shown) await desk.show(next.id)
    },
    async openBeside(tab, ns) {
      const stores = await desk.open()
      await stores?.commands.connectBeside(tab, ns)
    }
  }

  return {
    ...desk,
    /** What the page holds of the tab that is shown; null until main has answered. */
    storesShown,
    read: async () => void (await ask('desk:read', undefined)),
    stop: () => off()
  }
}
