import type { Bridge } from '../../shared/ipc/contract'
import { createActivityStore } from './activity-store'
import { createAppStore } from './app-store'
import { createClock, type TimeSource } from './clock'
import { createColumnsStore } from './columns-store'
import { createCommands } from './commands'
import { createNamesStore } from './names-store'
import { createOverviewStore } from './overview-store'
import { createSavedCommands } from './saved-commands'
import { createSignOutStore } from './sign-out-store'
import { keepSitting, sittingIn } from './sitting'
import { createUiStore, type Drawer } from './ui-store'
import { createUsersStore } from './users-store'
import { createViewStore } from './view-store'

/** Everything the window reads from and acts through, made once. */
export function createStores(bridge: Bridge, time: TimeSource, storage: Drawer, startAt: number) {
  const clock = createClock(time, startAt)
  const app = createAppStore(bridge)
  const view = createViewStore(bridge, clock.sync)
  const users = createUsersStore(bridge, clock.sync)
  const activity = createActivityStore(bridge, clock.sync)
  const overview = createOverviewStore(bridge, clock.sync)
  const columns = createColumnsStore(bridge)
  const names = createNamesStore(bridge)
  const ui = createUiStore(storage)
  const signOut = createSignOutStore(bridge, () => app.getState().facts?.connection?.isReadOnly === false)
  const commands = createCommands(bridge, app, names)
  const saved = createSavedCommands({ bridge, app, ui, commands })

  clock.tell(ui.getState().times)
  const offTimes = ui.subscribe((state, was) => {
    if (state.times !== was.times) clock.tell(state.times)
  })
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
    columns.clear()
    if (ns === null) return
    void names.read()
    // The same store read another way keeps filter and selection; in another one they mean nothing.
    if (shownNs !== null && shownNs !== ns) ui.resetForStore()
    shownNs = ns
  })

  function stop(): void {
    for (const part of [clock, app, view, users, activity, overview, names, ui, signOut]) part.stop()
    offStore()
    offSitting()
    offTimes()
  }

  return {
    bridge,
    clock,
    app,
    view,
    users,
    activity,
    overview,
    columns,
    names,
    ui,
    signOut,
    commands,
    saved,
    stop
  }
}

/** The stores, as the views get them. */
export type Stores = ReturnType<typeof createStores>
