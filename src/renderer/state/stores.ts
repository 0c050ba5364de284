import type { TabId } from '../../shared/domain/desk'
import type { Bridge } from '../../shared/ipc/contract'
import type { Stand } from '../parts/rolling'
import { createActivityStore } from './activity-store'
import { createAlertsStore } from './alerts-store'
import { createAppStore } from './app-store'
import { createClock, type TimeSource } from './clock'
import { createColumnsStore } from './columns-store'
import { createCommands } from './commands'
import type { Desk } from './desk'
import { createHealthStore } from './health-store'
import { createNamesStore } from './names-store'
import { createOverviewStore } from './overview-store'
import { createSavedCommands } from './saved-commands'
import { createSignOutStore } from './sign-out-store'
import { keepSitting, sittingIn } from './sitting'
import { createUiStore, type Drawer } from './ui-store'
import { createUsersStore } from './users-store'
import { createViewStore } from './view-store'
import { createWatchStore } from './watch-store'

/** Where on the desk a tab is. */
export interface TabPlace {
  readonly tab: TabId
  readonly desk: Desk
}

/** What the stores of a tab are made of. */
export interface StoresParts extends TabPlace {
  readonly bridge: Bridge
  readonly time: TimeSource
  readonly storage: Drawer
  readonly startAt: number
}

/** Everything that a tab reads from and acts through, made once for each. */
export function createStores({ bridge, time, storage, startAt, tab, desk }: StoresParts) {
  const clock = createClock(time, startAt)
  const app = createAppStore(bridge)
  const view = createViewStore(bridge, clock.sync)
  const users = createUsersStore(bridge, clock.sync)
  const activity = createActivityStore(bridge, clock.sync)
  const overview = createOverviewStore(bridge, clock.sync)
  const health = createHealthStore(bridge)
  const watch = createWatchStore(bridge)
  const alerts = createAlertsStore(bridge, () => ui.setState({ isAlertsOpen: true }))
  const columns = createColumnsStore(bridge)
  const names = createNamesStore(bridge)
  const ui = createUiStore(storage)
  const signOut = createSignOutStore(bridge, () => app.getState().facts?.connection?.isReadOnly === false)
  const commands = createCommands(bridge, app, names)
  const saved = createSavedCommands({ bridge, app, ui, commands, desk })

  clock.tell(ui.getState().times)
  const offTimes = ui.subscribe((state, was) => {
    if (state.times !== was.times) clock.tell(state.times)
  })
  /** Where the grids stood when they left the screen, by name. */
  const stands = new Map<string, Stand>()
  let shownNs: string | null = null
  const offSitting = keepSitting(ui, bridge)
  const offStore = app.subscribe((state, was) => {
    if (was.facts === null && state.facts !== null) ui.setState(sittingIn(state.facts.kept))
    clock.hold(state.facts?.pause?.past?.at ?? null)
    const ns = state.facts?.store?.ns ?? null
    if (ns === (was.facts?.store?.ns ?? null)) return
    // Windows of a store that is opened anew count their versions from the start.
    view.clear()
    users.clear()
    activity.clear()
    overview.clear()
    health.clear()
    alerts.drop()
    columns.clear()
    stands.clear()
    if (ns === null) return
    void names.read()
    void health.read()
    void watch.read()
    void alerts.read()
    // The same store read another way keeps filter and selection; in another one they mean nothing.
    if (shownNs !== null && shownNs !== ns) ui.resetForStore()
    shownNs = ns
  })

  /** The tab is about to be looked at: what changed while it was not is asked for, as by a page that is loaded anew. */
  async function comeToFront(): Promise<void> {
    if (app.getState().facts === null) return app.read()
    ui.takeKept()
    await app.catchUp()
  }

  function stop(): void {
    for (const part of [clock, app, view, users, activity, overview, health, alerts, names, ui, signOut])
      part.stop()
    offStore()
    offSitting()
    offTimes()
  }

  return {
    tab,
    desk,
    bridge,
    clock,
    app,
    view,
    users,
    activity,
    overview,
    health,
    watch,
    alerts,
    columns,
    names,
    ui,
    signOut,
    stands,
    commands,
    saved,
    comeToFront,
    stop
  }
}

/** The stores, as the views get them. */
export type Stores = ReturnType<typeof createStores>
