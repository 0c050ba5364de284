import { type Level, type Levels, type Measure, measures } from '../../shared/domain/overview'
import type { EpochMs } from '../../shared/domain/session'
import type { Totals } from '../../shared/domain/view'
import { createSteps, type Step } from './steps'

/** Each measure as it last stood, with the least and the most it has been. */
export type LevelValue = Readonly<
  Record<Measure, { readonly last: number; readonly min: number; readonly max: number }>
>

/** The counts over time, sampled. */
export interface LevelHistory {
  sample(at: EpochMs, totals: Totals): void
  breakOff(): void
  read(fromAt: EpochMs, toAt: EpochMs, most: number): Levels
}

const each = <T>(make: (measure: Measure) => T) =>
  Object.fromEntries(measures.map(measure => [measure, make(measure)])) as Record<Measure, T>

/** Two stretches of time taken together. */
export function joinLevels(a: LevelValue, b: LevelValue): LevelValue {
  return each(measure => ({
    last: b[measure].last,
    min: Math.min(a[measure].min, b[measure].min),
    max: Math.max(a[measure].max, b[measure].max)
  }))
}

/** Nothing sampled yet. */
export function createLevelHistory(): LevelHistory {
  const history = createSteps(joinLevels)
  return {
    sample(at, totals) {
      history.add(
        at,
        each(measure => ({ last: totals[measure], min: totals[measure], max: totals[measure] }))
      )
    },
    breakOff: history.breakOff,
    read(fromAt, toAt, most) {
      const { stepMs, steps } = history.read(fromAt, toAt, most)
      return {
        stepMs,
        at: steps.map(step => step.at),
        isAfterGap: steps.map(step => step.isAfterGap),
        ...each(measure => levelOf(steps, measure))
      }
    }
  }
}

function levelOf(steps: readonly Step<LevelValue>[], measure: Measure): Level {
  return {
    last: steps.map(step => step.value[measure].last),
    min: steps.map(step => step.value[measure].min),
    max: steps.map(step => step.value[measure].max)
  }
}

/** The most that were signed in, and when first. */
export function mostSignedIn({ at, signedIn }: Levels): { count: number; at: EpochMs } | null {
  if (at.length === 0) return null
  const count = signedIn.max.reduce((most, n) => Math.max(most, n), 0)
  return { count, at: at[signedIn.max.indexOf(count)] ?? 0 }
}

/** The same, its newest step ending with these counts: they are of the moment up to which it was read. */
export function endingWith(levels: Levels, totals: Totals): Levels {
  if (levels.at.length === 0) return levels
  return {
    ...levels,
    ...each(measure => {
      const { last, min, max } = levels[measure]
      const count = totals[measure]
      return {
        last: [...last.slice(0, -1), count],
        min: [...min.slice(0, -1), Math.min(min.at(-1) ?? count, count)],
        max: [...max.slice(0, -1), Math.max(max.at(-1) ?? count, count)]
      }
    })
  }
}
