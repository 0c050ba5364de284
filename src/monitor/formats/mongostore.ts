import { dateOf } from '../bson'
import { createDocumentFormat } from './document-format'
import { unreadable } from './payload-kind'

/** gorilla/securecookie: base64url of `seconds|value|mac`. */
function isSecureCookie(data: unknown): boolean {
  if (typeof data !== 'string' || !/^[A-Za-z0-9_-]{40,}=*$/.test(data)) return false
  return /^\d{9,11}\|/.test(Buffer.from(data.slice(0, 20), 'base64url').toString('latin1'))
}

/**
 * Documents of Go's mongostore, for gorilla/sessions and for gin.
 *
 * Shape:  { _id: ObjectId (gin's fork: 52 characters of base32), data: securecookie text, modified: Date }.
 * Units:  nothing in it is an expiry; the TTL index, if the app asked for it, deletes `maxAge` seconds after `modified`.
 * Source: kidstuff/mongostore `mongostore.go`; gin-contrib/sessions 1.0.4 `mongo/mongodriver` on laziness-coders/mongostore 0.0.14.
 */
export const mongostore = createDocumentFormat({
  id: 'mongostore',
  label: 'mongostore (gorilla, gin)',
  marks: 'text of gorilla/securecookie in data beside the date modified',
  sure: 0.97,
  isOurs: ({ data, modified }) => dateOf(modified) !== null && isSecureCookie(data),
  // Go's own encoding, under a signature or a cipher: it is named, not read.
  readPayload: () => unreadable('gorilla securecookie'),
  isExpiryByIndex: true,
  paths: {
    idField: '_id',
    expiryPath: 'modified',
    payloadPath: 'data',
    writtenPath: 'modified',
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'modified and the TTL index’s seconds', sureness: 'derived' },
      identity: { from: 'nothing: data is Go’s own, signed or sealed', sureness: 'unknown' },
      created: { from: '_id, where it is an ObjectId', sureness: 'derived' },
      lastSeen: { from: 'modified, the last write', sureness: 'certain' }
    }
  }
})
