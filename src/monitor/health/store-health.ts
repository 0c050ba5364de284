import type { StoreHealth } from '../../shared/domain/finding'
import type { Connection } from '../connection'
import type { OpenStore } from '../store'
import { systemTimers } from '../timers'
import { createHealth, type Health, type WatchedFindings } from './health'
import { readFacts } from './read-facts'
import { reportOf } from './report'
import { rules } from './rules'

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
  return createHealth({
    ...rest,
    ...(watched && { watched }),
    timers: systemTimers,
    troubleOf: error => store().feedSetup.source.faultOf(error).message,
    async check() {
      const startedAt = performance.now()
      const facts = await readFacts(connection, store())
      return reportOf(facts, rules, performance.now() - startedAt)
    }
  })
}
