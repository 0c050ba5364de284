import type { ActivityEvent } from '../../src/shared/domain/event'
import { keyOf, START } from './sessions'

/** A whole valid event; the test names only the field it is about. */
export function anEvent(fields: Partial<ActivityEvent> = {}): ActivityEvent {
  return {
    id: 1,
    isCorrection: false,
    event: 'signed-in',
    key: keyOf(1),
    maskedId: '4f…e1',
    user: 'ann@shop.io',
    state: 'signed-in',
    at: START,
    expiresAt: START + 1_800_000,
    expiryBefore: null,
    stayedMs: null,
    isStayedAtLeast: false,
    isNowGuest: false,
    nthSession: 1,
    other: null,
    changes: null,
    moreChanges: 0,
    uncompared: null,
    isMerged: false,
    ...fields
  }
}

/**
 * Events as they turned out to be: one that was told again to correct it counts once. A guest's session that was likely
 * replaced by a sign-in was signed out as far as its document tells.
 */
export function asTurnedOut(events: readonly ActivityEvent[]): readonly ActivityEvent[] {
  const byId = new Map(events.map(event => [event.id, event]))
  return [...byId.values()].map(event =>
    event.event === 'replaced' ? { ...event, event: 'signed-out' } : event
  )
}

/** Most of a store deleted at once is told as cleared: of one session by itself, it was deleted. The first `count` read so. */
export function asDeleted(events: readonly ActivityEvent[], count: number): readonly ActivityEvent[] {
  let left = count
  return events.map(event => {
    if (event.event !== 'cleared' || left <= 0) return event
    left -= 1
    return { ...event, event: 'signed-out' as const }
  })
}
