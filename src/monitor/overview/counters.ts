import type { ActivityEvent } from '../../shared/domain/event'
import type { Counts, Rates } from '../../shared/domain/overview'
import type { EpochMs } from '../../shared/domain/session'
import { createSteps } from './steps'

/** An event, as far as counting needs to know it. */
export type Countable = Pick<ActivityEvent, 'event' | 'key' | 'user' | 'state' | 'at'>

const SECOND = 1000
const MINUTE = 60 * SECOND

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
/** Two stretches of time added up. Written out: it runs four times for each second and each batch of events. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    seconds: a.seconds + b.seconds,
    signedIn: a.signedIn + b.signedIn,
    signedOut: a.signedOut + b.signedOut,
    expired: a.expired + b.expired,
    newGuests: a.newGuests + b.newGuests,
    goneGuests: a.goneGuests + b.goneGuests,
    cleared: a.cleared + b.cleared,
    writes: a.writes + b.writes,
    touches: a.touches + b.touches
  }
}

/** Whether it is somebody's who had signed in, as far as the event itself tells. */
export const isPersons = ({ user, state }: Countable) => user !== null || state === 'signed-in'

type Tally = { -readonly [N in keyof Counts]: Counts[N] }

/** Adds one event. `isPerson`: its session was signed in before. */
function count(tally: Tally, { event }: Pick<Countable, 'event'>, isPerson: boolean): void {
  switch (event) {
    case 'signed-in':
      tally.signedIn += 1
      tally.writes += 1
      return
    case 'arrived':
      tally.newGuests += 1
      tally.writes += 1
      return
    case 'changed':
    case 'came-back':
    case 'restored':
      tally.writes += 1
      return
    case 'touched':
      tally.writes += 1
      tally.touches += 1
      return
    case 'signed-out':
    case 'revoked':
      tally[isPerson ? 'signedOut' : 'goneGuests'] += 1
      return
    case 'expired':
      tally[isPerson ? 'expired' : 'goneGuests'] += 1
      return
    case 'cleared':
      tally.cleared += 1
      return
    case 'removed':
    case 'replaced':
      return
    default:
      // A journal of a later version may tell of more: that counts as nothing here.
      event satisfies never
  }
}

/** How often things happened, over time. */
export interface CountHistory {
  /** Many at once: a burst is summed up by the second before it is put anywhere. */
  take(events: readonly Countable[], isPerson: (event: Countable) => boolean): void
  /** Events that were counted as sign-outs turned out to be of a clearing. */
  correct(cleared: readonly Countable[]): void
  /** Somebody was looking for this second, whether anything happened or not. */
  looked(at: EpochMs): void
  breakOff(): void
  read(fromAt: EpochMs, toAt: EpochMs, most: number): Rates
}

/** Nothing counted yet. */
export function createCountHistory(): CountHistory {
  const history = createSteps(addCounts)
  const oneSecond: Counts = { ...noCounts, seconds: 1 }
  return {
    take(events, isPerson) {
      const bySecond = new Map<number, Tally>()
      for (const event of events) {
        const second = Math.floor(event.at / SECOND) * SECOND
        const tally = bySecond.get(second) ?? { ...noCounts }
        bySecond.set(second, tally)
        count(tally, event, isPerson(event))
      }
      for (const [second, tally] of bySecond) history.add(second, tally)
    },
    correct(cleared) {
      for (const event of cleared) {
        const was = isPersons(event) ? 'signedOut' : 'goneGuests'
        history.add(event.at, { ...noCounts, [was]: -1, cleared: 1 })
      }
    },
    looked: at => history.add(at, oneSecond),
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
