import type { EpochMs } from './session'

/** How much a journal may take on this computer, and how far back it reaches. */
export const JOURNAL_MAX_BYTES = 256_000_000
export const JOURNAL_MAX_AGE_MS = 30 * 86_400_000

/** What a journal reaches over. */
export interface JournalSpan {
  readonly from: EpochMs
  readonly to: EpochMs
  readonly bytes: number
}

/** The journal of the open store. */
export interface JournalFacts {
  /** What happens is being written down. */
  readonly isKept: boolean
  /** What is there to look back at, also of a journal that is no longer kept; null: nothing. */
  readonly span: JournalSpan | null
  /** Why it cannot be kept, as a sentence; null where it can. */
  readonly trouble: string | null
}

/** The past that is shown instead of the live picture. */
export interface PastFacts {
  readonly at: EpochMs
  /** Since when nobody was watching then; null: somebody was. */
  readonly unwatchedSince: EpochMs | null
}
