import { dateOf, isRecord, numberOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Spring Session with its Jackson converter.
 *
 * Shape:  { _id: UUID text, createdMillis, accessedMillis: long, intervalSeconds: int, expireAt: Date, principal: string | null,
 *         attrs: object whose names have U+F607 for each dot, and @class for each type }.
 * Units:  `createdMillis` and `accessedMillis` are epoch ms. Spring goes by `expireAt`.
 * Source: spring-session-data-mongodb 3.5.2 `JacksonMongoSessionConverter.java`.
 */
export const springSessionJackson = createDocumentFormat({
  id: 'spring-session-jackson',
  label: 'Spring Session (Jackson)',
  marks: 'attrs is an object beside expireAt, accessedMillis and createdMillis',
  sure: 0.98,
  isOurs: ({ attrs, expireAt, accessedMillis, createdMillis }) =>
    isRecord(attrs) &&
    dateOf(expireAt) !== null &&
    numberOf(accessedMillis) !== null &&
    numberOf(createdMillis) !== null,
  paths: {
    idField: '_id',
    expiryPath: 'expireAt',
    payloadPath: 'attrs',
    writtenPath: 'accessedMillis',
    createdPath: 'createdMillis',
    userPath: 'principal'
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expireAt', sureness: 'certain' },
      identity: { from: 'principal, else attrs', sureness: 'derived' },
      created: { from: 'createdMillis', sureness: 'certain' },
      lastSeen: { from: 'accessedMillis', sureness: 'certain' }
    }
  }
})
