import type { ExpiryBar, Levels, Rates } from '../../../shared/domain/overview'

/** Columns for a chart: x first; null where nothing is drawn. `stepOf` leads from a place in them back to its step. */
export interface ChartData {
  readonly columns: readonly (readonly (number | null)[])[]
  /** Null: a gap, put in so that no line leads over it. */
  readonly stepOf: readonly (number | null)[]
}

/** Signed in and guests, each as least, most and last. */
export function levelData(levels: Levels): ChartData {
  const { signedIn, guests, at, isAfterGap, stepMs } = levels
  const rows = [signedIn.min, signedIn.max, signedIn.last, guests.min, guests.max, guests.last]
  const columns: (number | null)[][] = [[], ...rows.map(() => [])]
  const stepOf: (number | null)[] = []
  at.forEach((begin, step) => {
    const before = at[step - 1]
    if (isAfterGap[step] && before !== undefined) {
      columns[0]?.push(Math.min(begin - 1, before + stepMs))
      for (const column of columns.slice(1)) column.push(null)
      stepOf.push(null)
    }
    columns[0]?.push(begin)
    rows.forEach((row, i) => void columns[i + 1]?.push(row[step] ?? null))
    stepOf.push(step)
  })
  return { columns, stepOf }
}

/** A bar of nothing would still have an edge. */
const orNothing = (value: number) => (value === 0 ? null : value)

/** Sign-ins upwards; sign-outs downwards, and with them what expired. A bar stands in the middle of its step. */
export function rateData({ steps, stepMs }: Rates): ChartData {
  return {
    columns: [
      steps.map(step => step.at + stepMs / 2),
      steps.map(step => orNothing(step.signedIn)),
      steps.map(step => orNothing(-(step.signedOut + step.expired))),
      steps.map(step => orNothing(-step.signedOut))
    ],
    stepOf: steps.map((_, i) => i)
  }
}

/** All of a bar, the signed in of it, and apart from both what has less than a minute left. */
export function expiryData(bars: readonly ExpiryBar[]): ChartData {
  const totalOf = (bar: ExpiryBar) => bar.signedIn + bar.guests
  return {
    columns: [
      bars.map((_, i) => i),
      bars.map((bar, i) => (i === 0 ? null : orNothing(totalOf(bar)))),
      bars.map((bar, i) => (i === 0 ? null : orNothing(bar.signedIn))),
      bars.map((bar, i) => (i === 0 ? orNothing(totalOf(bar)) : null))
    ],
    stepOf: bars.map((_, i) => i)
  }
}
