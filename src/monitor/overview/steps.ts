import type { EpochMs } from '../../shared/domain/session'

/** What was told within one step of time. */
export interface Step<T> {
  readonly at: EpochMs
  readonly value: T
  /** True where nobody was looking between the step before and this one. */
  readonly isAfterGap: boolean
}

/** A history that is fine where it is recent and coarse where it is old. Times are multiples of a step. */
export interface Steps<T> {
  /** Joins `value` to the step of `at`. What comes too late for its step, because nobody looked then, joins the newest one. */
  add(at: EpochMs, value: T): void
  /** Nobody looks from here on: no line may lead from the last step to the next. */
  breakOff(): void
  /** The steps from `fromAt` to `toAt`, as fine as they are kept and as `most` allows. */
  read(fromAt: EpochMs, toAt: EpochMs, most: number): StepsRead<T>
}

export interface StepsRead<T> {
  readonly stepMs: number
  readonly steps: readonly Step<T>[]
}

/** So many steps of this length are kept. */
export interface Tier {
  readonly stepMs: number
  readonly keep: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Five minutes by the second, an hour by ten seconds, a day by the minute, and beyond that by ten minutes. */
export const tiers: readonly Tier[] = [
  { stepMs: SECOND, keep: 302 },
  { stepMs: 10 * SECOND, keep: 362 },
  { stepMs: MINUTE, keep: 1442 },
  // A fortnight; then the steps become twice as long, so that memory is bounded and the beginning is still there.
  { stepMs: 10 * MINUTE, keep: 2016 }
]

/** Lengths that a clock face has, for steps that are joined to fit. */
const roundSteps = [
  ...[1, 2, 5, 10, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 20, 30].map(n => n * MINUTE),
  ...[1, 2, 6, 12, 24, 168].map(n => n * HOUR)
]

/** `join` takes the earlier value first; it has to be associative, so that thin steps say what fine ones did. */
export function createSteps<T>(join: (earlier: T, later: T) => T, kept = tiers): Steps<T> {
  const rows = kept.map((tier, index) => createRow(join, tier, index === kept.length - 1))
  return {
    add: (at, value) => rows.forEach(row => void row.add(at, value)),
    breakOff: () => rows.forEach(row => void row.breakOff()),
    read(fromAt, toAt, most) {
      const row = rows.find(one => one.reaches(fromAt)) ?? rows.at(-1)
      if (row === undefined) return { stepMs: SECOND, steps: [] }
      const stepMs = fittingStep(row.stepMs, toAt - fromAt, most)
      const steps = joined(row.steps(), stepMs, join).filter(s => s.at + stepMs > fromAt && s.at <= toAt)
      return { stepMs, steps: steps.slice(-most) }
    }
  }
}

function fittingStep(stepMs: number, rangeMs: number, most: number): number {
  const fits = (ms: number) => ms % stepMs === 0 && rangeMs / ms <= most
  return roundSteps.find(fits) ?? stepMs * Math.max(1, Math.ceil(rangeMs / (most * stepMs)))
}

/** Steps joined into longer ones. A gap within a longer step is not seen any more; one that fills it is. */
function joined<T>(steps: readonly Step<T>[], stepMs: number, join: (a: T, b: T) => T): Step<T>[] {
  const longer: Step<T>[] = []
  for (const step of steps) {
    const at = Math.floor(step.at / stepMs) * stepMs
    const last = longer.at(-1)
    if (last?.at === at) longer[longer.length - 1] = { ...last, value: join(last.value, step.value) }
    else longer.push({ ...step, at })
  }
  return longer
}

function createRow<T>(join: (earlier: T, later: T) => T, { stepMs: first, keep }: Tier, isLast: boolean) {
  let stepMs = first
  let steps: Step<T>[] = []
  let isBroken = false
  let hasDropped = false

  function push(step: Step<T>): void {
    steps.push(step)
    if (steps.length <= keep) return
    if (isLast) {
      stepMs *= 2
      steps = joined(steps, stepMs, join)
    } else {
      steps.shift()
      hasDropped = true
    }
  }

  /** Place of the step that holds `at`, else of the newest; -1 when there is none. */
  function placeOf(at: EpochMs): number {
    for (let i = steps.length - 1; i >= 0; i -= 1) {
      const step = steps[i] as Step<T>
      if (step.at === at) return i
      if (step.at < at) break
    }
    return steps.length - 1
  }

  return {
    get stepMs() {
      return stepMs
    },
    add(exactAt: EpochMs, value: T) {
      const at = Math.floor(exactAt / stepMs) * stepMs
      const newest = steps.at(-1)
      if (newest === undefined || newest.at < at) push({ at, value, isAfterGap: isBroken })
      else {
        const place = placeOf(at)
        const step = steps[place] as Step<T>
        steps[place] = { ...step, value: join(step.value, value) }
      }
      isBroken = false
    },
    breakOff() {
      isBroken = steps.length > 0
    },
    reaches: (at: EpochMs) => !hasDropped || (steps[0]?.at ?? at) <= at,
    steps: () => steps
  }
}
