import type { StoreHealth } from '../../shared/domain/finding'
import type { EpochMs } from '../../shared/domain/session'
import type { Connection } from '../connection'
import type { OpenStore } from '../store'
import { systemTimers } from '../timers'
import { createHealth, type Health, type WatchedFindings } from './health'
import { readFacts } from './read-facts'
import { reportOf } from './report'
import { rules } from './rules'
import { ownTtlOf } from './ttl-plan'

/**
 * A larger store is looked into only when a person asks: where drawing at random takes reading all of it, the server would be
 * busy for seconds with what nobody has asked for.
 */
const UNASKED_AT_MOST = 200_000

/** Where the health of a live store is told, and what watching adds to it. */
export interface StoreHealthParts {
  /** The store as it is known now: it may be opened anew. */
  readonly store: () => OpenStore
  readonly nextVersion: () => number
  readonly tell: (health: StoreHealth) => void
  readonly watched?: WatchedFindings | undefined
}

/** The health of a store that is being watched. */
export function createStoreHealth(connection: Connection, parts: StoreHealthParts): Health {
  const { store, watched, ...rest } = parts
  let withoutTtlAt: EpochMs | null = null
  return createHealth({
    ...rest,
    ...(watched && { watched }),
    timers: systemTimers,
    isSmall: () => (store().documents ?? 0) <= UNASKED_AT_MOST,
    troubleOf: error => store().feedSetup.source.faultOf(error).message,
    async check() {
      const startedAt = performance.now()
      const facts = { ...(await readFacts(connection, store())), withoutTtlAt }
      if (ownTtlOf(facts) === null) withoutTtlAt = facts.now
      return reportOf(facts, rules, performance.now() - startedAt)
    }
  })
}
