import type { Db, Document } from 'mongodb'
import type { CollectionFacts, DatabaseFacts, Discovery } from '../shared/domain/store'
import { FaultError } from '../shared/fault'
import type { Connection } from './connection'
import type { StoreIndex } from './formats/format'
import { recogniseStore } from './formats/registry'
import { readIndexes, readSample } from './sample'
import { isDropped } from './server-code'
import { faultOf } from './trouble'
import { credentialsOf, databaseOf } from './uri'

const ASK_MS = 5000
/** A collection that needs longer than this for a few documents is not worth holding up all others. */
const SAMPLE_MS = 2000
const FIRST_LOOK = 10
const SAMPLE_COUNT = 40
const MAX_SAMPLED = 200
const AT_ONCE = 4
/** Past this, what has been found is shown and the rest stays unmarked. */
const MAX_TOTAL_MS = 15_000

const systemDatabases = new Set(['admin', 'local', 'config'])
const isSessionName = (name: string) => /sess/i.test(name)

/** A collection on the way to its facts. */
interface Found {
  readonly db: string
  readonly name: string
  readonly isView: boolean
}

/**
 * What lies on the server, as far as this login may see, session stores found by content and index. Views with a telling
 * name are looked into as well; other views are not, because reading one may cost a whole aggregation.
 * Throws a `FaultError` when nothing at all may be read or the connection is lost.
 */
export async function discover(connection: Connection): Promise<Discovery> {
  const deadline = performance.now() + MAX_TOTAL_MS
  const { names, limits } = await listDatabases(connection)
  const refused: string[] = []
  const lists = await mapPool(names, name => listCollections(connection, name, refused))
  const found = lists.flat()
  const order = [...found].sort((a, b) => Number(isSessionName(b.name)) - Number(isSessionName(a.name)))
  const looked = new Map<Found, CollectionFacts>()
  await mapPool(order, async (entry, place) => {
    const isLooking = place < MAX_SAMPLED && performance.now() < deadline
    looked.set(entry, isLooking ? await look(connection, entry) : factsOf(entry, null, null))
  })
  const databases = names
    .map(name => ({
      name,
      collections: found.filter(f => f.db === name).map(f => looked.get(f) ?? factsOf(f, null, null))
    }))
    .filter(database => database.collections.length > 0 || !refused.includes(database.name))
  return { databases, stores: storesOf(databases), limits: limitsText(limits, refused) }
}

/** Databases that this login may see; where listing is refused, the one that the connection string names. */
async function listDatabases(
  connection: Connection
): Promise<{ readonly names: readonly string[]; readonly limits: string | null }> {
  try {
    const reply = await connection.client
      .db('admin')
      .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: true, maxTimeMS: ASK_MS })
    const names = (reply.databases as readonly Document[]).map(d => String(d.name))
    const own = databaseOf(connection.uri)
    const all = names.length === 0 && own !== null ? [own] : names
    return { names: all.filter(name => !systemDatabases.has(name)).sort(), limits: null }
  } catch (error) {
    const trouble = faultOf(error, { uri: connection.uri, ns: null })
    // Without a login there is nothing to fall back on: the server wants one.
    if (trouble.code !== 'no-rights' || credentialsOf(connection.uri).user === '')
      throw new FaultError(trouble)
    const name = connection.client.options.dbName || 'test'
    return {
      names: [name],
      limits: `This login may not list databases; “${name}” comes from the connection string.`
    }
  }
}

async function listCollections(
  connection: Connection,
  db: string,
  refused: string[]
): Promise<readonly Found[]> {
  try {
    const list = await readCollectionList(connection.client.db(db), {})
    return list.map(entry => ({ db, ...entry }))
  } catch (error) {
    const trouble = faultOf(error, { uri: connection.uri, ns: null })
    if (trouble.code !== 'no-rights') throw new FaultError(trouble)
    refused.push(db)
    return []
  }
}

/** Collections and views of one database that a person may have made, by name. */
export async function readCollectionList(
  db: Db,
  filter: Document
): Promise<readonly { readonly name: string; readonly isView: boolean }[]> {
  const options = { nameOnly: true, authorizedCollections: true, maxTimeMS: ASK_MS }
  const list: readonly Document[] = await db.listCollections(filter, options).toArray()
  return list
    .map(c => ({ name: String(c.name), isView: c.type === 'view' }))
    .filter(c => !c.name.startsWith('system.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const factsOf = (
  entry: Found,
  documents: number | null,
  session: CollectionFacts['session']
): CollectionFacts => ({ name: entry.name, documents, isView: entry.isView, session })

/** Count and recognise one collection; what this login may not read is left unmarked. */
async function look(connection: Connection, entry: Found): Promise<CollectionFacts> {
  const collection = connection.client.db(entry.db).collection(entry.name)
  try {
    const documents = entry.isView ? null : await collection.estimatedDocumentCount({ maxTimeMS: ASK_MS })
    if (entry.isView && !isSessionName(entry.name)) return factsOf(entry, documents, null)
    if (documents === 0) return factsOf(entry, 0, storeByIndex(await readIndexes(collection, SAMPLE_MS)))
    const sample = await readSample(collection, {
      first: FIRST_LOOK,
      count: SAMPLE_COUNT,
      maxTimeMS: SAMPLE_MS,
      isView: entry.isView,
      isWorthMore: documents => recogniseStore(documents, []).recognitions.length > 0
    })
    if (sample === null) return factsOf(entry, documents, null)
    const indexes = await readIndexes(collection, SAMPLE_MS)
    const { recognitions } = recogniseStore(sample, indexes)
    const best = recognitions[0]
    const fits = recognitions.reduce((sum, r) => sum + r.fits, 0)
    if (best === undefined || fits * 2 < sample.length) return factsOf(entry, documents, null)
    const confidence = recognitions.reduce((sum, r) => sum + r.confidence, 0)
    return factsOf(entry, documents, { format: best.format, confidence: Math.min(1, confidence) })
  } catch (error) {
    const trouble = faultOf(error, { uri: connection.uri, ns: `${entry.db}.${entry.name}` })
    if (trouble.code === 'no-rights' || isDropped(error)) return factsOf(entry, null, null)
    if (!/took too long/.test(trouble.message)) throw new FaultError(trouble)
    return factsOf(entry, null, storeByIndex(await readIndexes(collection, SAMPLE_MS)))
  }
}

/**
 * A collection without documents to look at, or too slow to give any, is taken for a store when it has the index that both
 * libraries make as they start: what a person has who has just wired one up and not visited a page yet. Its confidence
 * puts it behind every store whose sessions were seen.
 */
function storeByIndex(indexes: readonly StoreIndex[]): CollectionFacts['session'] {
  const expiry = indexes.find(i => i.expireAfterSeconds !== null && i.fields.join() === 'expires')
  if (expiry === undefined) return null
  return { format: expiry.isBackground ? 'connect-mongo' : 'connect-mongodb-session', confidence: 0.3 }
}

function storesOf(databases: readonly DatabaseFacts[]): readonly string[] {
  return databases
    .flatMap(db => db.collections.map(c => ({ ns: `${db.name}.${c.name}`, ...c })))
    .filter(c => c.session !== null)
    .sort(
      (a, b) =>
        (b.session?.confidence ?? 0) - (a.session?.confidence ?? 0) || (b.documents ?? 0) - (a.documents ?? 0)
    )
    .map(c => c.ns)
}

function limitsText(limits: string | null, refused: readonly string[]): string | null {
  if (refused.length === 0) return limits
  const names = refused.map(name => `“${name}”`).join(', ')
  return `${limits ?? ''} This login may not list the collections of ${names}; open one by its name.`.trim()
}

/** Map with at most a few at once, in order; the first failure ends it. */
async function mapPool<T, R>(
  items: readonly T[],
  task: (item: T, place: number) => Promise<R>
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  async function work(): Promise<void> {
    while (next < items.length) {
      const place = next
      next += 1
      results[place] = await task(items[place] as T, place)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work))
  return results
}
