import { fieldOf, instantOf, isRecord, valueAt } from '../bson'
import { createPartsFormat } from './parts-format'

/** `loginExpirationInDays` of accounts-base, unless the app sets another. */
const DAYS = 90

/**
 * Sign-ins of Meteor's accounts, which lie within the documents of its users.
 *
 * Shape:  { _id: string, username?: string, emails?: [{ address, verified }], services: { resume: { loginTokens: [
 *         { when: Date, hashedToken: base64 of SHA-256 }] } } }.
 * Units:  `when` is the time of the sign-in; accounts-base pulls a token out once it is `loginExpirationInDays` old, which only the
 *         app knows: 90 unless it says otherwise. Tokens of before 0.8, which are kept raw and have no hash, are not read.
 * Source: meteor `packages/accounts-base/accounts_server.js`, `accounts_common.js`. Written after them: Meteor comes from no
 *         registry that could be reached, so nothing was recorded.
 */
export const meteor = createPartsFormat({
  id: 'meteor',
  label: 'Meteor accounts',
  marks: 'hashed login tokens in services.resume.loginTokens',
  sure: 0.98,
  place: { arrayPath: 'services.resume.loginTokens', idField: 'hashedToken' },
  fields: ['services.resume.loginTokens', 'username', 'emails.address'],
  isSession: token => instantOf(fieldOf(token, 'when')) !== null,
  isHolder: ({ services }) => isRecord(services),
  userOf: document => ({
    email: valueAt(document, 'emails.0.address'),
    username: valueAt(document, 'username'),
    _id: document._id
  }),
  paths: { expiryPath: 'when', createdPath: 'when', ttlSeconds: DAYS * 86_400 },
  whyNoExpiry:
    'Meteor works an expiry out of the sign-in and a number of days in the app: there is no date to set.',
  claims: {
    replay: 'hash',
    isVerified: false,
    sources: {
      expiry: { from: `when and ${DAYS} days, unless the app sets others`, sureness: 'derived' },
      identity: { from: 'the user’s own document: address, else username, else _id', sureness: 'certain' },
      created: { from: 'when', sureness: 'certain' },
      lastSeen: { from: 'nothing: a token is written once', sureness: 'unknown' }
    }
  }
})
