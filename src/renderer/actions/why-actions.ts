import type { Stores } from '../state/stores'
import type { Action } from './action'

/** Asks of a cookie, an id or a user why it is not signed in. */
export function whyAction({ ui }: Pick<Stores, 'ui'>): Action {
  return { id: 'why', label: 'Why am I logged out?', run: () => ui.setState({ isWhyOpen: true }) }
}
