import type { AlertList, AlertSettings } from '../../shared/domain/alerts'
import { readOverdue } from '../health/read-facts'
import { needsTtl } from '../health/ttl-plan'
import type { Monitor } from '../monitor-contract'
import type { OpenStore } from '../store'
import { systemTimers } from '../timers'
import { type Alerts, createAlerts } from './alerts'
import type { Raised } from './raising'

/** What the alerts of a live store are made of. */
export interface StoreAlertsParts {
  readonly settings: AlertSettings
  /** The store as it is known now: it may be opened anew. */
  readonly store: () => OpenStore
  readonly monitor: () => Monitor
  readonly isHeld: boolean
  readonly nextVersion: () => number
  readonly tell: (list: AlertList, change: Raised) => void
}

/** The alerts of a store that is being watched. */
export function createStoreAlerts({ store, isHeld, ...parts }: StoreAlertsParts): Alerts {
  const { clock, countable, hasBrowsers, facts } = store()
  return createAlerts({
    ...parts,
    limits: {
      isHeld,
      hasUsers: countable !== null && countable.identity !== null,
      hasBrowsers,
      isDeletedByApp: !needsTtl(facts.format.id)
    },
    clock,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    userAgentOf: document => store().reader.userAgentOf(document),
    readOverdue: () => readOverdue(store(), clock.now())
  })
}
