import { useEffect, useRef } from 'react'
import type { Rolling } from './use-rolling'

/** The items that are held of a longer list: `items[0]` is at index `start`. */
interface Held<T> {
  readonly start: number
  readonly items: readonly T[]
}

/** Brings the item at an index into sight and chooses it: at once where it is held, else as soon as it has come. */
export function useSelect<T>(
  rolling: Rolling,
  held: Held<T> | null,
  choose: (item: T) => void
): (index: number) => void {
  const wanted = useRef<number | null>(null)
  const itemAt = (index: number) => held?.items[index - held.start] ?? null

  useEffect(() => {
    if (wanted.current === null) return
    const item = itemAt(wanted.current)
    if (item === null) return
    wanted.current = null
    choose(item)
  })

  return index => {
    rolling.reveal(index)
    const item = itemAt(index)
    wanted.current = item === null ? index : null
    if (item !== null) choose(item)
  }
}
