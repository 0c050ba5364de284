import { z } from 'zod'
import type { EndingKind, OtherSession } from './event'
import type { EpochMs, SessionKey, StoredState, UserKey } from './session'

/** A long `Cookie` header is a few kilobytes; browsers send no more than this for one site. */
export const MAX_WHY_TEXT = 20_000

/** What a person wants to know: of a cookie, a session id or a user. Both texts are credentials, and are kept nowhere. */
export const whyAsk = z.object({
  text: z.string().max(MAX_WHY_TEXT),
  /** The app's secret, to check the signature; empty: it is not checked. Several, one a line: any of them may have signed. */
  secret: z.string().max(10_000),
  /** The address of the site; empty: not told. */
  address: z.string().max(2000)
})
export type WhyAsk = z.infer<typeof whyAsk>

/** Who told how a session ended: the open window, the journal, or the list of what was done from here. */
export type WhySource = 'seen' | 'journal' | 'audit'

/** One thing that was found out, as plain data: `shared/words/why-words.ts` says it. */
export type WhyFinding =
  /** The session is there and names a user, or is a guest's, or cannot be read. */
  | { readonly kind: 'signed-in'; readonly user: UserKey | null; readonly expiresAt: EpochMs | null }
  | { readonly kind: 'guest'; readonly expiresAt: EpochMs | null }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly expiresAt: EpochMs | null }
  /** `isThere`: the document has not been deleted yet. */
  | {
      readonly kind: 'expired'
      readonly user: UserKey | null
      readonly expiredAt: EpochMs
      readonly isThere: boolean
      readonly hasTtl: boolean
      readonly from: WhySource
    }
  /** `isLikely`: known again by the ends of its id alone. `by`: the account that did it, from here. */
  | {
      readonly kind: 'ended'
      readonly how: Exclude<EndingKind, 'expired'>
      readonly at: EpochMs
      readonly user: UserKey | null
      readonly expiresAt: EpochMs | null
      readonly from: WhySource
      readonly by: string | null
      readonly other: OtherSession | null
      readonly isLikely: boolean
    }
  /** The same user has signed in since; `isRenewal`: in the same moment, as when a sign-in gives the browser another id. */
  | {
      readonly kind: 'newer'
      readonly isRenewal: boolean
      readonly user: UserKey
      readonly maskedId: string
      readonly sinceAt: EpochMs
      readonly expiresAt: EpochMs | null
    }
  /** The document is still there, and names nobody any more. */
  | { readonly kind: 'user-removed'; readonly user: UserKey | null; readonly at: EpochMs }
  | {
      readonly kind: 'elsewhere'
      readonly ns: string
      readonly here: string
      readonly state: StoredState
      readonly user: UserKey | null
      readonly expiresAt: EpochMs | null
    }
  /** `watchedSince`, `journalFrom`: had it ended after that, it would be known. `unlooked`: stores that did not answer. */
  | {
      readonly kind: 'unknown'
      readonly ns: string
      readonly watchedSince: EpochMs | null
      readonly journalFrom: EpochMs | null
      readonly looked: number
      readonly unlooked: readonly string[]
    }
  | { readonly kind: 'signature-differs' }
  /** What stands where the signature should be is none. */
  | { readonly kind: 'signature-broken' }
  /** A cookie of an app that takes signed ones only. */
  | { readonly kind: 'signature-missing' }
  | { readonly kind: 'other-secret' }
  | { readonly kind: 'signature-matches' }
  | { readonly kind: 'signature-unchecked' }
  | { readonly kind: 'nothing-to-check' }
  /** By the `Set-Cookie` that was given: the app took the cookie away, or the browser has dropped it by now. */
  | { readonly kind: 'cookie-removed' }
  | { readonly kind: 'cookie-over'; readonly at: EpochMs }
  | { readonly kind: 'cookie-outlives'; readonly cookieAt: EpochMs; readonly documentAt: EpochMs }
  | { readonly kind: 'document-outlives'; readonly cookieAt: EpochMs; readonly documentAt: EpochMs }
  | { readonly kind: 'secure-on-http' }
  | { readonly kind: 'secure-maybe' }
  | { readonly kind: 'sent-twice'; readonly cookie: string | null; readonly count: number }
  /** The cookie is the session itself: no store has it. */
  | { readonly kind: 'carried'; readonly as: 'jwt' | 'flask' }
  | { readonly kind: 'user'; readonly user: UserKey; readonly active: number; readonly expired: number }
  | {
      readonly kind: 'user-session'
      readonly maskedId: string
      readonly sinceAt: EpochMs
      readonly isOrEarlier: boolean
      readonly lastSeenAt: EpochMs | null
      readonly expiresAt: EpochMs | null
    }
  | {
      readonly kind: 'user-ending'
      readonly maskedId: string
      readonly how: EndingKind
      readonly at: EpochMs
      readonly expiresAt: EpochMs | null
    }
  | { readonly kind: 'more-sessions'; readonly count: number }
  | { readonly kind: 'several-users'; readonly users: readonly UserKey[]; readonly count: number }
  | { readonly kind: 'nobody'; readonly ns: string; readonly watchedSince: EpochMs | null }

/** What a person is told. It has no id in it and nothing of what was asked with, but the name of a known cookie. */
export interface WhyAnswer {
  readonly ns: string
  /** The cookie that was looked at, where its name is one that libraries give. */
  readonly cookie: string | null
  /** Masked; null where a user was asked for. */
  readonly maskedId: string | null
  /** The first is the answer, the others are its evidence. */
  readonly findings: readonly WhyFinding[]
  /** The session, where it is in the open store. */
  readonly key: SessionKey | null
  /** Whom the session is or was of. */
  readonly user: UserKey | null
  /** The server's clock. */
  readonly at: EpochMs
}
