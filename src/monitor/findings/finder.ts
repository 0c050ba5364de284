import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs, SessionKey } from '../../shared/domain/session'
import { type FeedState, isFollowing } from '../../shared/domain/store'
import { limitedRules, type WatchSettings } from '../../shared/domain/watched'
import type { WatchedFindings } from '../health/health'
import type { Transition } from '../mirror/mirror'
import { createPushPace } from '../push-pace'
import type { Timers } from '../timers'
import { createGuestFlood } from './guest-flood'
import { createLastUsers } from './last-users'
import { createLoginWithoutRegenerate } from './login-without-regenerate'
import { createManySessions } from './many-sessions'
import { type Rule, returnedIn } from './rule'
import { createUserChangedInSession } from './user-changed-in-session'

/** What a finder is made of. */
export interface FinderParts {
  readonly settings: WatchSettings
  readonly timers: Timers
  readonly monotonicMs: () => number
}

/**
 * Finds what is wrong with how sessions are used, by watching them; at most one finding a rule. The first snapshot is never
 * among what it takes. Listeners are told at once when there is something new, and then at most ten times a second.
 */
export interface Finder extends WatchedFindings {
  /** What one telling changed, and what that means. */
  take(transitions: readonly Transition[], at: EpochMs, events: readonly ActivityEvent[]): void
  feed(state: FeedState): void
  /**
   * Documents are about to be read another way: whom they name may change without any write. Nothing is judged until what
   * it returns was called and the feed follows again.
   */
  lookAway(): () => void
  readonly settings: WatchSettings
  /** Judges by these from now on, and what was seen before as well, as far as it is remembered. */
  watchBy(settings: WatchSettings): void
  stop(): void
}

/** A finder that has seen nothing. */
export function createFinder(parts: FinderParts): Finder {
  const { limits } = parts.settings
  const rules: readonly Rule[] = [
    createLoginWithoutRegenerate(),
    createUserChangedInSession(),
    createManySessions(limits['many-sessions-of-one-user']),
    createGuestFlood(limits['guest-flood'])
  ]
  const lastUsers = createLastUsers()
  let { settings } = parts
  let looking: 'on' | 'away' | 'coming back' = 'on'
  const listeners = new Set<() => void>()
  const pace = createPushPace({ ...parts, push: tell })

  const isOn = (rule: Rule) => !settings.off.includes(rule.name)

  function tell(): void {
    for (const listener of listeners) listener()
  }

  /** Every rule sees all, also while it is off: turned on, it knows what was before. */
  function takeOne(transition: Transition, at: EpochMs, returned: ReadonlySet<SessionKey>): boolean {
    const userBefore = lastUsers.take(transition)
    const { key, before, after } = transition
    const isBack = before === null && returned.has(key)
    if (after === null || isBack || looking !== 'on') return false
    return rules.filter(rule => rule.take({ before, after, at, userBefore })).some(isOn)
  }

  return {
    take(transitions, at, events) {
      const returned = returnedIn(events)
      const moved = transitions.filter(transition => takeOne(transition, at, returned))
      if (moved.length > 0) pace.request()
    },
    feed(state) {
      if (looking === 'coming back' && isFollowing(state)) looking = 'on'
    },
    lookAway() {
      looking = 'away'
      return () => {
        looking = 'coming back'
      }
    },
    watchedFindings: () =>
      rules.flatMap(rule => {
        const found = isOn(rule) ? rule.finding() : null
        return found === null ? [] : [found]
      }),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get settings() {
      return settings
    },
    watchBy(next) {
      settings = next
      for (const name of limitedRules)
        rules.find(rule => rule.name === name)?.limitBy?.(settings.limits[name])
      tell()
    },
    stop: () => pace.stop()
  }
}
