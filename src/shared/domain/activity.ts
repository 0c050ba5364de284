import { z } from 'zod'
import type { ActivityEvent, ActivityKind } from './event'
import type { EpochMs } from './session'
import { MAX_WINDOW_ROWS } from './view'

export const activityFacets = [
  'all',
  'signed-in',
  'signed-out',
  'arrived',
  'expired',
  'changed',
  'touched',
  'ended'
] as const
/** One kind of event, all of them, or every ending whatever its kind. */
export type ActivityFacet = (typeof activityFacets)[number]

const lineId = z.string().max(40)

/** What the Activity grid wants to see. With `anchor`, the window slides as the Sessions grid's does. */
export const activityAsk = z.object({
  start: z.number().int().min(0),
  count: z.number().int().min(0).max(MAX_WINDOW_ROWS),
  anchor: lineId.nullable(),
  anchorOffset: z.number().int().min(0).max(MAX_WINDOW_ROWS),
  filter: z.string().max(1000),
  facet: z.enum(activityFacets),
  /** Also guests who come and look around: what concerns nobody by name. */
  hasNoise: z.boolean(),
  /** Folded lines that are unfolded. */
  open: z.array(lineId).max(200)
})
export type ActivityAsk = z.infer<typeof activityAsk>

/** Neighbouring events of one kind as one line. */
export interface ActivityFold {
  readonly event: Extract<ActivityKind, 'touched' | 'removed' | 'cleared'>
  /** The newest of them. */
  readonly at: EpochMs
  readonly events: number
  readonly sessions: number
  readonly signedIn: number
  readonly guests: number
  /** How long after their expiry the first and the last were deleted, ms; null but for `removed`. */
  readonly afterExpiryMs: readonly [number, number] | null
}

/** A line of the Activity grid. Ids are stable while events come in. */
export type ActivityLine =
  | { readonly kind: 'event'; readonly id: string; readonly event: ActivityEvent; readonly isInFold: boolean }
  | { readonly kind: 'fold'; readonly id: string; readonly fold: ActivityFold; readonly isOpen: boolean }

/** The slice of the activity that a screen shows, newest first, complete in itself. */
export interface ActivityWindow {
  readonly version: number
  readonly ask: ActivityAsk
  readonly start: number
  readonly lines: readonly ActivityLine[]
  /** Lines in all. */
  readonly matching: number
  /** Events, not lines, that fit the filter text. */
  readonly facetCounts: Readonly<Record<ActivityFacet, number>>
  /** Events kept. */
  readonly kept: number
  /** Left out of this window because they concern nobody by name. */
  readonly hiddenNoise: number
  /** When Sextant opened the store; null before all was read once. */
  readonly sinceAt: EpochMs | null
  /** What was before that comes from the journal, back to here; null: nothing. */
  readonly recalledFrom: EpochMs | null
  /** Events in each five seconds of the last minute, oldest first. */
  readonly lastMinute: readonly number[]
  readonly madeAt: EpochMs
}
