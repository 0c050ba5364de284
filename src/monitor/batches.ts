import type { AbstractCursor } from 'mongodb'

/** A cursor that is read batch by batch, and may be given up at any moment. */
export interface Batches<T> {
  /** Whether another batch can be taken; asks the server for it where none is at hand. */
  hasNext(): Promise<boolean>
  take(): T[]
  /** May be called again: it is closed once. Rejects with what the driver throws. */
  close(): Promise<void>
}

/**
 * Reads `cursor` so that nothing of it stays open on the server: it is closed when the server has opened it, for before that
 * it has no id to be killed by; and once, for of two closings at once the second ends the session with which the first is
 * about to kill it.
 */
export function createBatches<T>(cursor: AbstractCursor<T>): Batches<T> {
  let opened: Promise<unknown> | null = null
  let closing: Promise<void> | null = null
  return {
    hasNext() {
      const answer = cursor.hasNext()
      // One that was asked for ahead, and that nobody waits for any more, may fail unheard.
      const settled = answer.catch(() => {})
      opened ??= settled
      return answer
    },
    take: () => cursor.readBufferedDocuments(),
    close() {
      closing ??= (opened ?? Promise.resolve()).then(() => cursor.close())
      return closing
    }
  }
}
