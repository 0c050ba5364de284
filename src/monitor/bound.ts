import type { Totals } from '../shared/domain/view'
import type { OpenStore } from './store'

/** Past its bound a store is counted by the database, where that can be. */
export function isTooLarge({ ask, documents }: OpenStore): boolean {
  return documents !== null && documents > ask.mirrorAtMost
}

/** Not at the bound itself: a store about that size would be opened again and again. */
const ROOM = 0.2

/** Whether a store has since grown past its bound, or shrunk to it. */
export function hasChangedSides({ ask, countable }: OpenStore, told: Totals, isCounted: boolean): boolean {
  if (countable === null || told.counted?.at === null) return false
  const { mirrorAtMost } = ask
  return isCounted ? told.documents < mirrorAtMost * (1 - ROOM) : told.documents > mirrorAtMost * (1 + ROOM)
}
