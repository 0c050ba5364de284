import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { payloadOf } from '../../../../src/monitor/formats/payload'
import { formats } from '../../../../src/monitor/formats/registry'
import { idBitsOf } from '../../../../src/monitor/health/id-bits'
import { secretsInside } from '../../../../src/monitor/health/secrets-inside'
import { sessionFactsOf } from '../../../../src/monitor/health/session-facts'
import { createIdentity } from '../../../../src/monitor/identity'
import { createReader } from '../../../../src/monitor/reader'

const recognitions = [formats['connect-mongodb-session'].assume([], [])]
const reader = {
  recognitions,
  indexes: [],
  tools: { readIdentity: createIdentity(), readPayload: payloadOf },
  payloadOf: createReader(recognitions).payloadOf
}
const factsOf = (document: object) => sessionFactsOf(document, reader)

describe('what is kept of a document', () => {
  it.each([
    [new Date(), 'date'],
    ['2026-11-20T08:14:02.511Z', 'text'],
    [1_800_000_000, 'number'],
    [{ at: 1 }, 'other'],
    [null, 'none']
  ])('tells of what kind its expiry is: %s', (expires, kind) => {
    expect(factsOf({ _id: 'x', session: { cookie: {} }, expires }).expiryKind).toBe(kind)
  })

  it('is no value of it', () => {
    const secret = 'a-value-that-nobody-may-see'
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.constant(secret)), fields => {
        const session = { cookie: { httpOnly: true }, ...fields, password: secret }
        expect(JSON.stringify(factsOf({ _id: secret, session, expires: new Date() }))).not.toContain(secret)
      })
    )
  })

  it('takes a payload without anything of the app’s own for empty', () => {
    const session = { cookie: { originalMaxAge: 1000 }, passport: {} }
    expect(factsOf({ _id: 'x', session, expires: new Date() })).toMatchObject({
      state: 'guest',
      isEmpty: true
    })
    const used = { ...session, views: 0 }
    expect(factsOf({ _id: 'x', session: used, expires: new Date() }).isEmpty).toBe(false)
  })

  it('tells which of two libraries has written it, also where the other one’s format could read it', () => {
    const both = [formats['connect-mongo'].assume([], []), ...recognitions]
    const formatOf = (session: unknown) =>
      sessionFactsOf({ _id: 'x', session, expires: new Date() }, { ...reader, recognitions: both }).format
    expect(formatOf({ cookie: {} })).toBe('connect-mongodb-session')
    expect(formatOf('{"cookie":{}}')).toBe('connect-mongo')
  })

  it('never throws, whatever the document', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (session, expires) => {
        expect(() => factsOf({ _id: 'x', session, expires })).not.toThrow()
      })
    )
  })
})

describe('the bits of an id', () => {
  it.each([
    ['0123456789', 33],
    ['deadbeefdeadbeef', 64],
    ['6b29fc40-ca47-1067-b31d-00dd010662da', 128],
    ['Zx81kQ_-Zx81kQ_-Zx81kQ_-Zx81kQ_-', 192],
    ['session:Zx81kQ_-Zx81kQ_-', 96]
  ])('%s', (id, bits) => expect(idBitsOf(id)).toBe(bits))
})

describe('secrets', () => {
  const bcrypt = `$2b$12$${'a'.repeat(53)}`

  it.each([
    [{ user: { password: 'x' } }, 'user.password', 'password'],
    [{ user: { passwordHash: 'x' } }, 'user.passwordHash', 'password hash'],
    [{ deep: [{ anything: bcrypt }] }, 'deep.anything', 'password hash'],
    [{ u: '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA' }, 'u', 'password hash'],
    [{ u: 'pbkdf2:sha256:600000$salt$abc' }, 'u', 'password hash'],
    [{ totpSecret: 'JBSWY3DPEHPK3PXP' }, 'totpSecret', 'key'],
    [{ pem: '-----BEGIN PRIVATE KEY-----\nMIIE' }, 'pem', 'key']
  ])('are found in %j', (payload, path, kind) => {
    expect(secretsInside(payload)).toMatchObject([{ path, kind }])
  })

  it.each([
    { csrfToken: 'abc', csrfSecret: 'abc', passport: { user: 'ann' } },
    { password: '', passwordChangedAt: 5, passwordResetRequired: true, compass: 'north' },
    { cookie: { path: '/' }, accessToken: 'eyJhbGciOi.abc.def', pass: 3 }
  ])('are not what a session is for: %j', payload => expect(secretsInside(payload)).toEqual([]))
})
