import type { UiStore } from '../../state/ui-store'

/** Goes to the Sessions tab with what a finding is about. */
export function showFound(ui: UiStore, filter: string): void {
  ui.setSessions({ user: null, facet: 'all', filter })
  ui.setState({ tab: 'sessions' })
}
