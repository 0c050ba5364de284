import type { Bridge } from '../../shared/ipc/contract'
import type { UiState, UiStore } from './ui-store'

/** What a person would miss if the page came back without it. */
const parts = [
  'tab',
  'sessions',
  'users',
  'activity',
  'overviewSpan',
  'selectedKey',
  'selectedUser',
  'selectedLine',
  'isDrawerOpen'
] as const

/** Leaves with main, after every change, what is to be found again should the page crash. Returns its own undo. */
export function keepSitting(ui: UiStore, bridge: Bridge): () => void {
  return ui.subscribe((state, was) => {
    if (parts.every(name => state[name] === was[name])) return
    const sitting = Object.fromEntries(parts.map(name => [name, state[name]]))
    void bridge.ask('page:keep', JSON.stringify(sitting))
  })
}

/** What the last page left; it was written by this same program, since when it was started. */
export function sittingIn(kept: string | null): Partial<UiState> {
  return kept === null ? {} : (JSON.parse(kept) as Partial<UiState>)
}
