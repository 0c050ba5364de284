import type { AlertPlace } from '../../shared/domain/alerts'
import type { EpochMs, UserKey } from '../../shared/domain/session'

/** What is over a threshold at an instant. */
export interface Standing {
  /** Null: it is about the store, not about one user. */
  readonly user: UserKey | null
  /** One sentence with counts and times; no id, no name. */
  readonly title: string
  readonly place: AlertPlace
}

/** No rule tells of more users at once: those with most come first. */
export const MOST_STANDING = 50

/** A rule with what it remembers. It has no clock: all time comes in with what is seen. */
export interface Rule {
  /** What is over this threshold as of `at`, which never falls. */
  standing(at: EpochMs, threshold: number): readonly Standing[]
}
