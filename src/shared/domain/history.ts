import type { ActivityEvent } from './event'
import type { EpochMs, SessionKey } from './session'

/** What was seen to happen to one session, write by write. Complete in itself; `version` only grows. */
export interface SessionHistory {
  readonly version: number
  readonly key: SessionKey
  /** Newest first, at most `MAX_HISTORY_WRITES`; sign-ins, sign-outs and endings among them. */
  readonly writes: readonly ActivityEvent[]
  /** All that were seen; more than `writes` when the oldest were let go. */
  readonly count: number
  /** Since when Sextant has followed this session: its arrival, or the opening of the store. */
  readonly sinceAt: EpochMs
  /** The store is polled now: writes between two looks come as one. */
  readonly isPolled: boolean
  /** How it ended; null while it is there, or when its end was not seen. */
  readonly ended: ActivityEvent | null
}

/** So many writes of one session are kept. */
export const MAX_HISTORY_WRITES = 500
