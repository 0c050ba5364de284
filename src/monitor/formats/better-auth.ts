import { dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of better-auth with its MongoDB adapter.
 *
 * Shape:  { _id: ObjectId | string, token: string, userId, expiresAt, createdAt, updatedAt: Date, ipAddress, userAgent: string,
 *         impersonatedBy?: user id (admin plugin) }.
 * Units:  no TTL index; `updatedAt` moves once per `updateAge`, a day by default, so last seen is only as fine as that.
 * Source: better-auth 1.7.25, `@better-auth/core` `src/db/get-tables.ts`.
 */
export const betterAuth = createDocumentFormat({
  id: 'better-auth',
  label: 'better-auth',
  marks: 'token, userId and the dates expiresAt, createdAt and updatedAt',
  sure: 0.97,
  isOurs: ({ token, userId, expiresAt, createdAt, updatedAt }) =>
    typeof token === 'string' &&
    userId !== undefined &&
    [expiresAt, createdAt, updatedAt].every(date => dateOf(date) !== null),
  paths: {
    idField: 'token',
    expiryPath: 'expiresAt',
    payloadPath: null,
    writtenPath: 'updatedAt',
    createdPath: 'createdAt',
    userPath: null
  },
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'expiresAt', sureness: 'certain' },
      identity: { from: 'userId, an _id of the user collection', sureness: 'certain' },
      created: { from: 'createdAt', sureness: 'certain' },
      lastSeen: { from: 'updatedAt, which moves once per updateAge', sureness: 'derived' }
    }
  }
})
