import { dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Lucia 3 with its MongoDB adapter.
 *
 * Shape:  flat: { _id: string, user_id, expires_at: Date and the app's own attributes }.
 * Units:  no index; `deleteExpiredSessions()` is the app's to call. The expiry moves in the second half of a session's life.
 * Source: @lucia-auth/adapter-mongodb 1.0.3 `dist/index.js`, lucia 3.2.2.
 */
export const lucia = createDocumentFormat({
  id: 'lucia',
  label: 'Lucia',
  marks: '_id is a string beside user_id and the date expires_at',
  sure: 0.92,
  isOurs: ({ _id, user_id, expires_at, payload, data }) =>
    typeof _id === 'string' &&
    user_id !== undefined &&
    dateOf(expires_at) !== null &&
    // Laravel and Symfony have these dates too, beside a payload.
    payload === undefined &&
    data === undefined,
  paths: {
    idField: '_id',
    expiryPath: 'expires_at',
    payloadPath: null,
    writtenPath: null,
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expires_at', sureness: 'certain' },
      identity: { from: 'user_id', sureness: 'certain' },
      created: { from: 'nothing: _id is a string', sureness: 'unknown' },
      lastSeen: { from: 'nothing: the lifetime is only in the app', sureness: 'unknown' }
    }
  }
})
