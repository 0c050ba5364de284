import { bytesOf, dateOf } from '../bson'
import { createDocumentFormat } from './document-format'
import { looksLikeMarshal } from './marshal'

const isMarshal = (data: unknown) => {
  const bytes = bytesOf(data)
  return bytes !== null && looksLikeMarshal(bytes)
}

/**
 * Documents of Rails' mongo_session_store, on the Ruby driver itself.
 *
 * Shape:  { _id: cookie value, data: Binary of Ruby's Marshal, created_at, updated_at: Date }.
 * Units:  nothing ever deletes one, and none is an expiry.
 * Source: mongoid/mongo_session_store 3.2 `lib/mongo_session_store/mongo_store.rb`. Written after it: gems come from no registry that
 *         could be reached. What a session holds was recorded, by Ruby itself.
 */
export const mongoSessionStore = createDocumentFormat({
  id: 'mongo-session-store',
  label: 'mongo_session_store (Rails)',
  marks: 'Ruby’s Marshal in data beside the date updated_at',
  sure: 0.97,
  isOurs: ({ _id, data, updated_at }) =>
    typeof _id === 'string' && dateOf(updated_at) !== null && isMarshal(data),
  paths: {
    idField: '_id',
    expiryPath: null,
    payloadPath: 'data',
    writtenPath: 'updated_at',
    createdPath: 'created_at',
    userPath: null
  },
  claims: {
    replay: 'raw',
    isVerified: false,
    sources: {
      expiry: { from: 'nothing: these sessions never end by themselves', sureness: 'unknown' },
      identity: { from: 'data, Warden’s key among others', sureness: 'derived' },
      created: { from: 'created_at', sureness: 'certain' },
      lastSeen: { from: 'updated_at, the last write', sureness: 'certain' }
    }
  }
})
