import { countOf, formatCount } from '../../shared/words/numbers'
import type { Chosen } from '../state/chosen'

/** What is selected, for the status bar: `3 sessions selected`. Null: one or none, which the grid shows. */
export function chosenText(chosen: Chosen, matching: number, isCounted: boolean): string | null {
  if (chosen === null) return null
  if (chosen.kind === 'some') return `${countOf(chosen.keys.size, 'session')} selected`
  return isCounted ? `All ${formatCount(matching)} that match selected` : 'All that match selected'
}
