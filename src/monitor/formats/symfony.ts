import { bytesOf, dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Symfony's MongoDbSessionHandler, and of jenssegers' for Laravel, which writes the same.
 *
 * Shape:  { _id: cookie value, data: Binary of PHP session text, time, expires_at: Date }.
 * Units:  `expires_at` is `session.gc_maxlifetime` after each request; no index is made, PHP's `gc` deletes.
 *         All four names can be set otherwise; then a mapping is needed.
 * Source: symfony/http-foundation 5.4 to 7 `Session/Storage/Handler/MongoDbSessionHandler.php`.
 */
export const symfony = createDocumentFormat({
  id: 'symfony',
  label: 'Symfony',
  marks: 'bytes in data beside the dates time and expires_at',
  sure: 0.95,
  isOurs: ({ _id, data, time, expires_at }) =>
    typeof _id === 'string' && bytesOf(data) !== null && [time, expires_at].every(d => dateOf(d) !== null),
  paths: {
    idField: '_id',
    expiryPath: 'expires_at',
    payloadPath: 'data',
    writtenPath: 'time',
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expires_at', sureness: 'certain' },
      identity: { from: 'data, the token of the firewall (_security_…) among others', sureness: 'derived' },
      created: { from: 'nothing: _id is a string', sureness: 'unknown' },
      lastSeen: { from: 'time, which moves with each request', sureness: 'certain' }
    }
  }
})
