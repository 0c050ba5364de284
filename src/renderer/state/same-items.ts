/** How the items of a window are told apart, and when one is as it was. */
interface Likeness<T> {
  readonly idOf: (item: T) => string
  readonly isSame: (was: T, now: T) => boolean
}

/** `next` with the old object of every item that is as it was, so that React does not draw it again. */
export function withOldObjects<T>(old: readonly T[], next: readonly T[], { idOf, isSame }: Likeness<T>): T[] {
  const before = new Map(old.map(item => [idOf(item), item]))
  return next.map(item => {
    const was = before.get(idOf(item))
    return was !== undefined && isSame(was, item) ? was : item
  })
}
