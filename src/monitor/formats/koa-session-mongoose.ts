import { dateOf, fieldOf, isRecord, numberOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of koa-session-mongoose 3.
 *
 * Shape:  { _id: string, data: object with _maxAge and _expire (ms), updatedAt: Date, __v }.
 * Units:  nothing in it is an expiry; the TTL index deletes `expireAfterSeconds` (a day) after `updatedAt`. koa-session itself
 *         refuses a session past `data._expire`, while its row stays.
 * Source: koa-session-mongoose 3.0.1 `lib/schema.js`, `lib/store.js`.
 */
export const koaSessionMongoose = createDocumentFormat({
  id: 'koa-session-mongoose',
  label: 'koa-session-mongoose',
  marks: 'data is an object with _maxAge beside updatedAt',
  sure: 0.97,
  isOurs({ _id, data, updatedAt }) {
    if (typeof _id !== 'string' || !isRecord(data) || dateOf(updatedAt) === null) return false
    const maxAge = fieldOf(data, '_maxAge')
    return numberOf(maxAge) !== null || maxAge === 'session' || fieldOf(data, '_session') === true
  },
  isExpiryByIndex: true,
  paths: {
    idField: '_id',
    expiryPath: 'updatedAt',
    payloadPath: 'data',
    writtenPath: 'updatedAt',
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'updatedAt and the TTL index’s seconds', sureness: 'derived' },
      identity: { from: 'data', sureness: 'derived' },
      created: { from: 'nothing: _id is a string', sureness: 'unknown' },
      lastSeen: { from: 'updatedAt, the last write', sureness: 'certain' }
    }
  }
})
