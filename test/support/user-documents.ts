import { createHash, randomUUID } from 'node:crypto'
import { ObjectId } from 'bson'
import type { Document } from 'mongodb'

/** A user document of Meteor, as accounts-base is documented to write it: one token for each sign-in. */
export function aMeteorUser(name: string, signIns: readonly Date[]): Document {
  return {
    _id: `${name}MeteorUserId1`.slice(0, 17),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    username: name,
    emails: [{ address: `${name}@shop.io`, verified: false }],
    services: {
      password: { bcrypt: '$2b$10$notarealhashnotarealhash' },
      resume: { loginTokens: signIns.map(when => ({ when, hashedToken: aHash() })) }
    },
    profile: {}
  }
}

const aHash = () => createHash('sha256').update(randomUUID()).digest('base64')

/** A user document of Payload, with a session that ends at each of these. */
export function aPayloadUser(name: string, ends: readonly Date[]): Document {
  return {
    _id: new ObjectId(),
    email: `${name}@shop.io`,
    salt: 'notarealsalt',
    hash: 'notarealhash',
    loginAttempts: 0,
    sessions: ends.map(expiresAt => ({
      id: randomUUID(),
      createdAt: new Date(expiresAt.getTime() - 7_200_000),
      expiresAt
    })),
    createdAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-01T00:00:00Z'),
    __v: 0
  }
}
