import type { EpochMs, SessionKey, UserKey } from './session'

/** How a session ended: deleted before its expiry, at or after it, or the whole collection was cleared or dropped. */
export type EndingKind = 'signed-out' | 'expired' | 'cleared'

/**
 * What happened to one session. `arrived` is a new guest, `signed-in` a session that now names a user,
 * `changed` a write that altered the payload, `touched` one that only moved the expiry.
 */
export type ActivityKind = 'arrived' | 'signed-in' | 'touched' | 'changed' | EndingKind

/** One line of activity, derived once in the monitor; window, terminal and tests see the same ones. */
export interface ActivityEvent {
  readonly event: ActivityKind
  readonly key: SessionKey
  readonly user: UserKey | null
  readonly at: EpochMs
  readonly expiresAt: EpochMs | null
}
