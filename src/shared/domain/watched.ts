import { z } from 'zod'

/** The rules that go by what is seen to happen in a store, not by what lies in it. */
export const watchedRules = [
  'login-without-regenerate',
  'user-changed-in-session',
  'many-sessions-of-one-user',
  'guest-flood'
] as const
export type WatchedRule = (typeof watchedRules)[number]

/** So far back a rule that counts can look; a longer time would have to be kept. */
export const MOST_MINUTES = 60

const limit = z.object({
  count: z.number().int().min(2).max(100_000),
  minutes: z.number().int().min(1).max(MOST_MINUTES)
})
/** So many within so many minutes are too many. */
export type Limit = Readonly<z.infer<typeof limit>>

/** The rules that have a limit. */
export const limitedRules = ['many-sessions-of-one-user', 'guest-flood'] as const
export type LimitedRule = (typeof limitedRules)[number]

/** How one store is watched. Kept for it between two starts. */
export const watchSettings = z.object({
  /** Rules that are turned off. */
  off: z.array(z.enum(watchedRules)).max(watchedRules.length),
  limits: z.object({ 'many-sessions-of-one-user': limit, 'guest-flood': limit }),
  /** Whether the system shows a notification when a rule finds something for the first time. */
  isNotified: z.boolean()
})
export type WatchSettings = z.infer<typeof watchSettings>

/**
 * Until a person says otherwise. A day in the demo shop stays well below both limits, the minute in which it opens included:
 * then 470 come at once, and its robot signs in nine times.
 */
export const firstWatchSettings: WatchSettings = {
  off: [],
  limits: {
    'many-sessions-of-one-user': { count: 20, minutes: 5 },
    'guest-flood': { count: 1000, minutes: 5 }
  },
  isNotified: false
}
