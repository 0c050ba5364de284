import { noCounts } from '../../../src/monitor/overview/counters'
import type {
  Counts,
  ExpiryBar,
  Level,
  Levels,
  OverviewWindow,
  Rates,
  Survey
} from '../../../src/shared/domain/overview'
import { noTotals } from '../../../src/shared/domain/view'

/** Nothing happened, for a minute. */
export function someCounts(part: Partial<Counts> = {}): Counts {
  return { ...noCounts, seconds: 60, ...part }
}

/** A level that did not vary within its steps. */
export function aLevel(last: readonly number[]): Level {
  return { last, min: last, max: last }
}

/** Steps of ten seconds from 0 on, as many as were signed in. */
export function someLevels(signedIn: readonly number[], part: Partial<Levels> = {}): Levels {
  const zeros = aLevel(signedIn.map(() => 0))
  return {
    stepMs: 10_000,
    at: signedIn.map((_, i) => i * 10_000),
    isAfterGap: signedIn.map(() => false),
    signedIn: aLevel(signedIn),
    guests: zeros,
    users: zeros,
    expired: zeros,
    ...part
  }
}

/** Minutes from 0 on. */
export function someRates(minutes: readonly Partial<Counts>[]): Rates {
  const steps = minutes.map((part, i) => ({ at: i * 60_000, isAfterGap: false, ...someCounts(part) }))
  const sum = (name: keyof Counts) => steps.reduce((total, step) => total + step[name], 0)
  const names = Object.keys(someCounts()) as (keyof Counts)[]
  return {
    stepMs: 60_000,
    steps,
    sum: Object.fromEntries(names.map(name => [name, sum(name)])) as unknown as Counts,
    lastMinute: steps.at(-1) ?? null
  }
}

/** Bars from minute to minute, as told. */
export function someBars(
  ...bars: readonly [toMin: number | null, signedIn: number, guests: number][]
): ExpiryBar[] {
  return bars.map(([toMin, signedIn, guests], i) => ({
    fromMs: (bars[i - 1]?.[0] ?? 0) * 60_000,
    toMs: toMin === null ? null : toMin * 60_000,
    signedIn,
    guests
  }))
}

/** A look at nobody. */
export function aSurvey(part: Partial<Survey> = {}): Survey {
  return {
    at: 0,
    bars: [],
    neverExpire: 0,
    cliff: null,
    active: { signedIn: 0, people: 0, guests: 0, untold: 0, bases: [], lastSeenAt: null },
    lifetimes: [],
    topUsers: [],
    drain: null,
    ...part
  }
}

/** A window as main pushes it. */
export function anOverviewWindow(part: Partial<OverviewWindow> = {}): OverviewWindow {
  return {
    version: 1,
    ask: { span: '1h', isShown: true },
    madeAt: 60_000,
    openedAt: 0,
    totals: noTotals,
    levels: someLevels([1, 2]),
    rates: someRates([]),
    figures: { mostSignedIn: null, medianStayMs: null, stays: 0 },
    isHeld: true,
    survey: null,
    ...part
  }
}
