/** The grids that have columns to arrange. */
export type GridName = 'sessions' | 'users' | 'activity'

/** How a person has the columns of one store. */
export interface ColumnLook {
  readonly widths: Readonly<Record<string, number>>
  readonly hidden: readonly string[]
  /** Paths in the payload that have a column. */
  readonly paths: readonly string[]
  /** By grid, its columns that can be moved; one that is not named comes after them. */
  readonly order: Readonly<Partial<Record<GridName, readonly string[]>>>
}

/** By store: the connection's id and the namespace. The one arranged last is the last. */
export type ColumnLooks = Readonly<Record<string, ColumnLook>>

export const firstLook: ColumnLook = { widths: {}, hidden: [], paths: [], order: {} }

/** So many stores are remembered. */
const MOST_LOOKS = 100

/** `looks` with one store's columns arranged otherwise. */
export function withLook(looks: ColumnLooks, store: string, part: Partial<ColumnLook>): ColumnLooks {
  const others = Object.entries(looks).filter(([name]) => name !== store)
  const look = { ...(looks[store] ?? firstLook), ...part }
  return Object.fromEntries([...others, [store, look] as const].slice(-MOST_LOOKS))
}

/** The looks in what was stored; what is not one is left out. */
export function looksIn(stored: unknown): ColumnLooks {
  if (!isObject(stored)) return {}
  return Object.fromEntries(Object.entries(stored).map(([name, look]) => [name, lookIn(look)]))
}

function lookIn(stored: unknown): ColumnLook {
  const { widths, hidden, paths, order } = isObject(stored) ? stored : {}
  return {
    widths: isObject(widths) && Object.values(widths).every(isWidth) ? (widths as ColumnLook['widths']) : {},
    hidden: isNames(hidden) ? hidden : [],
    paths: isNames(paths) ? paths : [],
    order: isObject(order) && Object.values(order).every(isNames) ? (order as ColumnLook['order']) : {}
  }
}

/** Whether a stored value can be a width in px. */
export function isWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= 40 && value <= 2000
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(name => typeof name === 'string')
