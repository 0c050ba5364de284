import { dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Parse Server's `_Session` class.
 *
 * Shape:  { _id: 10 characters, _session_token: "r:…", _p_user: "_User$<id>", createdWith: {action, authProvider}, installationId,
 *         expiresAt, _created_at, _updated_at: Date }. Anonymous users have rows, too, and are users of their own.
 * Units:  no TTL index; with `expireInactiveSessions: false` there is no `expiresAt`, and a session never ends by itself.
 * Source: parse-server 9.10.0 `src/RestWrite.js`, `src/Adapters/Storage/Mongo/MongoTransform.js`.
 */
export const parseServer = createDocumentFormat({
  id: 'parse-server',
  label: 'Parse Server',
  marks: '_session_token and the pointer _p_user',
  sure: 0.99,
  isOurs: ({ _session_token, _p_user, _created_at }) =>
    typeof _session_token === 'string' && typeof _p_user === 'string' && dateOf(_created_at) !== null,
  paths: {
    idField: '_session_token',
    expiryPath: 'expiresAt',
    payloadPath: null,
    writtenPath: '_updated_at',
    createdPath: '_created_at',
    userPath: '_p_user'
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expiresAt', sureness: 'certain' },
      identity: { from: '_p_user, an _id of _User', sureness: 'certain' },
      created: { from: '_created_at', sureness: 'certain' },
      lastSeen: { from: '_updated_at, which moves only when a session is prolonged', sureness: 'derived' }
    }
  }
})
