import { createStore } from 'zustand/vanilla'
import type { StoreHealth } from '../../shared/domain/finding'
import type { Fault } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'

/** `health` is null until main has spoken of the open store. */
export interface HealthState {
  readonly health: StoreHealth | null
  readonly fault: Fault | null
}

/** What main says is wrong with the open store. */
export function createHealthStore(bridge: Bridge) {
  const store = createStore<HealthState>(() => ({ health: null, fault: null }))

  function take(next: StoreHealth): void {
    store.setState(({ health }) =>
      health !== null && next.version <= health.version ? { health } : { health: next, fault: null }
    )
  }

  const off = bridge.on('health:told', take)

  async function ask(name: 'health:read' | 'health:check'): Promise<void> {
    const outcome = await bridge.ask(name, undefined)
    if (outcome.ok) take(outcome.value)
    else store.setState({ fault: outcome.fault })
  }

  return {
    ...store,
    /** Of a store that has just been opened, also when the page was loaded anew. */
    read: () => ask('health:read'),
    /** Looks into the store anew. */
    check: () => ask('health:check'),
    clear: () => store.setState({ health: null, fault: null }),
    stop: off
  }
}
