import { dateOf, fieldOf } from '../bson'
import { createPartsFormat } from './parts-format'

/**
 * Sign-ins of Payload CMS, which lie within the documents of a collection that has `auth`.
 *
 * Shape:  { _id: ObjectId, email: string, hash, salt: string, sessions: [{ id: UUID text, createdAt, expiresAt: Date }] }.
 * Units:  `expiresAt` is by `auth.tokenExpiration`, two hours unless the app says otherwise; a refresh moves it. What has expired is
 *         taken out when that user signs in the next time.
 * Source: payload 3.90.2 `src/auth/sessions.ts`, `src/auth/strategies/jwt.ts`: the cookie is a signed JWT with the id as `sid`.
 */
export const payloadCms = createPartsFormat({
  id: 'payload',
  label: 'Payload CMS',
  marks: 'sessions, each with id, createdAt and expiresAt',
  sure: 0.97,
  place: { arrayPath: 'sessions', idField: 'id' },
  fields: ['sessions', 'email', 'username'],
  isSession: session =>
    dateOf(fieldOf(session, 'expiresAt')) !== null && fieldOf(session, 'createdAt') !== undefined,
  isHolder: ({ sessions, hash, salt }) =>
    Array.isArray(sessions) || (typeof hash === 'string' && typeof salt === 'string'),
  userOf: ({ _id, email, username }) => ({ email, username, _id }),
  paths: { expiryPath: 'expiresAt', createdPath: 'createdAt', ttlSeconds: 0 },
  whyNoExpiry:
    'Payload goes by the expiry that is signed into the cookie: another date in the document would not end anything sooner or later.',
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'expiresAt', sureness: 'certain' },
      identity: { from: 'the user’s own document: email, else username, else _id', sureness: 'certain' },
      created: { from: 'createdAt', sureness: 'certain' },
      lastSeen: { from: 'nothing: the lifetime is only in the app', sureness: 'unknown' }
    }
  }
})
