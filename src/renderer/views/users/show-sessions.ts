import type { UiStore } from '../../state/ui-store'

/** Goes to the Sessions tab with only this user's sessions in it. */
export function showSessions(ui: UiStore, user: string): void {
  ui.setSessions({ user, facet: 'all', filter: '' })
  ui.setState({ tab: 'sessions' })
}
