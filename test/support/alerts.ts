import type { Document } from 'mongodb'
import { type AlertsParts, createAlerts } from '../../src/monitor/alerts/alerts'
import type { Raised } from '../../src/monitor/alerts/raising'
import type { OverdueFacts } from '../../src/monitor/health/facts'
import { type Change, createMirror } from '../../src/monitor/mirror/mirror'
import { userAgentIn } from '../../src/monitor/user-agent'
import { usersWithMore } from '../../src/monitor/user-sessions'
import {
  type AlertRule,
  type AlertSetting,
  type AlertSettings,
  alertRules,
  firstAlertSettings
} from '../../src/shared/domain/alerts'
import type { Session } from '../../src/shared/domain/session'
import type { FeedState } from '../../src/shared/domain/store'
import { manualTime } from './manual-time'
import { START } from './sessions'

/** These rules on, the others off; `parts` are for all that are on. */
export function alertsOn(rules: readonly AlertRule[], parts: Partial<AlertSetting> = {}): AlertSettings {
  const on = rules.map(rule => [rule, { ...firstAlertSettings.rules[rule], isOn: true, ...parts }])
  return { ...firstAlertSettings, rules: { ...firstAlertSettings.rules, ...Object.fromEntries(on) } }
}

/** All of them, as they are at first. */
export const allAlertsOn = alertsOn(alertRules)

/** A feed that follows. */
export const following: FeedState = { kind: 'live', sinceAt: START, mode: 'watch', lagMs: null }

/** The alerts of a store that is a mirror alone, on a clock that moves when told, with all that was told. */
export function someAlerts(settings: AlertSettings, parts: Partial<AlertsParts> = {}) {
  const time = manualTime(START)
  const mirror = createMirror(START)
  const told: Raised[] = []
  let overdue: OverdueFacts | null = { documents: 0, recent: 0 }
  let version = 0
  const alerts = createAlerts({
    settings,
    limits: { isHeld: true, hasUsers: true, hasBrowsers: false, isDeletedByApp: false },
    clock: time,
    timers: time.timers,
    monotonicMs: time.now,
    nextVersion: () => ++version,
    monitor: () => ({
      usersWithMore: async sessions => usersWithMore(mirror, sessions),
      activeCountOf: user => mirror.sessionsOf(user).size,
      activeNow: () => ({ at: mirror.now, sessions: mirror.active() })
    }),
    userAgentOf: document => userAgentIn(document),
    readOverdue: async () => overdue,
    tell: (_list, change) => void told.push(change),
    ...parts
  })

  /** Takes changes in as a feed tells them, each session with the document it was read from. */
  function apply(changes: readonly Change[], documents: readonly Document[] = []): void {
    const transitions = mirror.apply(changes)
    const at = changes[0]?.at ?? time.now()
    alerts.take({ transitions, events: [], documents: transitions.map((_, i) => documents[i] ?? null), at })
  }

  return {
    time,
    mirror,
    alerts,
    told,
    apply,
    put: (sessions: readonly Session[], documents: readonly Document[] = []) =>
      apply(
        sessions.map(session => ({ kind: 'put', session, at: time.now() })),
        documents
      ),
    setOverdue(next: OverdueFacts | null) {
      overdue = next
    },
    /** Lets seconds pass, and what was begun in each come to its end. */
    async pass(seconds: number): Promise<void> {
      for (let n = 0; n < seconds; n += 1) {
        time.advance(1000)
        mirror.advance(time.now())
        // What is read in a tick is judged in the next one.
        for (let turn = 0; turn < 5; turn += 1) await null
      }
    },
    raised: () => told.flatMap(change => change.raised),
    over: () => told.flatMap(change => change.over)
  }
}
