import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs, Session, SessionKey, UserKey } from '../../shared/domain/session'
import type { WhyFinding } from '../../shared/domain/why'
import type { SetCookie } from './cookie-text'

/** What a session's document says that a row does not show. */
export interface Found {
  readonly session: Session
  /** Of the cookie as it stands in the document; null: it says nothing of it. */
  readonly cookieAt: EpochMs | null
  readonly isSecure: boolean
}

/** What the secret says of the signature. `none`: there is no signature, and none is needed. */
export type SignatureState =
  | 'matches'
  | 'differs'
  | 'broken'
  | 'missing'
  | 'unchecked'
  | 'nothing-to-check'
  | 'none'

/** How a session that is not there ended. */
export type KnownEnd = Extract<WhyFinding, { kind: 'ended' | 'expired' }>

/** The same user's session that began after this one had ended. */
export type Newer = Extract<WhyFinding, { kind: 'newer' }>

/** A session of another store under one of the ids. */
export type Elsewhere = Extract<WhyFinding, { kind: 'elsewhere' }>

/** All that could be learned of a session. */
export interface SessionFacts {
  readonly cookie: string | null
  readonly setCookie: SetCookie | null
  /** By its name, its attributes or its document, a browser sends the cookie over https only. */
  readonly isSecure: boolean
  /** Null: the address is not told. */
  readonly isHttp: boolean | null
  readonly sent: number
  readonly maskedId: string
  readonly signature: SignatureState
  readonly key: SessionKey | null
  readonly found: Found | null
  /** The last ending that is known of it, also where it is there again. */
  readonly end: KnownEnd | null
  /** Where the document is still there: that its user was taken out of it. */
  readonly userRemoved: ActivityEvent | null
  readonly newer: Newer | null
  readonly elsewhere: readonly Elsewhere[]
  /** Other stores that were looked into, and those that did not answer. */
  readonly looked: number
  readonly unlooked: readonly string[]
}

/** All that could be learned of a user. */
export interface UserFacts {
  readonly user: UserKey
  /** The newest first. */
  readonly sessions: readonly Session[]
  /** The last one first. */
  readonly endings: readonly ActivityEvent[]
}

/** Where and when it was looked. */
export interface Place {
  readonly ns: string
  readonly now: EpochMs
  readonly hasTtl: boolean
  readonly watchedSince: EpochMs | null
  readonly journalFrom: EpochMs | null
}

/** What an answer is made of. */
export type WhyFacts = Place &
  (
    | { readonly about: 'session'; readonly session: SessionFacts }
    | { readonly about: 'user'; readonly person: UserFacts }
    | { readonly about: 'users'; readonly users: readonly UserKey[] }
    | { readonly about: 'nobody' }
    | { readonly about: 'carried'; readonly as: 'jwt' | 'flask'; readonly cookie: string | null }
    | { readonly about: 'removed'; readonly cookie: string | null }
  )
