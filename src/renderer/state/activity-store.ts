import { createStore } from 'zustand/vanilla'
import type { ActivityAsk, ActivityLine, ActivityWindow } from '../../shared/domain/activity'
import type { EpochMs } from '../../shared/domain/session'
import type { Fault } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'
import { withOldObjects } from './same-items'

/** `view` is null until main has answered for the open store. */
export interface ActivityState {
  readonly view: ActivityWindow | null
  readonly fault: Fault | null
}

/** What the Activity grid follows. `heard` is told the server's clock of each window. */
export function createActivityStore(bridge: Bridge, heard: (madeAt: EpochMs) => void) {
  const store = createStore<ActivityState>(() => ({ view: null, fault: null }))

  function take(next: ActivityWindow): void {
    heard(next.madeAt)
    store.setState(state => ({ view: takeActivity(state.view, next), fault: null }))
  }

  const off = bridge.on('activity:window', take)
  let asked: ActivityAsk | null = null

  async function ask(wanted: ActivityAsk): Promise<void> {
    const outcome = await bridge.ask('activity:ask', wanted)
    if (outcome.ok) asked = wanted
    if (outcome.ok) take(outcome.value)
    else store.setState({ fault: outcome.fault })
  }

  /** The grid has left the screen: main makes no more windows for it. */
  function leave(): void {
    if (asked !== null) void bridge.ask('activity:ask', { ...asked, count: 0 })
  }

  return { ...store, ask, leave, clear: () => store.setState({ view: null, fault: null }), stop: off }
}

/** Drop a stale window, and what answers a grid that has left; keep the old object of every unchanged line. */
export function takeActivity(old: ActivityWindow | null, next: ActivityWindow): ActivityWindow | null {
  if (next.ask.count === 0) return old
  if (old === null) return next
  if (next.version <= old.version) return old
  const lines = withOldObjects(old.lines, next.lines, { idOf: line => line.id, isSame: isSameLine })
  return { ...next, lines }
}

/** An event is another only when it was corrected, or known to be merged. */
function isSameLine(a: ActivityLine, b: ActivityLine): boolean {
  if (a.kind === 'event' && b.kind === 'event')
    return (
      a.isInFold === b.isInFold &&
      a.event.event === b.event.event &&
      a.event.isMerged === b.event.isMerged &&
      a.event.other?.key === b.event.other?.key
    )
  return (
    a.kind === 'fold' &&
    b.kind === 'fold' &&
    a.isOpen === b.isOpen &&
    a.fold.events === b.fold.events &&
    a.fold.at === b.fold.at
  )
}
