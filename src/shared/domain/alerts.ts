import { z } from 'zod'
import type { EpochMs, UserKey } from './session'

/** What can be told of an open store as it happens; each is off until a person turns it on. */
export const alertRules = [
  'many-sessions',
  'guest-surge',
  'browser-changed',
  'expiry-cliff',
  'store-not-deleting',
  'feed-lost'
] as const
export type AlertRule = (typeof alertRules)[number]

/** The least and the most that each threshold can be. Its unit stands in `alertWords`. */
export const thresholdBounds: Readonly<Record<AlertRule, readonly [least: number, most: number]>> = {
  'many-sessions': [1, 10_000],
  'guest-surge': [1, 100_000],
  'browser-changed': [1, 50],
  'expiry-cliff': [5, 95],
  'store-not-deleting': [1, 1_000_000],
  'feed-lost': [5, 3600]
}

/** The longest quiet period: a day. */
export const MOST_QUIET_MINUTES = 1440

const settingOf = (rule: AlertRule) => {
  const [least, most] = thresholdBounds[rule]
  return z.object({
    isOn: z.boolean(),
    /** Raised above it. */
    threshold: z.number().int().min(least).max(most),
    /** For so long after it is over, it is not raised again. */
    quietMinutes: z.number().int().min(0).max(MOST_QUIET_MINUTES)
  })
}

/** How one rule is set. */
export type AlertSetting = Readonly<z.infer<ReturnType<typeof settingOf>>>

/** Which alerts one store has, and from when on. Kept for it between two starts. */
export const alertSettings = z.object({
  rules: z.object({
    'many-sessions': settingOf('many-sessions'),
    'guest-surge': settingOf('guest-surge'),
    'browser-changed': settingOf('browser-changed'),
    'expiry-cliff': settingOf('expiry-cliff'),
    'store-not-deleting': settingOf('store-not-deleting'),
    'feed-lost': settingOf('feed-lost')
  }),
  /** Whether the system shows a notification of each as well. */
  isNotified: z.boolean()
})
export type AlertSettings = z.infer<typeof alertSettings>

const off = (threshold: number): AlertSetting => ({ isOn: false, threshold, quietMinutes: 10 })

/**
 * Until a person says otherwise: nothing is on. The thresholds are such that ten minutes of the demo shop, its opening
 * included, raise nothing with all of them on: then 470 guests and people come at once, and its robot has nine sessions.
 */
export const firstAlertSettings: AlertSettings = {
  rules: {
    'many-sessions': off(20),
    'guest-surge': off(600),
    'browser-changed': off(3),
    'expiry-cliff': off(40),
    'store-not-deleting': off(100),
    'feed-lost': off(30)
  },
  isNotified: true
}

/** Where the sessions are that an alert is about. */
export type AlertPlace =
  | { readonly kind: 'user'; readonly user: UserKey }
  | { readonly kind: 'sessions'; readonly filter: string }
  | { readonly kind: 'overview' }

/** Something that was told. */
export interface Alert {
  /** Of one open store; only grows. */
  readonly id: number
  readonly rule: AlertRule
  /** One sentence with counts and times: no id, no name of a user or a store, so that it can be shown anywhere. */
  readonly title: string
  /** Whom it is about, for the window; null: nobody alone. */
  readonly user: UserKey | null
  readonly raisedAt: EpochMs
  /** Null: it still stands. */
  readonly overAt: EpochMs | null
  readonly place: AlertPlace
}

/** No more are kept of one open store; the oldest go first. */
export const MOST_ALERTS = 200

/** The alerts of the open store, complete in themselves. `version` only grows. */
export interface AlertList {
  readonly version: number
  readonly settings: AlertSettings
  /** The newest first. */
  readonly alerts: readonly Alert[]
  /** Of them, raised since the list was last looked at. */
  readonly unseen: number
  /** What a rule cannot know in this store, as a sentence. */
  readonly limits: Readonly<Partial<Record<AlertRule, string>>>
}
