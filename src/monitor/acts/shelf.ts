import type { EpochMs } from '../../shared/domain/session'
import type { Moved } from './expiries'
import type { Ended } from './run'
import type { ActTarget } from './target'

/** An act that can be undone, with what it did. */
export interface Kept {
  readonly target: ActTarget
  readonly at: EpochMs
  readonly ended: readonly Ended[] | null
  readonly moved: readonly Moved[] | null
}

/** Acts that can be undone, in memory only. */
export interface Shelf {
  put(id: number, kept: Kept): void
  get(id: number): Kept | undefined
  /** What is left to undo of it; null: nothing. */
  leave(id: number, kept: Kept | null): void
}

/** Documents kept for undoing may take so many bytes; the acts before the last are forgotten first. */
const MOST_BYTES = 256_000_000
const BYTES_OF_MOVED = 100

/** Nothing on it. */
export function createShelf(mostBytes = MOST_BYTES): Shelf {
  const kept = new Map<number, Kept>()
  return {
    put(id, what) {
      kept.set(id, what)
      let bytes = 0
      for (const [one, act] of [...kept].reverse()) {
        bytes += bytesOf(act)
        if (bytes > mostBytes && one !== id) kept.delete(one)
      }
    },
    get: id => kept.get(id),
    leave(id, what) {
      if (what === null) kept.delete(id)
      else kept.set(id, what)
    }
  }
}

function bytesOf({ ended, moved }: Kept): number {
  const ofMoved = (moved?.length ?? 0) * BYTES_OF_MOVED
  return (ended ?? []).reduce((sum, { raw }) => sum + raw.length, ofMoved)
}
