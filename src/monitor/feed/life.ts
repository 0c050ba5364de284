import type { Sink } from './feed'

/** The life of one running feed: what has to end with it, and waiting that ends with it. */
export interface Life {
  readonly isOver: boolean
  /** Waits, but not longer than the life or until `wake`. */
  pause(ms: number): Promise<void>
  wake(): void
  /** Runs when the life ends, at once if it has; the answer takes it back. */
  onEnd(action: () => void): () => void
  /** Something that must be finished before the feed counts as stopped. Its failure is of no interest. */
  owe(work: Promise<unknown>): void
  /** Ends the life, then waits for what is owed, but not for a server that does not answer. */
  end(): Promise<void>
}

/** Closing a cursor asks the server; one that is gone does not answer. */
const LONGEST_OWED_MS = 2000

/** A life that has begun. */
export function createLife(): Life {
  const endings = new Set<() => void>()
  const owed = new Set<Promise<unknown>>()
  let wakeUp: (() => void) | null = null
  let isOver = false

  return {
    get isOver() {
      return isOver
    },
    pause(ms) {
      if (isOver) return Promise.resolve()
      return new Promise(resolve => {
        const timer = setTimeout(done, ms)
        function done() {
          clearTimeout(timer)
          wakeUp = null
          resolve()
        }
        wakeUp = done
      })
    },
    wake: () => wakeUp?.(),
    onEnd(action) {
      if (isOver) action()
      else endings.add(action)
      return () => endings.delete(action)
    },
    owe(work) {
      const settled: Promise<unknown> = work.catch(() => {}).finally(() => owed.delete(settled))
      owed.add(settled)
    },
    async end() {
      isOver = true
      for (const action of endings) action()
      endings.clear()
      wakeUp?.()
      await withinMs(Promise.all(owed), LONGEST_OWED_MS)
    }
  }
}

async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}

/** A sink that hears nothing more once the life is over, whatever is still on its way. */
export function sinkWhile(life: Life, sink: Sink): Sink {
  return {
    beginSnapshot: () => void (life.isOver || sink.beginSnapshot()),
    put: (documents, at, isArrival) => void (life.isOver || sink.put(documents, at, isArrival)),
    remove: (ids, at) => void (life.isOver || sink.remove(ids, at)),
    endSnapshot: at => void (life.isOver || sink.endSnapshot(at)),
    clear: at => void (life.isOver || sink.clear(at)),
    state: state => void (life.isOver || sink.state(state))
  }
}
