import type { ActivityEvent } from '../../shared/domain/event'
import type { Counts, Rates } from '../../shared/domain/overview'
import type { EpochMs } from '../../shared/domain/session'
import { createSteps } from './steps'

/** An event, as far as counting needs to know it. */
export type Countable = Pick<ActivityEvent, 'event' | 'key' | 'user' | 'at'>

const MINUTE = 60_000

export const noCounts: Counts = {
  seconds: 0,
  signedIn: 0,
  signedOut: 0,
  expired: 0,
  newGuests: 0,
  goneGuests: 0,
  cleared: 0,
  writes: 0,
  touches: 0
}
const names = Object.keys(noCounts) as (keyof Counts)[]

/** Two stretches of time added up. */
export function addCounts(a: Counts, b: Counts): Counts {
  return Object.fromEntries(names.map(name => [name, a[name] + b[name]])) as unknown as Counts
}

/** What one event counts as. `isPerson`: its session was signed in before. */
export function countsOf({ event }: Pick<Countable, 'event'>, isPerson: boolean): Counts {
  switch (event) {
    case 'signed-in':
      return { ...noCounts, signedIn: 1, writes: 1 }
    case 'arrived':
      return { ...noCounts, newGuests: 1, writes: 1 }
    case 'changed':
      return { ...noCounts, writes: 1 }
    case 'touched':
      return { ...noCounts, writes: 1, touches: 1 }
    case 'signed-out':
      return isPerson ? { ...noCounts, signedOut: 1 } : { ...noCounts, goneGuests: 1 }
    case 'expired':
      return isPerson ? { ...noCounts, expired: 1 } : { ...noCounts, goneGuests: 1 }
    case 'cleared':
      return { ...noCounts, cleared: 1 }
    default:
      // A kind that is told of later than this was written counts as nothing here.
      return noCounts
  }
}

/** How often things happened, over time. */
export interface CountHistory {
  take(event: Countable, isPerson: boolean): void
  /** Somebody was looking for this second, whether anything happened or not. */
  looked(at: EpochMs): void
  breakOff(): void
  read(fromAt: EpochMs, toAt: EpochMs, most: number): Rates
}

/** Nothing counted yet. */
export function createCountHistory(): CountHistory {
  const history = createSteps(addCounts)
  const second: Counts = { ...noCounts, seconds: 1 }
  return {
    take: (event, isPerson) => history.add(event.at, countsOf(event, isPerson)),
    looked: at => history.add(at, second),
    breakOff: history.breakOff,
    read(fromAt, toAt, most) {
      const { stepMs, steps } = history.read(fromAt, toAt, most)
      const wholeMinute = Math.floor(toAt / MINUTE) * MINUTE - MINUTE
      const minute = history.read(wholeMinute, toAt, 12).steps
      const within = minute.filter(step => step.at >= wholeMinute && step.at < wholeMinute + MINUTE)
      return {
        stepMs,
        steps: steps.map(({ at, isAfterGap, value }) => ({ at, isAfterGap, ...value })),
        sum: steps.reduce((sum, step) => addCounts(sum, step.value), noCounts),
        lastMinute: within.length === 0 ? null : within.map(step => step.value).reduce(addCounts)
      }
    }
  }
}
