import { MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'
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

/** What the driver gives up with: the servers it has looked for, each with its last error. */
function selectionError(setName: string | null, servers: Record<string, Error | null>, type = 'Unknown') {
  const described = Object.entries(servers).map(([address, error]) => [
    address,
    { address, error, type, setName: null }
  ])
  const reason = { setName, servers: new Map(described as never), error: null }
  return new MongoServerSelectionError('Server selection timed out after 5000 ms', reason as never)
}

it('tells a replica set that sends to hosts nobody here knows, and the way round', () => {
  const told = of(
    selectionError('rs0', { 'mongo-1:27017': node('ENOTFOUND'), 'mongo-2:27017': node('ENOTFOUND') })
  )
  expect(told.code).toBe('unreachable')
  expect(told.message).toContain('Reached db.example.org:27017')
  expect(told.message).toContain('“rs0” sends to mongo-1:27017, mongo-2:27017')
  expect(told.hint).toContain('directConnection=true')
})

it('tells why the server that was named cannot be reached', () => {
  const refused = of(selectionError(null, { 'db.example.org:27017': node('ECONNREFUSED') }))
  expect(refused.message).toBe('Nothing is listening at db.example.org:27017: the connection was refused.')
  const without = of(selectionError('rs0', { 'db.example.org:27017': null }, 'RSSecondary'))
  expect(without.hint).toContain('readPreference=secondaryPreferred')
})

it('names a cluster that DNS does not have', () => {
  const srv = 'mongodb+srv://c0.example.org/shop'
  const error = Object.assign(new Error('querySrv ENOTFOUND _mongodb._tcp.c0.example.org'), {
    code: 'ENOTFOUND'
  })
  expect(faultOf(error, { uri: srv, ns: null }).message).toContain(
    'DNS has no MongoDB cluster (SRV record) named c0.example.org'
  )
})
