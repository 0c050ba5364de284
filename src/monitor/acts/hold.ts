import type { ActivityEvent } from '../../shared/domain/event'
import type { SessionKey } from '../../shared/domain/session'
import type { Timers } from '../timers'

/** What a hold is made of. */
export interface HoldParts {
  readonly timers: Timers
  readonly endAgain: (id: number, key: SessionKey) => Promise<void>
}

/** Keeps sessions ended for a while: those that come back are ended again. */
export interface Hold {
  begin(id: number, keys: ReadonlySet<SessionKey>): void
  end(id: number): void
  take(events: readonly ActivityEvent[]): void
  stop(): void
}

/** Longer than any request should take that was under way. */
export const HOLD_MS = 60_000

/** Nothing held. */
export function createHold({ timers, endAgain }: HoldParts): Hold {
  const held = new Map<number, { readonly keys: ReadonlySet<SessionKey>; readonly cancel: () => void }>()

  function end(id: number): void {
    held.get(id)?.cancel()
    held.delete(id)
  }

  return {
    begin(id, keys) {
      const cancel = timers.start(() => void held.delete(id), HOLD_MS)
      held.set(id, { keys, cancel })
    },
    end,
    take(events) {
      for (const { event, key } of events) {
        if (event !== 'came-back') continue
        // A failure is met by the feed as well, and told there; the next request that comes back is tried again.
        for (const [id, { keys }] of held) if (keys.has(key)) void endAgain(id, key).catch(() => {})
      }
    },
    stop: () => [...held.keys()].forEach(end)
  }
}
