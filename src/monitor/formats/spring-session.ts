import { bytesOf, dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/**
 * Documents of Spring Session with its default converter.
 *
 * Shape:  { _id: UUID text, created, accessed, expireAt: Date, interval: "PT30M", principal: string | null, attr: Binary }.
 * Units:  Spring goes by `expireAt`, whatever `interval` says; its TTL index is named `expireAt`.
 *         `attr` is Java serialised, which is named and never read: who is signed in is told by `principal`.
 * Source: spring-session-data-mongodb 3.5.2 `JdkMongoSessionConverter.java`.
 */
export const springSession = createDocumentFormat({
  id: 'spring-session',
  label: 'Spring Session',
  marks: 'attr in bytes beside the dates expireAt, accessed and created',
  sure: 0.98,
  isOurs: ({ attr, expireAt, accessed, created }) =>
    bytesOf(attr) !== null && [expireAt, accessed, created].every(date => dateOf(date) !== null),
  paths: {
    idField: '_id',
    expiryPath: 'expireAt',
    payloadPath: 'attr',
    writtenPath: 'accessed',
    createdPath: 'created',
    userPath: 'principal'
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expireAt', sureness: 'certain' },
      identity: { from: 'principal', sureness: 'certain' },
      created: { from: 'created', sureness: 'certain' },
      lastSeen: { from: 'accessed', sureness: 'certain' }
    }
  }
})
