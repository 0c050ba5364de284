import type { Document } from 'mongodb'
import { isRecord } from '../bson'
import { hasConnectMongoMarks } from './connect-mongo'
import type { Format, Layout, Recognition, StoreIndex } from './format'
import { layoutOf, ttlSecondsOf } from './layout'
import { readingBeside } from './reading'
import { type Shape, shapesOf, shareText } from './shape'

/** Options that only connect-mongodb-session has, seen in how the store is laid out. */
function ownOptionsOf(indexes: readonly StoreIndex[], layout: Layout): readonly string[] {
  const ttlSeconds = ttlSecondsOf(indexes, layout.expiryPath)
  return [
    ...(layout.idField === '_id' ? [] : [`the session id is in ${layout.idField} (idField)`]),
    ...(layout.expiryPath === 'expires' ? [] : [`the expiry is in ${layout.expiryPath} (expiresKey)`]),
    ...(ttlSeconds === null || ttlSeconds === 0
      ? []
      : [`the TTL index adds ${ttlSeconds} s (expiresAfterSeconds)`])
  ]
}

function recognitionOf(
  shapes: readonly Shape[],
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): Recognition {
  const layout = layoutOf(sample, indexes)
  const options = ownOptionsOf(indexes, layout)
  const sure = options.length > 0 ? 0.95 : 0.8
  const certainty = shapes.reduce((sum, shape) => sum + (shape.hasCookie ? sure : 0.5), 0)
  const doubt = 'connect-mongo with stringify: false writes the same, apart from its index'
  return {
    format: 'connect-mongodb-session',
    label: 'connect-mongodb-session',
    confidence: sample.length === 0 ? 0 : certainty / sample.length,
    evidence: [
      ...(shapes.length === 0 ? [] : [`${shareText(shapes.length, sample.length)}: session is an object`]),
      ...options,
      ...(options.length === 0 && shapes.length > 0 ? [doubt] : [])
    ],
    layout,
    fits: shapes.length
  }
}

/**
 * Documents of connect-mongodb-session 5.
 *
 * Shape:  { _id: string, session: object with cookie, expires: Date }; with `idField` the id is there and `_id` an
 *         ObjectId; with `expiresKey` the date is there.
 * Units:  BSON date plus the TTL index's seconds (`expiresAfterSeconds`).
 * Source: connect-mongodb-session 5.0.0 `index.js`. It has no `touch`: a visit that changes nothing writes nothing.
 * Errors: none thrown. Null: the payload is no object.
 */
export const connectMongodbSession: Format = {
  id: 'connect-mongodb-session',
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'expires, or expiresKey, and the TTL index’s seconds', sureness: 'certain' },
      identity: { from: 'session', sureness: 'derived' },
      created: { from: '_id, with idField', sureness: 'derived' },
      lastSeen: { from: 'expires less cookie.originalMaxAge: the last write', sureness: 'derived' }
    }
  },
  recognise(sample, indexes) {
    const shapes = shapesOf(sample)
    const objects = shapes.filter(s => s.payload === 'object')
    if (objects.length === 0 || hasConnectMongoMarks(shapes, indexes, layoutOf(sample, indexes))) return null
    return recognitionOf(objects, sample, indexes)
  },
  assume: (sample, indexes) =>
    recognitionOf(
      shapesOf(sample).filter(s => s.payload === 'object'),
      sample,
      indexes
    ),
  read: (document, layout, tools) => readingBeside(document, layout, tools, isRecord)
}
