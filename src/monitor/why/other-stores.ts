import type { Document, Filter, MongoClient } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { EpochMs } from '../../shared/domain/session'
import { formats, idPathOf, recogniseStore } from '../formats/registry'
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
  const others = nearestFirst(stores, ask.here)
  for (const { ns, format } of others.slice(0, MOST_STORES)) {
    try {
      const document = await documentIn(client, { ns, format }, ask.ids)
      if (document !== null) elsewhere.push({ ...stateOf(document, ask), ns, here: ask.here })
    } catch {
      // No rights, or no index and too many documents: it is said that this store was not looked into.
      unlooked.push(ns)
    }
  }
  unlooked.push(...others.slice(MOST_STORES).map(({ ns }) => ns))
  return { elsewhere, looked: others.length - unlooked.length, unlooked }
}

/** All but the one that was asked in; an app's other store is likeliest in its own database. */
function nearestFirst(stores: readonly OtherStore[], here: string): readonly OtherStore[] {
  const isNear = ({ ns }: OtherStore) => toNamespace(ns).database === toNamespace(here).database
  const others = stores.filter(({ ns }) => ns !== here)
  return [...others.filter(isNear), ...others.filter(store => !isNear(store))]
}

function documentIn(
  client: MongoClient,
  { ns, format }: OtherStore,
  ids: readonly string[]
): Promise<Document | null> {
  const { database, collection } = toNamespace(ns)
  const assumed = formats[format].assume([], [])
  const { isInParts, projection } = createReader([assumed])
  const filter: Filter<Document> = { [idPathOf(format, assumed.layout)]: { $in: ids } }
  const options = { maxTimeMS: LOOK_MS, ...(isInParts && { projection }) }
  return client.db(database).collection(collection).findOne(filter, options)
}

function stateOf(
  document: Document,
  { ids, now }: { readonly ids: readonly string[]; readonly now: EpochMs }
): Pick<Elsewhere, 'kind' | 'state' | 'user' | 'expiresAt'> {
  const reader = createReader(recogniseStore([document], []).recognitions)
  const read = reader.explode(document).map(one => reader.read(one, now, false))
  const asked = read.find(({ sessionId }) => ids.includes(sessionId)) ?? read[0]
  if (asked === undefined) return { kind: 'elsewhere', state: 'unreadable', user: null, expiresAt: null }
  const { state, user, expiresAt } = asked.session
  return { kind: 'elsewhere', state, user, expiresAt }
}
