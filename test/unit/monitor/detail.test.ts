import { Binary, Double, Int32, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import type { Document } from 'mongodb'
import { expect, it } from 'vitest'
import { readPayloadWith } from '../../../src/main/seals'
import { describeDocument } from '../../../src/monitor/detail'
import { formats } from '../../../src/monitor/formats/registry'
import { comparableOf } from '../../../src/monitor/history/comparable'
import type { BsonNode } from '../../../src/shared/domain/detail'
import type { SessionKey } from '../../../src/shared/domain/session'
import { aCookie, anObjectDocument, anyDocument, aTextDocument, NOON, nested } from '../../support/documents'
import { recordingOf } from '../../support/recordings'

const key = '0123456789abcdef' as SessionKey
const { layout } = formats['connect-mongodb-session'].assume([], [])
const detailOf = (document: Document, ...revealPaths: string[]) =>
  describeDocument(document, layout, { key, revealPaths })

function nodeAt(node: BsonNode, path: string): BsonNode | undefined {
  if (node.path === path) return node
  return node.children?.map(child => nodeAt(child, path)).find(found => found !== undefined)
}

it('tells every type of number, date and id apart', () => {
  const values = {
    int: new Int32(1),
    long: Long.fromNumber(2),
    double: new Double(3),
    id: new ObjectId('65a0c0ffee0000000000beef')
  }
  const { document } = detailOf(
    anObjectDocument({ ...values, at: new Date(NOON), bytes: new Binary(Buffer.from('hi')) })
  )
  const told = (name: string) => {
    const node = nodeAt(document, `session.${name}`)
    return [node?.type, node?.text]
  }
  expect(told('int')).toEqual(['int', '1'])
  expect(told('long')).toEqual(['long', '2'])
  expect(told('double')).toEqual(['double', '3'])
  expect(told('id')).toEqual(['objectId', '65a0c0ffee0000000000beef'])
  expect(told('at')).toEqual(['date', '2026-01-01T00:00:00.000Z'])
  expect(told('bytes')).toEqual(['binData', 'subtype 0, 2 bytes: aGk='])
})

it('shows JSON text as the tree that it is', () => {
  const { document, payloadEncoding } = detailOf(aTextDocument({ cart: [{ sku: 'x' }] }))
  expect(payloadEncoding).toBe('JSON text')
  expect(nodeAt(document, 'session')?.type).toBe('string')
  expect(nodeAt(document, 'session.cart.0.sku')).toMatchObject({ type: 'string', text: 'x' })
})

it('masks session ids and secrets until each is revealed', () => {
  const id = 'Yp3sKx0vQ9cRk2mT5wBz7uHfJ1nLd8ae'
  const secrets = {
    csrfSecret: 'c1',
    user: { password: 'p1', name: 'Ann' },
    tokens: { google: 'g1' },
    copy: `s:${id}.sig`
  }
  const hidden = JSON.stringify(detailOf(anObjectDocument(secrets)))
  for (const secret of [id, 'c1', 'p1', 'g1']) expect(hidden).not.toContain(secret)
  expect(hidden).toContain('Ann')
  const { document } = detailOf(anObjectDocument(secrets), '_id', 'session.tokens.google')
  expect(nodeAt(document, '_id')).toMatchObject({ text: id, isMasked: false })
  expect(nodeAt(document, 'session.tokens.google')).toMatchObject({ text: 'g1', isMasked: false })
  expect(nodeAt(document, 'session.user.password')).toMatchObject({ isMasked: true })
})

it('masks them in JSON text as well', () => {
  const hidden = JSON.stringify(detailOf(aTextDocument({ user: { password: 'hunter2' } })))
  expect(hidden).not.toContain('hunter2')
})

it('warns of what a cookie lacks', () => {
  const { cookie, cookieExpiresAt } = detailOf(
    anObjectDocument({ cookie: aCookie({ secure: true, sameSite: 'lax' }) })
  )
  expect(cookie?.slice(0, 3)).toEqual([
    { name: 'HttpOnly', text: 'yes', isWarning: false },
    { name: 'SameSite', text: 'lax', isWarning: false },
    { name: 'Secure', text: 'yes', isWarning: false }
  ])
  expect(cookieExpiresAt).toBe(NOON + 1_800_000)
  const bare = detailOf(anObjectDocument({ cookie: { path: '/' } }))
  expect(bare.cookie?.filter(line => line.isWarning).map(line => line.name)).toEqual([
    'HttpOnly',
    'SameSite',
    'Secure'
  ])
  expect(detailOf({ _id: 'x', session: {} }).cookie).toBeNull()
})

it('cuts what is too long, too wide and too deep, and says so', () => {
  const { document } = detailOf(
    anObjectDocument({ wide: Array(2500).fill(0), long: 'x'.repeat(3000), deep: nested(150) })
  )
  expect(nodeAt(document, 'session.wide')).toMatchObject({ isCut: true })
  expect(nodeAt(document, 'session.wide')?.children).toHaveLength(2000)
  expect(nodeAt(document, 'session.long')?.text).toHaveLength(2000)
  expect(JSON.stringify(document)).toContain('"isCut":true')
})

it('never throws, and sends only plain data', () => {
  fc.assert(
    fc.property(anyDocument(), document => {
      const detail = detailOf(document)
      expect(structuredClone(detail)).toEqual(detail)
    }),
    { numRuns: 300 }
  )
})

it.each(['accessKey', 'recovery_codes', 'sessionId', 'sid', 'cardNumber', 'bearer', 'totpSecret', 'pin'])(
  'masks what is called %s',
  name => {
    expect(nodeAt(detailOf(anObjectDocument({ [name]: 'v4lue' })).document, `session.${name}`)).toMatchObject(
      {
        isMasked: true
      }
    )
  }
)

it.each(['keyboard', 'session', 'sidebar', 'pinned', 'codes', 'cartItems'])(
  'shows what is called %s',
  name => {
    expect(nodeAt(detailOf(anObjectDocument({ [name]: 'v4lue' })).document, `session.${name}`)?.text).toBe(
      'v4lue'
    )
  }
)

it('masks a signed token and a private key by the look of them, in the tree and in the history', () => {
  const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(43)}`
  const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE'
  for (const value of [token, `Bearer ${token}`, key]) {
    const told = detailOf(anObjectDocument({ note: value }))
    expect(nodeAt(told.document, 'session.note')).toMatchObject({ isMasked: true })
    expect(comparableOf({ note: value }, { sessionId: '' })).not.toContain(value.slice(0, 20))
  }
  expect(
    nodeAt(detailOf(anObjectDocument({ note: 'eyJ is how they begin' })).document, 'session.note')?.isMasked
  ).toBe(false)
})

it('shows what the app’s secret has opened as what it holds, not as it is sealed', () => {
  const { documents, secret } = recordingOf('connect-mongo-6-webcrypto')
  const holds = documents.map(document =>
    JSON.stringify(
      describeDocument(document, formats['connect-mongo'].assume(documents, []).layout, {
        key,
        revealPaths: [],
        readPayload: readPayloadWith(secret ?? '')
      }).document
    )
  )
  expect(holds.filter(text => text.includes('ann@shop.io'))).not.toEqual([])
  expect(holds.filter(text => !text.includes('sealed, opened with your secret'))).toEqual([])
})
