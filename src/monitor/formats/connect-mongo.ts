import type { Document } from 'mongodb'
import { isRecord } from '../bson'
import type { Format, Layout, Recognition, StoreIndex } from './format'
import { layoutOf } from './layout'
import { readingBeside } from './reading'
import { type Shape, shapesOf, shareText } from './shape'

/** Signs that objects in `session` were written by connect-mongo (`stringify: false`), not connect-mongodb-session. */
export function hasConnectMongoMarks(
  shapes: readonly Shape[],
  indexes: readonly StoreIndex[],
  layout: Layout
): boolean {
  return shapes.some(s => s.hasLastModified || s.hasTimestamps) || hasBackgroundIndex(indexes, layout)
}

function hasBackgroundIndex(indexes: readonly StoreIndex[], layout: Layout): boolean {
  return indexes.some(i => i.isBackground && i.fields.length === 1 && i.fields[0] === layout.expiryPath)
}

function versionsOf(shapes: readonly Shape[], isBackground: boolean): string {
  if (shapes.some(s => s.hasTimestamps)) return 'connect-mongo 6'
  if (shapes.some(s => s.isDoublyWrapped)) return 'connect-mongo 3'
  return isBackground ? 'connect-mongo 4 to 6' : 'connect-mongo'
}

/** How sure each kind of document makes us, before the share of the sample is taken. */
function certaintyOf(shape: Shape, hasMarks: boolean): number {
  if (shape.payload === 'sealed') return hasMarks ? 0.95 : 0.85
  if (!shape.hasCookie) return 0.5
  if (shape.payload === 'text') return 0.98
  return shape.hasLastModified || shape.hasTimestamps ? 0.95 : 0.85
}

function evidenceOf(shapes: readonly Shape[], total: number, isBackground: boolean): readonly string[] {
  const count = (test: (shape: Shape) => boolean) => shapes.filter(test).length
  const line = (n: number, text: string) => (n === 0 ? [] : [`${shareText(n, total)}: ${text}`])
  return [
    ...line(
      count(s => s.payload === 'text'),
      'session is JSON text'
    ),
    ...line(
      count(s => s.payload === 'object'),
      'session is an object'
    ),
    ...line(
      count(s => s.payload === 'sealed'),
      'session is encrypted'
    ),
    ...line(
      count(s => s.hasLastModified),
      'lastModified is kept (touchAfter)'
    ),
    ...line(
      count(s => s.hasTimestamps),
      'updatedAt is kept (timestamps)'
    ),
    ...(isBackground ? ['the expiry index was made with background: true'] : [])
  ]
}

function recognitionOf(
  shapes: readonly Shape[],
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): Recognition {
  const layout = layoutOf(sample, indexes)
  const isBackground = hasBackgroundIndex(indexes, layout)
  const certainty = shapes.reduce((sum, shape) => sum + certaintyOf(shape, isBackground), 0)
  return {
    format: 'connect-mongo',
    label: versionsOf(shapes, isBackground),
    confidence: sample.length === 0 ? 0 : certainty / sample.length,
    evidence: evidenceOf(shapes, sample.length, isBackground),
    layout,
    fits: shapes.length
  }
}

/**
 * Documents of connect-mongo 3 to 6.
 *
 * Shape:  { _id: string, session: JSON text | object | encrypted text, expires: Date, lastModified?: Date (touchAfter),
 *         createdAt?, updatedAt?: Date (timestamps, 6 on) }.
 * Units:  `expires` is a BSON date; it may lie in the past until the TTL pass, once a minute.
 * Source: connect-mongo 3.2 `src/index.js`, 4.6, 5.1 and 6.0 `src/lib/MongoStore.ts`.
 * Errors: none thrown. Encrypted or broken payloads are unreadable readings with a reason, their expiry still told.
 */
export const connectMongo: Format = {
  id: 'connect-mongo',
  claims: {
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'expires', sureness: 'certain' },
      identity: { from: 'session', sureness: 'derived' },
      created: { from: 'createdAt, with timestamps: true', sureness: 'derived' },
      lastSeen: {
        from: 'lastModified or updatedAt, else expires less cookie.originalMaxAge',
        sureness: 'derived'
      }
    }
  },
  recognise(sample, indexes) {
    const shapes = shapesOf(sample)
    const isAllOurs = hasConnectMongoMarks(shapes, indexes, layoutOf(sample, indexes))
    const ours = isAllOurs ? shapes : shapes.filter(s => s.payload !== 'object')
    return ours.length === 0 ? null : recognitionOf(ours, sample, indexes)
  },
  assume: (sample, indexes) => recognitionOf(shapesOf(sample), sample, indexes),
  read: (document, layout, tools) =>
    readingBeside(document, layout, tools, raw => typeof raw === 'string' || isRecord(raw))
}
