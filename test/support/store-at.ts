import { type Connection, connect } from '../../src/monitor/connection'
import { type OpenStore, openStore } from '../../src/monitor/store'
import { automaticAsk, type StoreAsk } from '../../src/shared/domain/store'

/** An opened store with its connection; `close` ends both. */
export interface StoreAt {
  readonly connection: Connection
  readonly store: OpenStore
  close(): Promise<void>
}

/** Connects and opens `ns`, formats and feed chosen by themselves unless said otherwise. */
export async function openStoreAt(uri: string, ns: string, ask: Partial<StoreAsk> = {}): Promise<StoreAt> {
  const connection = await connect({ uri, isReadOnly: true, monitorCommands: true })
  try {
    const store = await openStore(connection, anAsk(ns, ask))
    return { connection, store, close: () => connection.close() }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** All automatic. */
export function anAsk(ns: string, ask: Partial<StoreAsk> = {}): StoreAsk {
  return { ...automaticAsk(ns), ...ask }
}
