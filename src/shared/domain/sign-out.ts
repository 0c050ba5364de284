import { z } from 'zod'
import type { Fault } from '../fault'
import type { EpochMs, Session, UserKey } from './session'
import { sessionKey } from './view'

/** A plan names its sessions one by one up to here, so that some can be spared. */
export const MOST_LISTED = 8

/** From so many sessions on, their number has to be typed. */
export const TYPED_FROM = 100

/** What ending some sessions would mean, worked out before a person decides. */
export interface SignOutPlan {
  readonly id: number
  readonly sessions: number
  /** How many of them are signed in, and how many users that is. */
  readonly signedIn: number
  readonly people: number
  /** The user whose sessions all of these are; null: of several, or of none. */
  readonly user: UserKey | null
  /** Nobody would be signed in any more. */
  readonly isEverybody: boolean
  /** `sessions` has to be typed by hand. */
  readonly mustType: boolean
  /** All of them where they are few, else none. */
  readonly rows: readonly Session[]
}

/** Does what was planned, but for those spared. */
export const signOutStart = z.object({
  plan: z.number().int(),
  spared: z.array(sessionKey).max(MOST_LISTED),
  /** What was typed where the plan asks for it. */
  typed: z.number().int().nullable(),
  /** Ends them again for a minute, where a request that was under way saves them anew. */
  isHeld: z.boolean()
})
export type SignOutStart = z.infer<typeof signOutStart>

/** Sets the expiry of what was planned, but of those spared, to an instant of the server's clock. */
export const expiryMove = signOutStart.omit({ isHeld: true }).extend({ to: z.number().int().min(0) })
export type ExpiryMove = z.infer<typeof expiryMove>

/** How setting expiries went. */
export interface ExpiryDone {
  /** For undoing it; null: nothing was set. */
  readonly id: number | null
  readonly moved: number
  /** Had gone, or have no date for an expiry. */
  readonly gone: number
  readonly to: EpochMs
  readonly isCancelled: boolean
  readonly fault: Fault | null
}

/** How ending sessions went. What was ended until then stays ended, also where it was cancelled or failed. */
export interface SignOutDone {
  /** For undoing it; null: nothing was ended. */
  readonly id: number | null
  readonly ended: number
  /** Had gone by themselves. */
  readonly gone: number
  readonly people: number
  readonly user: UserKey | null
  readonly isCancelled: boolean
  readonly fault: Fault | null
}

/** How bringing them back went. */
export interface UndoDone {
  readonly act: 'end' | 'expiry'
  readonly restored: number
  /** There again already, written anew since: left as they are. */
  readonly cameBack: number
  /** Users who have signed in again in the meantime. */
  readonly signedInAgain: readonly UserKey[]
  /** What could not be brought back can be tried again. */
  readonly fault: Fault | null
}

/** How far an act is. */
export interface ActProgress {
  readonly done: number
  readonly expected: number
}

/** One line of the list of what was done from this computer. */
export const auditLine = z.object({
  /** Epoch ms by this computer's clock. */
  at: z.number(),
  /** The account on this computer, and the one on the database where there is one. */
  by: z.string(),
  /** Connection and namespace. */
  where: z.string(),
  act: z.enum(['signed-out', 'ended-again', 'undone', 'expiry-set', 'expiry-undone']),
  sessions: z.number().int(),
  people: z.number().int(),
  /** Hashed ids of the sessions, the first ones of many. */
  keys: z.array(z.string()).max(1000)
})
export type AuditLine = z.infer<typeof auditLine>
