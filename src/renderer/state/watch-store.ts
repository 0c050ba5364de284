import { createStore } from 'zustand/vanilla'
import type { LimitedRule, WatchedRule, WatchSettings } from '../../shared/domain/watched'
import type { Fault } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'

/** How the open store is watched; null until main has said it. `fault` is why it could not be set otherwise. */
export interface WatchState {
  readonly settings: WatchSettings | null
  readonly fault: Fault | null
}

const unknown: WatchState = { settings: null, fault: null }

/** How the open store is watched, as main keeps it. */
export function createWatchStore(bridge: Bridge) {
  const store = createStore<WatchState>(() => unknown)

  async function set(part: (was: WatchSettings) => Partial<WatchSettings>): Promise<void> {
    const { settings } = store.getState()
    if (settings === null) return
    const next = { ...settings, ...part(settings) }
    // At once: leaving a field by a click on a box sets two things, and the second has to know of the first.
    store.setState({ settings: next })
    const outcome = await bridge.ask('watched:set', next)
    if (outcome.ok) store.setState({ fault: null })
    else store.setState({ settings, fault: outcome.fault })
  }

  return {
    ...store,
    /** Of a store that has just been opened, also when the page was loaded anew. */
    async read(): Promise<void> {
      store.setState(unknown)
      const outcome = await bridge.ask('watched:read', undefined)
      if (outcome.ok) store.setState({ settings: outcome.value })
    },
    turn: (rule: WatchedRule, isOn: boolean) =>
      set(({ off }) => ({ off: isOn ? off.filter(one => one !== rule) : [...new Set([...off, rule])] })),
    limit: (rule: LimitedRule, part: Partial<WatchSettings['limits'][LimitedRule]>) =>
      set(({ limits }) => ({ limits: { ...limits, [rule]: { ...limits[rule], ...part } } })),
    notify: (isNotified: boolean) => set(() => ({ isNotified }))
  }
}
