import { bytesOf, dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Flask-Session.
 *
 * Shape:  { _id: ObjectId, id: "session:" + cookie value, val: Binary, expiration: Date }; `val` is MessagePack, or JSON; before
 *         0.6 a pickle, which is named and never read.
 * Units:  `expiration` is the expiry itself; from 0.6 on with a TTL index of 0 s.
 * Source: Flask-Session 0.8.0 and 0.5.0 `flask_session/mongodb/mongodb.py`, `flask_session/defaults.py`.
 */
export const flaskSession = createDocumentFormat({
  id: 'flask-session',
  label: 'Flask-Session',
  marks: 'id, bytes in val and the date expiration',
  sure: 0.98,
  isOurs: ({ id, val, expiration }) =>
    typeof id === 'string' && bytesOf(val) !== null && dateOf(expiration) !== null,
  paths: {
    idField: 'id',
    expiryPath: 'expiration',
    payloadPath: 'val',
    writtenPath: null,
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expiration', sureness: 'certain' },
      identity: { from: 'val, Flask-Login’s _user_id among others', sureness: 'derived' },
      created: { from: '_id, an ObjectId', sureness: 'certain' },
      lastSeen: { from: 'nothing: the lifetime is only in the app', sureness: 'unknown' }
    }
  }
})
