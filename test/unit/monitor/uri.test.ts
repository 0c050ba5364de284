import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  checkUri,
  credentialsOf,
  databaseOf,
  hasPassword,
  isSrv,
  labelOf,
  secretsOf,
  withoutPassword
} from '../../../src/monitor/uri'

const CANARY = 'c4n4ry-s3cret'

it.each([
  ['', 'There is no connection string.'],
  ['localhost:27017', 'must begin with mongodb://'],
  ['http://localhost', 'begins with http://'],
  ['mongodb://', 'names no host'],
  ['mongodb://host:port', 'port after the colon in “host:port”'],
  ['mongodb://host:99999', 'port after the colon'],
  ['mongodb://a,,b', 'empty or broken entry'],
  ['mongodb+srv://cluster.example.org:27017', 'there must be no port'],
  ['mongodb://host/?foo=1', 'no option “foo”'],
  ['mongodb://host/?replicaSet', 'option “replicaSet”'],
  ['mongodb://host/?connectTimeoutMS=soon', 'option “connectTimeoutMS”'],
  [`mongodb://u:${CANARY}@x@host/`, 'percent-encoded'],
  [`mongodb://u:${CANARY}/x@host/`, 'percent-encoded'],
  [`mongodb://u:${CANARY}%zz@host/`, 'percent-encoded'],
  [`mongodb://u:${CANARY}:x@host/`, 'percent-encoded']
])('says of %o what is wrong and where', (uri, text) => {
  const fault = checkUri(uri)
  expect(fault?.code).toBe('bad-uri')
  expect(fault?.message).toContain(text)
  expect(fault?.hint).not.toBeNull()
  expect(JSON.stringify(fault)).not.toContain(CANARY)
})

it.each([
  'mongodb://localhost',
  'mongodb://127.0.0.1:27017/shop?replicaSet=rs0',
  'mongodb://u:p%40ss@a:1,b:2/db?authSource=admin',
  'mongodb://[::1]:27017/',
  'mongodb+srv://cluster0.example.org/shop',
  '  mongodb://localhost  '
])('takes %s', uri => {
  expect(checkUri(uri)).toBeNull()
})

it('labels a connection by hosts and database, without credentials', () => {
  expect(labelOf(`mongodb://ann:${CANARY}@127.0.0.1:27018/blog?authSource=x`)).toBe('127.0.0.1:27018/blog')
  expect(labelOf('mongodb://a:1,b:2/')).toBe('a:1,b:2')
  expect(labelOf('mongodb+srv://c.example.org/shop')).toBe('c.example.org/shop')
  expect(labelOf(`nonsense:${CANARY}@host`)).not.toContain(CANARY)
})

it('takes the password out and leaves the rest', () => {
  expect(withoutPassword(`mongodb://ann:${CANARY}@h:1/db?authSource=admin`)).toBe(
    'mongodb://ann@h:1/db?authSource=admin'
  )
  expect(withoutPassword('mongodb://h:1/db')).toBe('mongodb://h:1/db')
  expect(withoutPassword(`mongodb://h/?tls=true&tlsCertificateKeyFilePassword=${CANARY}`)).not.toContain(
    CANARY
  )
  expect(withoutPassword(`mongodb://u:${CANARY}@x@h/`)).not.toContain(CANARY)
  expect(hasPassword('mongodb://ann:x@h')).toBe(true)
  expect(hasPassword('mongodb://ann@h')).toBe(false)
})

it('reads user, password, database and kind', () => {
  expect(credentialsOf('mongodb://an%40n:p%2Fw@h/db')).toEqual({ user: 'an@n', password: 'p/w' })
  expect(secretsOf('mongodb://ann:p%2Fw@h/db')).toEqual(['p%2Fw', 'p/w'])
  expect(databaseOf('mongodb://h/shop')).toBe('shop')
  expect(databaseOf('mongodb://h')).toBeNull()
  expect(isSrv('mongodb+srv://h')).toBe(true)
})

it('never throws and never lets a password through, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const uri = `mongodb://u${before}:${CANARY}${after}@h/db`
      const told = [checkUri(uri), labelOf(uri), withoutPassword(uri)]
      expect(JSON.stringify(told)).not.toContain(CANARY)
    })
  )
  fc.assert(
    fc.property(fc.string(), uri => {
      checkUri(uri)
      labelOf(uri)
      withoutPassword(uri)
    })
  )
})
