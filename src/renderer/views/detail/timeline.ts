import type { ActivityEvent } from '../../../shared/domain/event'
import type { EpochMs } from '../../../shared/domain/session'

/** One line of a session's timeline: a write, or neighbouring touches folded into one. */
export interface TimelineLine {
  /** The newest of its writes. */
  readonly event: ActivityEvent
  /** How many writes it stands for. */
  readonly count: number
  /** When the oldest of them was. */
  readonly fromAt: EpochMs
  /** The expiry before the oldest of them. */
  readonly expiryBefore: EpochMs | null
}

/** Folds neighbouring touches; everything else keeps a line of its own. Newest first, as it is given. */
export function timelineOf(writes: readonly ActivityEvent[]): readonly TimelineLine[] {
  const lines: TimelineLine[] = []
  for (const event of writes) {
    const above = lines.at(-1)
    if (above !== undefined && event.event === 'touched' && above.event.event === 'touched') {
      lines[lines.length - 1] = {
        ...above,
        count: above.count + 1,
        fromAt: event.at,
        expiryBefore: event.expiryBefore
      }
    } else lines.push({ event, count: 1, fromAt: event.at, expiryBefore: event.expiryBefore })
  }
  return lines
}

/** Whether this is something the app wrote: expiring and being deleted are not writes. */
export function isWrite({ event }: Pick<ActivityEvent, 'event'>): boolean {
  return event === 'arrived' || event === 'signed-in' || event === 'changed' || event === 'touched'
}
