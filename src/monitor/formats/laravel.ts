import { bytesOf, dateOf, numberOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Laravel: mongodb/laravel-mongodb's own session driver, and Laravel's `database` driver on it.
 *
 * Shape:  { _id: string, payload: Binary of PHP's serialised text (database driver: base64 text of it), last_activity: Date (epoch
 *         seconds), expires_at?: Date, user_id?, ip_address?, user_agent? }.
 * Units:  the `database` driver keeps no expiry: the lifetime is only in the app.
 * Source: mongodb/laravel-mongodb `src/Session/MongoDbSessionHandler.php`, laravel/framework `Session/DatabaseSessionHandler.php`.
 *         Written after them: neither comes from a registry that could be reached. What a session holds was recorded, by Laravel's own store.
 */
export const laravel = createDocumentFormat({
  id: 'laravel',
  label: 'Laravel',
  marks: 'payload beside last_activity',
  sure: 0.95,
  isOurs: ({ payload, last_activity }) =>
    (typeof payload === 'string' || bytesOf(payload) !== null) &&
    (dateOf(last_activity) !== null || numberOf(last_activity) !== null),
  paths: {
    idField: '_id',
    expiryPath: 'expires_at',
    payloadPath: 'payload',
    writtenPath: 'last_activity',
    createdPath: null,
    userPath: 'user_id'
  },
  userAgentField: 'user_agent',
  claims: {
    replay: 'signed',
    isVerified: false,
    sources: {
      expiry: { from: 'expires_at, where the driver keeps one', sureness: 'derived' },
      identity: { from: 'user_id, else payload (login_<guard>_…)', sureness: 'derived' },
      created: { from: 'nothing: _id is a string', sureness: 'unknown' },
      lastSeen: { from: 'last_activity, which moves with each request', sureness: 'certain' }
    }
  }
})
