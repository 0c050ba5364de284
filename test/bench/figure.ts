import type { FigureName } from './options'

/** Repeated measurements of one thing, in the unit of the figure. */
export interface Spread {
  readonly n: number
  readonly min: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** Something the product has promised about a figure, and whether this run kept it. */
export interface Must {
  readonly says: string
  readonly reached: number
  readonly isMet: boolean
}

/** One figure beside its peer, both of the same run. `more` is what explains it; its keys name their units. */
export interface Figure {
  readonly name: FigureName
  readonly says: string
  readonly unit: 'ms' | 'bytes' | 'frames/s'
  readonly ours: Spread
  readonly peer: { readonly says: string; readonly spread: Spread }
  readonly musts: readonly Must[]
  readonly more: Readonly<Record<string, unknown>>
}

/** The spread of what was measured. Errors: nothing measured is a mistake of the bench, and thrown. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('Nothing was measured.')
  const sorted = [...values].sort((a, b) => a - b)
  return {
    n: sorted.length,
    min: rounded(quantile(sorted, 0)),
    p50: rounded(quantile(sorted, 0.5)),
    p99: rounded(quantile(sorted, 0.99)),
    max: rounded(quantile(sorted, 1))
  }
}

/** The value below which `share` of the sorted values lie, nearest rank: always one that was measured. */
export function quantile(sorted: readonly number[], share: number): number {
  const index = Math.max(0, Math.ceil(share * sorted.length) - 1)
  return sorted[index] ?? Number.NaN
}

/** A promise of at most `limit`. */
export function atMost(says: string, reached: number, limit: number): Must {
  return { says, reached: rounded(reached), isMet: reached <= limit }
}

/** A promise of at least `limit`. */
export function atLeast(says: string, reached: number, limit: number): Must {
  return { says, reached: rounded(reached), isMet: reached >= limit }
}

/** Two decimals: more would be noise written down. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
