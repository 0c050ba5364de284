import { dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Auth.js (NextAuth) with the database session strategy.
 *
 * Shape:  { _id: ObjectId, sessionToken: string, userId: ObjectId, expires: Date }; no payload.
 * Units:  the adapter makes no index: Auth.js deletes an expired session when somebody comes with it.
 * Source: @auth/mongodb-adapter 3.11.3 `index.js`, @auth/core 0.41.3 `lib/actions/session.js`.
 */
export const authJs = createDocumentFormat({
  id: 'auth-js',
  label: 'Auth.js',
  marks: 'sessionToken, userId and the date expires',
  sure: 0.98,
  isOurs: ({ sessionToken, userId, expires }) =>
    typeof sessionToken === 'string' && userId !== undefined && dateOf(expires) !== null,
  paths: {
    idField: 'sessionToken',
    expiryPath: 'expires',
    payloadPath: null,
    writtenPath: null,
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expires', sureness: 'certain' },
      identity: { from: 'userId, an _id of the users collection', sureness: 'certain' },
      created: { from: '_id, an ObjectId', sureness: 'certain' },
      lastSeen: { from: 'nothing: the lifetime is only in the app', sureness: 'unknown' }
    }
  }
})
