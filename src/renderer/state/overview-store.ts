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
  let isShown = false

  function take(next: OverviewWindow): void {
    heard(next.madeAt)
    store.setState(({ view }) => ({
      view: view !== null && next.version <= view.version ? view : next,
      fault: null
    }))
  }

  function leave(): void {
    isShown = false
    void bridge.ask('overview:ask', { span, isShown })
  }

  // A page that was loaded anew may still be told what the one before it had asked for.
  const off = bridge.on('overview:window', next => (isShown ? take(next) : leave()))

  return {
    ...store,
    /** From now on main tells of this span, once a second. */
    async show(wanted: OverviewSpan): Promise<void> {
      span = wanted
      isShown = true
      const outcome = await bridge.ask('overview:ask', { span, isShown })
      if (outcome.ok) take(outcome.value)
      else store.setState({ fault: outcome.fault })
    },
    /** The tab has left the screen. What it showed is kept, for when it is back. */
    leave,
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
