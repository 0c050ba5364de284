import { MongoNetworkError, MongoServerError } from 'mongodb'
import { expect, it } from 'vitest'
import { faultOf } from '../../../src/monitor/trouble'
import { FaultError, fault } from '../../../src/shared/fault'

const CANARY = 'c4n4ry-s3cret'
const uri = `mongodb://shop:${CANARY}@db.example.org:27017/shop`
const of = (error: unknown, ns: string | null = null) => faultOf(error, { uri, ns })
const node = (code: string, message = code) => Object.assign(new Error(message), { code })

it.each([
  [node('ECONNREFUSED'), 'unreachable', 'Nothing is listening'],
  [node('ENOTFOUND'), 'unreachable', 'No host is known'],
  [node('ETIMEDOUT'), 'unreachable', 'did not answer in time'],
  [node('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'), 'unreachable', 'certificate'],
  [node('EPROTO', 'wrong version number'), 'unreachable', 'TLS'],
  [new MongoNetworkError('connection 3 to 1.2.3.4:1 closed'), 'unreachable', 'closed by the other side'],
  [
    new MongoServerError({ code: 18, message: `Authentication failed. ${CANARY}` }),
    'wrong-password',
    'user “shop”'
  ],
  [new MongoServerError({ code: 50, message: 'operation exceeded time limit' }), 'unreachable', 'too long'],
  [new MongoServerError({ code: 9, message: 'odd' }), 'lost', 'odd']
])('makes a sentence of %s', (error, code, text) => {
  const told = of(error)
  expect(told.code).toBe(code)
  expect(told.message).toContain(text)
  expect(told.hint).not.toBeNull()
  expect(JSON.stringify(told)).not.toContain(CANARY)
})

it('calls a network error in the middle of reading a lost connection', () => {
  expect(of(new MongoNetworkError('read ECONNRESET'), 'shop.sessions').code).toBe('lost')
})

it('names the missing right and the line that grants it', () => {
  const told = of(new MongoServerError({ code: 13, message: 'not authorized on shop' }), 'shop.sessions')
  expect(told.code).toBe('no-rights')
  expect(told.message).toContain('“shop” may not read shop.sessions')
  expect(told.hint).toContain('grantRolesToUser("shop", [{ role: "read", db: "shop" }])')
})

it('asks for a login where the server wants one and the string has none', () => {
  const told = faultOf(new MongoServerError({ code: 13, message: 'requires authentication' }), {
    uri: 'mongodb://h',
    ns: null
  })
  expect(told.message).toContain('wants a user name')
})

it('keeps secrets out of every part, also those deep in causes and URL-encoded', () => {
  const encoded = 'mongodb://shop:p%40ss%2Fw0rd@h/db'
  const deep = new Error(`at ${encoded}`, {
    cause: new Error('password p@ss/w0rd was wrong, tried p%40ss%2Fw0rd')
  })
  const told = JSON.stringify(faultOf(deep, { uri: encoded, ns: null }))
  expect(told).not.toContain('p@ss/w0rd')
  expect(told).not.toContain('p%40ss%2Fw0rd')
})

it('leaves a fault as it is and takes anything at all', () => {
  const known = fault('gone', 'Gone.')
  expect(of(new FaultError(known))).toBe(known)
  for (const odd of [null, undefined, 'text', 7, {}, Object.create(null)]) expect(of(odd).code).toBe('lost')
})
