import type { Document } from 'mongodb'
import type { Mapping } from '../../shared/domain/store'
import { isRecord, valueAt } from '../bson'
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
    createdPath: null
  }
}

/** What a person's mapping makes of a sample: certain, since a person said so. */
export function recognitionOfMapping(
  mapping: Mapping,
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): Recognition {
  const layout = layoutOfMapping(mapping, sample, indexes)
  const fits = sample.filter(d => mapped.read(d, layout, () => ({ isSignedIn: false, user: null }))).length
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
  recognise: () => null,
  assume: (sample, indexes) => recognitionOfMapping({ expiry: '', payload: '', user: '' }, sample, indexes),
  read(document, layout, readIdentity) {
    const raw = layout.payloadPath === null ? document : valueAt(document, layout.payloadPath)
    if (typeof raw !== 'string' && !isRecord(raw)) return null
    return readingOf(
      document,
      layout,
      { payload: payloadOf(raw), expiry: mappedExpiryOf(document, layout) },
      readIdentity
    )
  }
}
