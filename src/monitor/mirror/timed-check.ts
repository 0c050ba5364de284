import type { EpochMs } from '../../shared/domain/session'
import type { Mirror } from './mirror'

/** When a filter on times has to look at every session again. */
export interface TimedCheck {
  /** How long until then by the mirror's clock, ms; 0 and less: now. */
  dueInMs(mirror: Pick<Mirror, 'now' | 'size'>): number
  done(at: EpochMs): void
}

/** A second where looking at all is cheap; of a million sessions, each ten seconds: a hundred thousand take some ms. */
const gapMs = (size: number) => Math.max(1000, size / 100)

/** Keeps the last time at which all were looked at. A clock that was corrected backwards is due as well. */
export function createTimedCheck(): TimedCheck {
  let doneAt = Number.NEGATIVE_INFINITY
  return {
    dueInMs: ({ now, size }) => gapMs(size) - Math.abs(now - doneAt),
    done(at) {
      doneAt = at
    }
  }
}
