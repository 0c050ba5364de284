import type { Document } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { StoreAsk, StoreNotice } from '../shared/domain/store'
import type { Recognition, StoreIndex } from './formats/format'
import { ttlSecondsOf } from './formats/layout'
import { formats } from './formats/registry'

/** What was seen of a store before it was opened. */
export interface StoreLook {
  readonly sample: readonly Document[]
  readonly indexes: readonly StoreIndex[]
  readonly isView: boolean
}

/** What a person should know about the store as it was found: nothing in it, few sessions, nothing that deletes. */
export function ownNotices(
  ask: StoreAsk,
  recognitions: readonly Recognition[],
  { sample, indexes, isView }: StoreLook
): readonly StoreNotice[] {
  if (sample.length === 0) return [emptyNotice(ask.ns)]
  const notices: StoreNotice[] = []
  const fits = Math.min(
    sample.length,
    recognitions.reduce((sum, r) => sum + r.fits, 0)
  )
  if (fits * 2 < sample.length) notices.push(fewSessionsNotice(fits, sample.length))
  // A TTL index would delete the user with the first session that expires.
  const isInParts = recognitions.some(({ format }) => formats[format].parts !== undefined)
  const path = isInParts ? null : (recognitions[0]?.layout.expiryPath ?? null)
  if (!isView && path !== null && ttlSecondsOf(indexes, path) === null) {
    const isIndexed = indexes.some(i => i.fields.length === 1 && i.fields[0] === path)
    notices.push(noTtlNotice(path, isIndexed ? null : createIndexLine(ask.ns, path)))
  }
  return notices
}

const emptyNotice = (ns: string): StoreNotice => ({
  code: 'empty-collection',
  message: `No sessions yet: ${ns} is empty.`,
  hint: 'Open your app in a browser: its first session appears here by itself.'
})

const fewSessionsNotice = (fits: number, total: number): StoreNotice => ({
  code: 'no-sessions',
  message: `Only ${fits} of ${total} sampled documents look like sessions; the others are shown as unreadable.`,
  hint: 'If they are sessions of another kind, map their fields.'
})

/** `createIndex` is null where an index is there that only deletes nothing. */
const noTtlNotice = (path: string, createIndex: string | null): StoreNotice => ({
  code: 'no-ttl-index',
  message: `No TTL index on “${path}”: the server itself does not delete expired sessions.`,
  hint:
    createIndex === null
      ? 'Unless the app removes them, they stay for ever.'
      : `Unless the app removes them, they stay for ever. Without any index on it, following this store without a change stream reads all of it each time; this ends that, and deletes nothing: ${createIndex}`
})

/** For the shell: an index that a delta feed can go by. */
function createIndexLine(ns: string, path: string): string {
  const { database, collection } = toNamespace(ns)
  const text = JSON.stringify
  return `db.getSiblingDB(${text(database)}).getCollection(${text(collection)}).createIndex({ ${text(path)}: 1 })`
}
