import { createStore } from 'zustand/vanilla'
import type { EpochMs } from '../../shared/domain/session'
import type { SessionWindow, ViewAsk } from '../../shared/domain/view'
import type { Fault } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'
import { withOldObjects } from './same-items'
import { isSameRow } from './same-row'

/** `view` is null until main has spoken of the open store, which is not the same as an empty window. */
export interface ViewState {
  readonly view: SessionWindow | null
  /** Why the last question was refused; null when it was answered. */
  readonly fault: Fault | null
  /** Why the last question could not be understood or answered here; the one before it is still followed. */
  readonly refusal: Fault | null
}

/** What the Sessions grid follows. `heard` is told the server's clock of each window. */
export function createViewStore(bridge: Bridge, heard: (madeAt: EpochMs) => void) {
  const store = createStore<ViewState>(() => ({ view: null, fault: null, refusal: null }))

  function take(next: SessionWindow): void {
    heard(next.madeAt)
    store.setState(state => ({ view: takeView(state.view, next), fault: null }))
  }

  const off = bridge.on('view:window', take)

  /** Main follows this ask from now on; a reply that comes late is dropped by its version. */
  async function ask(wanted: ViewAsk): Promise<void> {
    const outcome = await bridge.ask('view:ask', wanted)
    store.setState({ refusal: outcome.ok || outcome.fault.code !== 'bad-request' ? null : outcome.fault })
    if (outcome.ok) take(outcome.value)
    else store.setState({ fault: outcome.fault })
  }

  return { ...store, ask, clear: () => store.setState({ view: null, fault: null, refusal: null }), stop: off }
}

/** Drop a stale window; keep the old object of every unchanged row, so that React does not draw it again. */
export function takeView(old: SessionWindow | null, next: SessionWindow): SessionWindow {
  if (old === null) return next
  if (next.version <= old.version) return old
  const rows = withOldObjects(old.rows, next.rows, { idOf: row => row.key, isSame: isSameRow })
  return { ...next, rows }
}
