import type { Sink } from './feed/feed'

/** Looking at a collection again reads a sample of it. */
const LOOK_AGAIN_MS = 5000

/**
 * An empty collection says nothing of its format: when documents have come, it is looked at again. The first ones may be no
 * sessions, so looking goes on, but not at every write.
 */
export function recognising(sink: Sink, lookAgain: () => Promise<void>): Sink {
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    ...sink,
    put(documents, at, isArrival) {
      sink.put(documents, at, isArrival)
      if (performance.now() - lookedAt < LOOK_AGAIN_MS) return
      lookedAt = performance.now()
      void lookAgain()
    }
  }
}
