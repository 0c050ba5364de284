import { createHash } from 'node:crypto'
import { ObjectId } from 'bson'
import fc from 'fast-check'
import type { Document } from 'mongodb'
import { expect, it } from 'vitest'
import { recognitionOfMapping } from '../../../src/monitor/formats/mapped'
import { formats, recogniseStore } from '../../../src/monitor/formats/registry'
import { createReader } from '../../../src/monitor/reader'
import { aCookie, anObjectDocument, anyDocument, aTextDocument, NOON, nested } from '../../support/documents'
import { aMeteorUser, aPayloadUser } from '../../support/user-documents'

const bothFormats = [
  formats['connect-mongodb-session'].assume([], []),
  formats['connect-mongo'].assume([], [])
]
const reader = createReader(bothFormats)
const read = (document: Document) => reader.read(document, NOON, false).session

it.each([
  ['object', anObjectDocument],
  ['JSON text', aTextDocument]
])('reads user, expiry, lifetime and last visit out of a payload kept as %s', (_, make) => {
  expect(read(make({ isLoggedIn: true, user: { email: 'ann@shop.io' } }))).toMatchObject({
    state: 'signed-in',
    user: 'ann@shop.io',
    expiresAt: NOON + 1_800_000,
    lifetimeMs: 1_800_000,
    lastSeenAt: NOON,
    lastSeenBasis: 'expiry-minus-lifetime',
    reason: null
  })
})

it('calls a session without a user a guest', () => {
  expect(read(anObjectDocument({ cart: [1, 2] }))).toMatchObject({ state: 'guest', user: null })
})

it('goes by the date beside the payload, never by the cookie', () => {
  const stale = anObjectDocument({ cookie: aCookie({ expires: new Date(NOON - 1) }) })
  expect(read(stale).expiresAt).toBe(NOON + 1_800_000)
})

it('adds the seconds of the TTL index', () => {
  const index = { name: 'e', fields: ['expires'], expireAfterSeconds: 90, isBackground: false, isWhole: true }
  const withTtl = createReader(recogniseStore([anObjectDocument()], [index]).recognitions)
  const { session } = withTtl.read(anObjectDocument(), NOON, false)
  expect(session.expiresAt).toBe(NOON + 1_890_000)
  expect(session.lastSeenAt).toBe(NOON)
})

it('has no expiry where the server would never delete: no date, or a text', () => {
  expect(read(anObjectDocument({}, { expires: '2026-01-01' })).expiresAt).toBeNull()
  expect(read(anObjectDocument({}, { expires: undefined })).expiresAt).toBeNull()
  expect(read(anObjectDocument({}, { expires: new Date(Number.NaN) })).expiresAt).toBeNull()
})

it('takes the earliest of several dates, as the TTL index does', () => {
  expect(
    read(anObjectDocument({}, { expires: [new Date(NOON + 9), 'x', new Date(NOON + 5)] })).expiresAt
  ).toBe(NOON + 5)
})

it('prefers the date that the store wrote for the last visit', () => {
  const touched = anObjectDocument({}, { lastModified: new Date(NOON - 777) })
  expect(read(touched)).toMatchObject({ lastSeenAt: NOON - 777, lastSeenBasis: 'written-date' })
})

it('says since when, and how it knows', () => {
  const id = ObjectId.createFromTime((NOON - 60_000) / 1000)
  expect(read(anObjectDocument({}, { _id: id }))).toMatchObject({
    sinceAt: NOON - 60_000,
    sinceBasis: 'created-date'
  })
  expect(read(anObjectDocument({}, { createdAt: new Date(5) }))).toMatchObject({
    sinceAt: 5,
    sinceBasis: 'created-date'
  })
  expect(reader.read(anObjectDocument(), NOON + 1, true).session).toMatchObject({
    sinceAt: NOON + 1,
    sinceBasis: 'seen-arriving'
  })
  expect(read(anObjectDocument())).toMatchObject({ sinceAt: NOON, sinceBasis: 'or-earlier' })
})

it('names a session by the hash of its id and shows only the ends of the id', () => {
  const document = anObjectDocument({}, { _id: '4fABCDEFGHIJKLe1' })
  const { session, sessionId } = reader.read(document, NOON, false)
  const hash = createHash('sha256').update('4fABCDEFGHIJKLe1').digest('hex')
  expect(session.key).toBe(hash.slice(0, 16))
  expect(reader.keyOf('4fABCDEFGHIJKLe1')).toBe(session.key)
  expect(session.maskedId).toBe('4f…e1')
  expect(sessionId).toBe('4fABCDEFGHIJKLe1')
  expect(read(anObjectDocument({}, { _id: '12345678' })).maskedId).toBe('••••')
})

it.each([
  ['kruptein, DER in base64', `MIIBAgQg${'Ab3/'.repeat(40)}`],
  ['kruptein, JSON', JSON.stringify({ hmac: 'aa', ct: 'bb', iv: 'cc', salt: 'dd', at: 'ee', aad: 'ff' })],
  [
    '3.2, JSON in JSON',
    JSON.stringify(JSON.stringify({ hmac: 'a', ct: 'b', at: { type: 'Buffer' }, aad: 'c', iv: 'd' }))
  ],
  ['web crypto, base64', Buffer.alloc(80, 7).toString('base64')]
])('shows an encrypted payload (%s) as unreadable, its expiry still known', (_, session) => {
  expect(read(aTextDocument({}, { session }))).toMatchObject({
    state: 'unreadable',
    reason: 'encrypted',
    user: null,
    expiresAt: NOON + 1_800_000,
    payloadDigest: 0
  })
})

it.each([
  ['{"cookie":', 'payload is not JSON'],
  ['[1,2]', 'payload is not an object'],
  [7, 'payload is not an object'],
  [undefined, 'no payload'],
  ['x'.repeat(16_000_000), 'payload too large to read (16 MB)']
])('gives the reason for a payload that cannot be read', (session, reason) => {
  expect(read(anObjectDocument({}, { session }))).toMatchObject({
    state: 'unreadable',
    reason,
    expiresAt: NOON + 1_800_000
  })
})

it('reads a session nested far deeper than MongoDB allows', () => {
  // Written by hand: JSON.stringify itself does not go as deep.
  const session = `{"user":"ann","deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  expect(read(aTextDocument({}, { session }))).toMatchObject({ state: 'signed-in', user: 'ann' })
  expect(read(anObjectDocument({ user: 'ann', deep: nested(200) }))).toMatchObject({ user: 'ann' })
})

it('follows a person’s mapping: paths for expiry, payload and user', () => {
  const document = {
    _id: 'abcdefghijkl',
    meta: { until: Math.floor(NOON / 1000) },
    data: { who: { login: 'bob' }, user: 'x' }
  }
  const mapping = { expiry: 'meta.until', payload: 'data', user: 'who.login' }
  const mapped = createReader([recognitionOfMapping(mapping, [document], [])], { userPaths: ['who.login'] })
  expect(mapped.read(document, NOON, false).session).toMatchObject({
    user: 'bob',
    expiresAt: NOON,
    state: 'signed-in'
  })
  expect(mapped.projection).toEqual({ _id: 1, data: 1, meta: 1 })
})

it('asks the server only for the fields that a row needs', () => {
  expect(reader.projection).toEqual({ _id: 1, session: 1, expires: 1, lastModified: 1, createdAt: 1 })
})

it('makes a row of any document whatever, and never throws', () => {
  fc.assert(
    fc.property(anyDocument(), fc.boolean(), (document, isArrival) => {
      const { session } = reader.read(document, NOON, isArrival)
      expect(session.key).toMatch(/^[0-9a-f]{16}$/)
      expect(session.reason === null).toBe(session.state !== 'unreadable')
      for (const at of [
        session.sinceAt,
        session.lastSeenAt ?? 0,
        session.expiresAt ?? 0,
        session.payloadDigest
      ]) {
        expect(Number.isFinite(at)).toBe(true)
      }
      expect(structuredClone(session)).toEqual(session)
    }),
    { numRuns: 500 }
  )
})

it('knows a hostile document by a row, too', () => {
  for (const document of [null, undefined, 1, [], 'x']) {
    expect(reader.read(document as unknown as Document, NOON, false).session.state).toBe('unreadable')
  }
})

it('does not believe a last visit that lies in the future', () => {
  const longer = anObjectDocument({ cookie: aCookie({ originalMaxAge: 60_000 }) })
  expect(read(longer)).toMatchObject({ lastSeenAt: null, lastSeenBasis: 'unknown', lifetimeMs: 60_000 })
})

it('takes apart the documents that hold several sessions, and leaves others in the same collection as they are', () => {
  const signedIn = aMeteorUser('ann', [new Date(NOON), new Date(NOON + 1)])
  const sample = [signedIn, aMeteorUser('bob', []), aPayloadUser('cid', [new Date(NOON)]), aTextDocument()]
  const { recognitions } = recogniseStore(sample, [])
  expect(recognitions.map(r => r.format).sort()).toEqual(['connect-mongo', 'meteor', 'payload'])
  const mixed = createReader(recognitions)
  const read = sample.map(one => mixed.explode(one).map(each => mixed.read(each, NOON, false).session))
  expect(read.map(sessions => sessions.map(one => [one.state, one.user]))).toEqual([
    [
      ['signed-in', 'ann@shop.io'],
      ['signed-in', 'ann@shop.io']
    ],
    [],
    [['signed-in', 'cid@shop.io']],
    [['guest', null]]
  ])
  expect(new Set(read.flat().map(one => one.key)).size).toBe(4)
})
