import type { MongoClient } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { NameProposal } from '../../shared/domain/names'
import type { UserKey } from '../../shared/domain/session'
import { readCollectionList } from '../discover'
import { userKeyOf } from '../identity'
import { fieldsToRead, nameFields, personNameOf } from './person-name'
import { readUserDocuments } from './read-names'

/** So many of the store's users are looked for in each collection. */
export const ASKED_USERS = 20
const MAX_COLLECTIONS = 60
/** One collection may take so long, and all of them together. */
const ONE_MS = 1000
const ALL_MS = 5000
/** Fewer of the users than this share is chance. */
const ENOUGH = 0.5

const telling = /user|account|member|customer|people|person|profile|employee|staff|client|login/i
const systemDatabases = new Set(['admin', 'local', 'config'])

/** What is looked through. */
export interface NameSearch {
  readonly client: MongoClient
  /** The store's own namespace. */
  readonly ns: string
  readonly users: readonly UserKey[]
  readonly monotonicMs: () => number
}

/**
 * The collection that knows most of these users by `_id`, those with a telling name and of the same database first; null
 * when none knows half of them with their names. Collections that this login may not read are passed over. Never writes.
 */
export async function findNameSource(search: NameSearch): Promise<NameProposal | null> {
  const users = search.users.slice(0, ASKED_USERS)
  if (users.length === 0) return null
  const until = search.monotonicMs() + ALL_MS
  let best: NameProposal | null = null
  for (const ns of await candidatesOf(search)) {
    if (search.monotonicMs() > until) break
    const proposal = await lookInto(search.client, ns, users).catch(() => null)
    if (proposal === null || proposal.named < users.length * ENOUGH) continue
    if (best === null || proposal.named > best.named) best = proposal
    if (proposal.named === users.length) break
  }
  return best
}

async function candidatesOf({ client, ns }: NameSearch): Promise<readonly string[]> {
  const own = toNamespace(ns).database
  const names = await client
    .db()
    .admin()
    .listDatabases({ nameOnly: true, authorizedDatabases: true, maxTimeMS: ONE_MS })
    .then(({ databases }) => databases.map(database => database.name))
    .catch(() => [])
  const databases = [own, ...names.filter(name => name !== own && !systemDatabases.has(name))].slice(0, 20)
  const lists = await Promise.all(
    databases.map(async database => {
      const found = await readCollectionList(client.db(database), {}).catch(() => [])
      return found.filter(one => !one.isView).map(one => `${database}.${one.name}`)
    })
  )
  const all = lists.flat().filter(other => other !== ns && !toNamespace(other).system)
  const isTelling = (other: string) => telling.test(toNamespace(other).collection)
  return [...all.filter(isTelling), ...all.filter(other => !isTelling(other))].slice(0, MAX_COLLECTIONS)
}

async function lookInto(
  client: MongoClient,
  ns: string,
  users: readonly UserKey[]
): Promise<NameProposal | null> {
  const { database, collection: name } = toNamespace(ns)
  const collection = client.db(database).collection(name)
  const found = await readUserDocuments(collection, users, fieldsToRead(nameFields), ONE_MS)
  const read = found.flatMap(document => {
    const user = userKeyOf(document._id)
    const person = personNameOf(document, nameFields)
    return user === null || person === null ? [] : [{ user, ...person }]
  })
  const [first] = read
  if (first === undefined) return null
  const usedFields = nameFields.filter(field => read.some(one => one.field === field)).slice(0, 5)
  return {
    source: { ns, fields: usedFields },
    asked: users.length,
    found: found.length,
    named: read.length,
    example: [first.user, first.name]
  }
}
