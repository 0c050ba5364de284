import type { Document } from 'mongodb'
import type { Mapping } from '../../shared/domain/store'
import { bytesOf, isRecord, valueAt } from '../bson'
import type { Format, Layout, Recognition, StoreIndex } from './format'
import { idFieldOf, ttlSecondsOf } from './layout'
import { payloadOf } from './payload'
import { mappedExpiryOf, readingOf } from './reading'

/** The layout that a person's mapping describes, with what the indexes add to it. */
export function layoutOfMapping(
  mapping: Mapping,
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): Layout {
  const expiryPath = mapping.expiry === '' ? null : mapping.expiry
  const payloadPath = mapping.payload === '' ? null : mapping.payload
  return {
    idField: idFieldOf(sample, [payloadPath, expiryPath]),
    expiryPath,
    ttlSeconds: ttlSecondsOf(indexes, expiryPath) ?? 0,
    payloadPath,
    writtenPath: null,
    createdPath: null,
    userPath: null
  }
}

/** What a person's mapping makes of a sample: certain, since a person said so. */
export function recognitionOfMapping(
  mapping: Mapping,
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): Recognition {
  const layout = layoutOfMapping(mapping, sample, indexes)
  const tools = { readIdentity: () => ({ isSignedIn: false, user: null }), readPayload: payloadOf }
  const fits = sample.filter(d => mapped.read(d, layout, tools)).length
  return {
    format: 'mapped',
    label: 'your mapping',
    confidence: 1,
    evidence: [
      `expiry from ${mapping.expiry || 'nowhere'}`,
      `payload from ${mapping.payload || 'the document itself'}`,
      `${fits} of ${sample.length} sampled documents have a payload there`
    ],
    layout,
    fits
  }
}

/**
 * Documents of a store that no format knows, by paths that a person gave.
 *
 * Shape:  expiry: date, epoch number, digits or ISO text; payload: object or JSON text, or the document itself.
 * Errors: none thrown. Null: there is nothing at the payload's path.
 */
export const mapped: Format = {
  id: 'mapped',
  claims: {
    replay: null,
    isVerified: true,
    sources: {
      expiry: { from: 'the path you gave', sureness: 'derived' },
      identity: { from: 'the path you gave, else the usual ones in the payload', sureness: 'derived' },
      created: { from: '_id, where it is an ObjectId', sureness: 'derived' },
      lastSeen: { from: 'the expiry less the cookie’s lifetime', sureness: 'derived' }
    }
  },
  recognise: () => null,
  assume: (sample, indexes) => recognitionOfMapping({ expiry: '', payload: '', user: '' }, sample, indexes),
  read(document, layout, tools) {
    const raw = layout.payloadPath === null ? document : valueAt(document, layout.payloadPath)
    if (typeof raw !== 'string' && !isRecord(raw) && bytesOf(raw) === null) return null
    return readingOf(
      document,
      layout,
      { payload: tools.readPayload(raw), expiry: mappedExpiryOf(document, layout) },
      tools.readIdentity
    )
  }
}
