import { ObjectId } from 'bson'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StoreIndex } from '../../../../src/monitor/formats/format'
import { recogniseStore } from '../../../../src/monitor/formats/registry'
import { anObjectDocument, anyDocument, aTextDocument, manyOf, NOON } from '../../../support/documents'

const ttlIndex = (overrides: Partial<StoreIndex> = {}): StoreIndex => ({
  name: 'expires_1',
  fields: ['expires'],
  expireAfterSeconds: 0,
  isBackground: false,
  isWhole: true,
  ...overrides
})
const texts = (count: number) => manyOf(count, o => aTextDocument({}, o))
const objects = (count: number, more: object = {}) =>
  manyOf(count, o => anObjectDocument({}, { ...o, ...more }))

it('knows JSON text in session as connect-mongo, for certain', () => {
  const { recognitions, notices } = recogniseStore(texts(10), [ttlIndex({ isBackground: true })])
  expect(recognitions).toHaveLength(1)
  expect(recognitions[0]).toMatchObject({ format: 'connect-mongo', fits: 10 })
  expect(recognitions[0]?.confidence).toBeGreaterThanOrEqual(0.9)
  expect(notices).toEqual([])
})

it('takes objects in session for connect-mongodb-session, likely, and says what speaks against it', () => {
  const [best] = recogniseStore(objects(10), [ttlIndex()]).recognitions
  expect(best).toMatchObject({ format: 'connect-mongodb-session', fits: 10 })
  expect(best?.confidence).toBeGreaterThanOrEqual(0.6)
  expect(best?.confidence).toBeLessThan(0.9)
  expect(best?.evidence.join()).toContain('stringify: false')
})

it('takes objects beside lastModified, updatedAt or a background index for connect-mongo', () => {
  const withDate = objects(4, { lastModified: new Date(NOON) })
  const withTimestamps = objects(4, { createdAt: new Date(NOON), updatedAt: new Date(NOON) })
  expect(recogniseStore(withDate, [ttlIndex()]).recognitions.map(r => r.format)).toEqual(['connect-mongo'])
  expect(recogniseStore(withTimestamps, []).recognitions[0]?.label).toBe('connect-mongo 6')
  const background = recogniseStore(objects(4), [ttlIndex({ isBackground: true })])
  expect(background.recognitions.map(r => r.format)).toEqual(['connect-mongo'])
})

it('finds the fields of idField and expiresKey, and is sure then', () => {
  const sample = manyOf(5, ({ _id }) => {
    const { expires, session } = anObjectDocument()
    return { _id: new ObjectId(), sid: _id, session, endsAt: expires }
  })
  const index = ttlIndex({ name: 'endsAt_1', fields: ['endsAt'], expireAfterSeconds: 60 })
  const [best] = recogniseStore(sample, [index]).recognitions
  expect(best).toMatchObject({
    format: 'connect-mongodb-session',
    layout: { idField: 'sid', expiryPath: 'endsAt', ttlSeconds: 60, payloadPath: 'session' }
  })
  expect(best?.confidence).toBeGreaterThanOrEqual(0.9)
})

it('keeps both formats of a mixed collection and says how many of each', () => {
  const { recognitions, notices } = recogniseStore([...texts(6), ...objects(4)], [ttlIndex()])
  expect(recognitions.map(r => [r.format, r.fits])).toEqual([
    ['connect-mongo', 6],
    ['connect-mongodb-session', 4]
  ])
  expect(notices).toHaveLength(1)
  expect(notices[0]?.code).toBe('mixed-formats')
  expect(notices[0]?.message).toContain('6 of 10')
  expect(notices[0]?.message).toContain('4 as connect-mongodb-session')
})

it('finds nothing in documents that hold no session', () => {
  const posts = manyOf(5, o => ({ ...o, title: 'A post', session: 'morning', at: new Date(NOON) }))
  expect(recogniseStore(posts, []).recognitions).toEqual([])
  expect(recogniseStore([], [ttlIndex()]).recognitions).toEqual([])
})

it('recognises encrypted payloads as connect-mongo', () => {
  const sealed = manyOf(3, o => aTextDocument({}, { ...o, session: `MIIBAgQg${'Ab3/'.repeat(40)}` }))
  expect(recogniseStore(sealed, [ttlIndex()]).recognitions[0]).toMatchObject({
    format: 'connect-mongo',
    fits: 3
  })
})

it('never throws, whatever is in the sample', () => {
  fc.assert(
    fc.property(fc.array(anyDocument(), { maxLength: 5 }), sample => {
      const { recognitions } = recogniseStore(sample, [ttlIndex()])
      for (const { fits, confidence } of recognitions) {
        expect(fits).toBeLessThanOrEqual(sample.length)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }
    })
  )
})
