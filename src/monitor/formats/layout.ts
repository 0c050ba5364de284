import type { Document } from 'mongodb'
import type { IndexFacts } from '../../shared/domain/store'
import { dateOf, fieldOf, indexedDateOf } from '../bson'
import type { Layout } from './format'

/** Date fields that a store may keep of its own; an expiry is never one of them. */
const ownDates = new Set(['lastModified', 'createdAt', 'updatedAt', 'created_at', 'updated_at'])
/** Under these names a session id may be kept where `_id` is an `ObjectId`, surest first. */
const idNames = /^(_?session_?id|_?sid|_?session_?token|token|key|id)$/i

/** Seconds that a TTL index on exactly this field adds to it; null when nothing deletes by it. */
export function ttlSecondsOf(indexes: readonly IndexFacts[], path: string | null): number | null {
  const index = indexes.find(
    i => i.fields.length === 1 && i.fields[0] === path && i.expireAfterSeconds !== null
  )
  return index?.expireAfterSeconds ?? null
}

/**
 * Where express-session stores keep things: `session` holds the payload; the expiry is `expires`, or else the date
 * field with a TTL index, or else any date that is not one of the store's own (connect-mongodb-session `expiresKey`).
 */
export function layoutOf(sample: readonly Document[], indexes: readonly IndexFacts[]): Layout {
  const expiryPath = expiryFieldOf(sample, indexes)
  return {
    idField: idFieldOf(sample, ['session', expiryPath]),
    expiryPath,
    ttlSeconds: ttlSecondsOf(indexes, expiryPath) ?? 0,
    payloadPath: 'session',
    // Asked for even where no sampled document has them: timestamps may be switched on at any time.
    writtenPath: firstDateField(sample, ['lastModified', 'updatedAt']) ?? 'lastModified',
    createdPath: firstDateField(sample, ['createdAt']) ?? 'createdAt',
    userPath: null
  }
}

function firstDateField(sample: readonly Document[], names: readonly string[]): string | null {
  return names.find(name => sample.some(d => dateOf(fieldOf(d, name)) !== null)) ?? null
}

function expiryFieldOf(sample: readonly Document[], indexes: readonly IndexFacts[]): string {
  const counts = new Map<string, number>()
  for (const document of sample) {
    for (const name of Object.keys(document)) {
      if (indexedDateOf(document[name]) !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  const dated = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name)
  const isDeleting = (name: string) => ttlSecondsOf(indexes, name) !== null
  const ttlFields = indexes
    .filter(i => i.expireAfterSeconds !== null && i.fields.length === 1)
    .map(i => i.fields[0])
  if (counts.has('expires')) return 'expires'
  const found = dated.find(isDeleting) ?? dated.find(name => !ownDates.has(name))
  // Nothing dated in the sample, as in an empty collection: the index alone may tell.
  return found ?? ttlFields.find(name => name !== undefined && !ownDates.has(name)) ?? 'expires'
}

/** `_id` where it is text; else the text field that no two documents share (connect-mongodb-session `idField`). */
export function idFieldOf(sample: readonly Document[], taken: readonly (string | null)[]): string {
  const withObjectId = sample.filter(d => typeof d._id === 'object')
  if (sample.length === 0 || withObjectId.length * 2 < sample.length) return '_id'
  const names = Object.keys(withObjectId[0] ?? {}).filter(name => {
    if (name === '_id' || taken.includes(name)) return false
    const ids = withObjectId.map(d => fieldOf(d, name)).filter(v => typeof v === 'string' && v.length >= 8)
    return ids.length === withObjectId.length && new Set(ids).size === ids.length
  })
  return names.find(name => idNames.test(name)) ?? names[0] ?? '_id'
}
