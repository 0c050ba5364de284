/** The server answers them side by side; more would be in the way of the app's own. */
const AT_ONCE = 8

/** Acts on each, some side by side, in their order, until `isOver`. */
export async function eachOf<T>(
  items: readonly T[],
  isOver: () => boolean,
  act: (item: T) => Promise<void>
): Promise<void> {
  const queue = items[Symbol.iterator]()
  async function work(): Promise<void> {
    while (!isOver()) {
      const next = queue.next()
      if (next.done) return
      await act(next.value)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const TELL_EVERY_MS = 100

/** Tells how far it is, now and then, and at the end. */
export function pacedProgress(
  monotonicMs: () => number,
  tell: (progress: { readonly done: number; readonly expected: number }) => void,
  expected: number
): (done: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return done => {
    if (monotonicMs() - toldAt < TELL_EVERY_MS && done < expected) return
    toldAt = monotonicMs()
    tell({ done, expected })
  }
}
