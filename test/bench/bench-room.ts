import type { EmbeddedDatabase } from '../../src/demo/embedded-database'
import type { Options } from './options'
import { fillStore, type SeededStore } from './seeded-store'

/** What every figure is measured in: one server for the whole run, its stores written when first wanted. */
export interface BenchRoom {
  readonly options: Options
  readonly uri: string
  readonly databasePid: number
  /** As many sessions as the run asks for. */
  largeStore(): Promise<SeededStore>
  /** As many as one shop has on an ordinary day: the naive poll can still read it within its second. */
  smallStore(): Promise<SeededStore>
  /** A million, or as many as the run asks for. */
  hugeStore(): Promise<SeededStore>
  /** Inserts per second, per store written. */
  readonly filled: Readonly<Record<string, number>>
}

const SMALL = 10_000

/** A room with nothing written yet. */
export function createRoom(database: EmbeddedDatabase, options: Options): BenchRoom {
  const { uri, pid: databasePid } = database
  const filled: Record<string, number> = {}
  const stores = new Map<string, Promise<SeededStore>>()

  function storeOnce(ns: string, sessions: number): Promise<SeededStore> {
    const store = { uri, ns, sessions, seed: options.seed }
    const known = stores.get(ns)
    if (known) return known
    console.error(`writing ${sessions} sessions to ${ns}`)
    const writing = fillStore(store).then(perSecond => {
      filled[ns] = perSecond
      return store
    })
    stores.set(ns, writing)
    return writing
  }

  return {
    options,
    uri,
    databasePid,
    filled,
    largeStore: () => storeOnce('large.sessions', options.sessions),
    smallStore: () => storeOnce('small.sessions', Math.min(SMALL, options.sessions)),
    hugeStore: () => storeOnce('huge.sessions', options.huge)
  }
}
