import { dateOf, isRecord } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of koa-generic-session-mongo 0.4.
 *
 * Shape:  flat: { _id: ObjectId, sid: "koa:sess:…", ttl: Date, cookie: {maxAge, signed, …} and the app's own fields }.
 * Units:  `ttl` is the expiry itself, despite its name; the TTL index adds nothing.
 * Source: koa-generic-session-mongo 0.4.0 `src/store.js`.
 */
export const koaGenericSessionMongo = createDocumentFormat({
  id: 'koa-generic-session-mongo',
  label: 'koa-generic-session-mongo',
  marks: 'sid and the date ttl beside a cookie',
  sure: 0.98,
  isOurs: ({ sid, ttl, cookie }) => typeof sid === 'string' && dateOf(ttl) !== null && isRecord(cookie),
  paths: {
    idField: 'sid',
    expiryPath: 'ttl',
    payloadPath: null,
    writtenPath: null,
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'ttl, a date', sureness: 'certain' },
      identity: { from: 'the app’s own fields', sureness: 'derived' },
      created: { from: '_id, an ObjectId', sureness: 'certain' },
      lastSeen: { from: 'ttl less cookie.maxAge', sureness: 'derived' }
    }
  }
})
