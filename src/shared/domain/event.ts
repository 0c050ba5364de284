import type { EpochMs, SessionKey, StoredState, UserKey } from './session'

/** In the order in which a person would list them. */
export const endingKinds = ['signed-out', 'revoked', 'expired', 'cleared', 'replaced'] as const
/**
 * How a session ended: deleted before its expiry by the app, or from here, at or after it, the collection was cleared or
 * dropped, or a sign-in likely gave its browser a new id.
 */
export type EndingKind = (typeof endingKinds)[number]

export const activityKinds = [
  'signed-in',
  'arrived',
  'changed',
  'touched',
  'removed',
  'came-back',
  'restored',
  ...endingKinds
] as const
/**
 * What happened to one session. `arrived` is a new guest, `signed-in` a session that now names a user, `changed` a write
 * that altered the payload, `touched` one that only moved the expiry, `removed` the deleting of a document that had expired,
 * `came-back` a session written anew under its id after it had been ended, `restored` one brought back from here.
 */
export type ActivityKind = (typeof activityKinds)[number]

/** Whether a session is over with this. */
export function isEnding(kind: ActivityKind): kind is EndingKind {
  return endingKinds.some(ending => ending === kind)
}

/** What one write did to one value of the payload. Texts are cut; values whose names say secret are dots. */
export interface PathChange {
  /** Dotted path inside the payload, `cart.items`. The cookie is left out: `expiryBefore` and `expiresAt` say how the expiry moved. */
  readonly path: string
  readonly how: 'added' | 'removed' | 'changed'
  /** Null: it was not there. */
  readonly before: string | null
  /** Null: it is no longer there. */
  readonly after: string | null
  readonly isMasked: boolean
}

/** Another session, as far as a sentence needs it. */
export interface OtherSession {
  readonly key: SessionKey
  readonly maskedId: string
  readonly user: UserKey | null
}

/** What a write changed, as far as it could be compared. */
export interface WriteChanges {
  /** Null where the payload before was never seen, or could not be compared: `uncompared` says which. */
  readonly changes: readonly PathChange[] | null
  /** Changed paths beyond those listed. */
  readonly moreChanges: number
  readonly uncompared: 'never-seen' | 'too-large' | 'unreadable' | null
  /** Seen by a poll, which may have merged several writes into one. */
  readonly isMerged: boolean
}

/**
 * One line of activity, derived once in the monitor; window, terminal and tests see the same ones. What does not belong to
 * its kind is null, 0 or false.
 */
export interface ActivityEvent extends WriteChanges {
  /** Grows by one with each event of an open store. An event told again with an id seen before corrects that one. */
  readonly id: number
  readonly isCorrection: boolean
  readonly event: ActivityKind
  readonly key: SessionKey
  readonly maskedId: string
  /** Of a signed-out session the user it had. */
  readonly user: UserKey | null
  /** What the session was, or where it goes on, what it now is. */
  readonly state: StoredState
  readonly at: EpochMs
  readonly expiresAt: EpochMs | null
  /** The expiry before this write. */
  readonly expiryBefore: EpochMs | null
  /** From its start to now, ms; for what ends, and for a guest who signs in under the same id. */
  readonly stayedMs: number | null
  /** It may have begun before Sextant saw it. */
  readonly isStayedAtLeast: boolean
  /** A sign-out that left the document without its user. */
  readonly isNowGuest: boolean
  /** Signed in: how many active sessions its user has with this one; 0 where that is not known. */
  readonly nthSession: number
  /** Likely the same browser's session before (signed in) or after (replaced); never certain. */
  readonly other: OtherSession | null
}

/** So many events of the open store are kept, in memory only. */
export const MAX_EVENTS = 20_000
/** Of what was before those, so many endings are kept: how sessions ended outlives a flood of writes. */
export const MAX_ENDINGS = 5000
