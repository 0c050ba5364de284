/** Where the list stands when a key moves the selection. */
export interface ListStand {
  /** The first row on screen: where a selection begins when there is none. */
  readonly first: number
  readonly matching: number
  /** Rows a page moves by. */
  readonly page: number
}

/** Whether a key moves the selection from row to row. */
export function isStep(key: string): boolean {
  return ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].includes(key)
}

/** The row a key leads to from row `from`; without one the first row on screen is next. */
export function stepOf(key: string, from: number | null, { first, matching, page }: ListStand): number {
  if (key === 'Home') return 0
  if (key === 'End') return matching - 1
  if (from === null) return Math.min(first, matching - 1)
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: Math.max(1, page), PageUp: -Math.max(1, page) }[key] ?? 0
  return Math.max(0, Math.min(matching - 1, from + by))
}
