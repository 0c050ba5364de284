import type { Bridge } from '../../shared/ipc/contract'
import { createAppStore } from './app-store'
import { createClock, type TimeSource } from './clock'
import { createCommands } from './commands'
import { createUiStore, type Drawer } from './ui-store'
import { createUsersStore } from './users-store'
import { createViewStore } from './view-store'

/** Everything the window reads from and acts through, made once. */
export function createStores(bridge: Bridge, time: TimeSource, storage: Drawer, startAt: number) {
  const clock = createClock(time, startAt)
  const app = createAppStore(bridge)
  const view = createViewStore(bridge, clock.sync)
  const users = createUsersStore(bridge, clock.sync)
  const ui = createUiStore(storage)
  const commands = createCommands(bridge, app)

  /** Another store: its windows and choices start empty. */
  const offStore = app.subscribe((state, was) => {
    if (state.facts?.store?.ns === was.facts?.store?.ns) return
    view.clear()
    users.clear()
    ui.resetForStore()
  })

  function stop(): void {
    for (const part of [clock, app, view, users, ui]) part.stop()
    offStore()
  }

  return { bridge, clock, app, view, users, ui, commands, stop }
}

/** The stores, as the views get them. */
export type Stores = ReturnType<typeof createStores>
