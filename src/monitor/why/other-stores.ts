import type { Document, Filter, MongoClient } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { EpochMs } from '../../shared/domain/session'
import { formats, recogniseStore } from '../formats/registry'
import { createReader } from '../reader'
import type { Elsewhere } from './facts'
import type { OtherStore } from './sources'

const MOST_STORES = 20
/** An id without an index is a read of the whole collection. */
const LOOK_MS = 2000

/** What was found in other stores, and which of them did not answer in time. */
export interface Looked {
  readonly elsewhere: readonly Elsewhere[]
  readonly looked: number
  readonly unlooked: readonly string[]
}

/** Looks for these ids in other stores of the server, one after the other. `here` is the store they are not looked for in. */
export async function lookElsewhere(
  client: MongoClient,
  stores: readonly OtherStore[],
  ask: { readonly ids: readonly string[]; readonly here: string; readonly now: EpochMs }
): Promise<Looked> {
  const elsewhere: Elsewhere[] = []
  const unlooked: string[] = []
  const others = stores.filter(({ ns }) => ns !== ask.here)
  for (const { ns, format } of others.slice(0, MOST_STORES)) {
    try {
      const document = await documentIn(client, { ns, format }, ask.ids)
      if (document !== null) elsewhere.push({ ...stateOf(document, ask.now), ns, here: ask.here })
    } catch {
      // No rights, or no index and too many documents: it is said that this store was not looked into.
      unlooked.push(ns)
    }
  }
  unlooked.push(...others.slice(MOST_STORES).map(({ ns }) => ns))
  return { elsewhere, looked: others.length - unlooked.length, unlooked }
}

function documentIn(
  client: MongoClient,
  { ns, format }: OtherStore,
  ids: readonly string[]
): Promise<Document | null> {
  const { database, collection } = toNamespace(ns)
  const { idField } = formats[format].assume([], []).layout
  const filter: Filter<Document> = { [idField]: { $in: ids } }
  return client.db(database).collection(collection).findOne(filter, { maxTimeMS: LOOK_MS })
}

function stateOf(document: Document, now: EpochMs): Pick<Elsewhere, 'kind' | 'state' | 'user' | 'expiresAt'> {
  const { recognitions } = recogniseStore([document], [])
  const { state, user, expiresAt } = createReader(recognitions).read(document, now, false).session
  return { kind: 'elsewhere', state, user, expiresAt }
}
