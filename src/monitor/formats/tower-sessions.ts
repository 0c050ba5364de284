import { bytesOf, dateOf } from '../bson'
import { createDocumentFormat } from './document-format'

/** MessagePack's list of three, or a map: as rmp writes a record, by position or by name. */
const isRecordBytes = (data: unknown) => {
  const first = bytesOf(data)?.[0]
  return first === 0x93 || first === 0x83
}

/**
 * Documents of Rust's tower-sessions with its MongoDB store.
 *
 * Shape:  { _id: 22 characters of base64url, data: Binary, expireAt: Date }; `data` is MessagePack of [id, map, date].
 * Units:  no index; `delete_expired()` is the app's to call.
 * Source: tower-sessions-mongodb-store 0.11.0 `src/lib.rs`, tower-sessions-core 0.11.1 `src/session.rs`.
 */
export const towerSessions = createDocumentFormat({
  id: 'tower-sessions',
  label: 'tower-sessions',
  marks: 'a record of MessagePack in data beside the date expireAt',
  sure: 0.95,
  isOurs: ({ _id, data, expireAt }) =>
    typeof _id === 'string' && dateOf(expireAt) !== null && isRecordBytes(data),
  paths: {
    idField: '_id',
    expiryPath: 'expireAt',
    payloadPath: 'data',
    writtenPath: null,
    createdPath: null,
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: true,
    sources: {
      expiry: { from: 'expireAt', sureness: 'certain' },
      identity: { from: 'data', sureness: 'derived' },
      created: { from: 'nothing: _id is a string', sureness: 'unknown' },
      lastSeen: { from: 'nothing: the lifetime is only in the app', sureness: 'unknown' }
    }
  }
})
