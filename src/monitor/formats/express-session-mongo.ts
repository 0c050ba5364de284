import { isRecord } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of express-session-mongo 0.1, from Express's first years.
 *
 * Shape:  flat: { _id: ObjectId, _sessionid: string, cookie: object, lastAccess?: Date (from the second write on) and the app's
 *         own fields }.
 * Units:  there is no expiry and nothing deletes: sessions stay until the app destroys them.
 * Source: express-session-mongo 0.1.0 `lib/express-session-mongo.js`.
 */
export const expressSessionMongo = createDocumentFormat({
  id: 'express-session-mongo',
  label: 'express-session-mongo',
  marks: '_sessionid beside a cookie',
  sure: 0.98,
  isOurs: ({ _sessionid, cookie }) => typeof _sessionid === 'string' && isRecord(cookie),
  paths: {
    idField: '_sessionid',
    expiryPath: null,
    payloadPath: null,
    writtenPath: 'lastAccess',
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'nothing: these sessions never end by themselves', sureness: 'unknown' },
      identity: { from: 'the app’s own fields', sureness: 'derived' },
      created: { from: '_id, an ObjectId', sureness: 'certain' },
      lastSeen: { from: 'lastAccess, once a session was written twice', sureness: 'derived' }
    }
  }
})
