import { sessionKeyOf } from '../session-key'
import type { Told } from './changes'

/** Changes in a row up to this many are all kept. */
export const MAX_KEPT = 5000

/** Changes that wait until they may be told. */
export interface Backlog {
  readonly size: number
  add(told: Told): void
  /**
   * Of what waits now, only the last change of each document is kept: after a snapshot, which may be newer than they are, the
   * others would tell what was over, and then again what is.
   */
  keepLasts(): void
  /** Takes out the first `count`, in their order. */
  take(count: number): readonly Told[]
}

/**
 * A queue that does not grow without bound while a snapshot is being read, however busy the store is: past `MAX_KEPT`
 * only the last change of each document is kept, so it holds at most one per document that the mirror will hold or drop
 * anyway. What came before it in the same document is not told: the mirror ends the same, a few events are missing from
 * the time of the reading. Beginning again instead would read a store all over that is too busy to be read in time.
 */
export function createBacklog(): Backlog {
  let kept: Told[] = []
  let lastOf: Map<string, Told> | null = null

  function replace(told: Told, lasts: Map<string, Told>): void {
    const key = keyOf(told)
    const earlier = lasts.get(key)
    // Set anew at the end: the order stays that of the changes that are told.
    lasts.delete(key)
    const isSecondPut = earlier !== undefined && told.kind === 'put'
    // "Seen arriving" would be wrong by the time between: "then or earlier" is true.
    lasts.set(key, isSecondPut ? { ...told, isArrival: false } : told)
  }

  function keepLasts(): void {
    if (kept.length === 0) return
    lastOf = new Map()
    for (const each of kept) replace(each, lastOf)
    kept = []
  }

  return {
    get size() {
      return lastOf?.size ?? kept.length
    },
    add(told) {
      if (lastOf !== null) return replace(told, lastOf)
      kept.push(told)
      if (kept.length > MAX_KEPT) keepLasts()
    },
    keepLasts,
    take(count) {
      if (lastOf === null) return kept.splice(0, count)
      const first = [...firstOf(lastOf, count)]
      for (const [key] of first) lastOf.delete(key)
      if (lastOf.size === 0) lastOf = null
      return first.map(([, told]) => told)
    }
  }
}

function* firstOf<K, V>(map: ReadonlyMap<K, V>, count: number): Generator<[K, V]> {
  let left = count
  for (const entry of map) {
    if (left === 0) return
    left -= 1
    yield entry
  }
}

function keyOf(told: Told): string {
  if (told.kind === 'put') return sessionKeyOf(told.document._id)
  return told.kind === 'remove' ? sessionKeyOf(told.documentId) : told.kind
}
