import { createStore } from 'zustand/vanilla'
import type { OverviewSpan, OverviewWindow } from '../../shared/domain/overview'
import type { EpochMs } from '../../shared/domain/session'
import type { Fault } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'

/** `view` is null until main has answered for the open store. */
export interface OverviewState {
  readonly view: OverviewWindow | null
  readonly fault: Fault | null
}

/** What the Overview shows. `heard` is told the server's clock of each window. */
export function createOverviewStore(bridge: Bridge, heard: (madeAt: EpochMs) => void) {
  const store = createStore<OverviewState>(() => ({ view: null, fault: null }))
  let span: OverviewSpan = '1h'

  function take(next: OverviewWindow): void {
    heard(next.madeAt)
    store.setState(({ view }) => ({
      view: view !== null && next.version <= view.version ? view : next,
      fault: null
    }))
  }

  const off = bridge.on('overview:window', take)

  return {
    ...store,
    /** From now on main tells of this span, once a second. */
    async show(wanted: OverviewSpan): Promise<void> {
      span = wanted
      const outcome = await bridge.ask('overview:ask', { span, isShown: true })
      if (outcome.ok) take(outcome.value)
      else store.setState({ fault: outcome.fault })
    },
    /** The tab has left the screen. What it showed is kept, for when it is back. */
    leave(): void {
      void bridge.ask('overview:ask', { span, isShown: false })
    },
    /** Counts down those who are active now, or no longer. */
    async drain(isOn: boolean): Promise<void> {
      const outcome = await bridge.ask('overview:drain', { isOn })
      if (outcome.ok) take(outcome.value)
      else store.setState({ fault: outcome.fault })
    },
    clear: () => store.setState({ view: null, fault: null }),
    stop: off
  }
}
