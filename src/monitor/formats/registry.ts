import type { Document } from 'mongodb'
import type { FormatId, StoreNotice } from '../../shared/domain/store'
import { connectMongo } from './connect-mongo'
import { connectMongodbSession } from './connect-mongodb-session'
import type { Format, Recognition, StoreIndex } from './format'
import { mapped } from './mapped'
import { shareText } from './shape'

/** Every known format by its name. */
export const formats: Readonly<Record<FormatId, Format>> = {
  'connect-mongodb-session': connectMongodbSession,
  'connect-mongo': connectMongo,
  mapped
}

/** Formats found in one collection, best first, and what a person should know about the find. */
export interface StoreRecognition {
  readonly recognitions: readonly Recognition[]
  readonly notices: readonly StoreNotice[]
}

/** Finds which libraries wrote the sampled documents. Nothing found is an empty list. Never throws. */
export function recogniseStore(
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): StoreRecognition {
  const recognitions = [connectMongo, connectMongodbSession]
    .map(format => format.recognise(sample, indexes))
    .filter(recognition => recognition !== null)
    .sort((a, b) => b.fits - a.fits || b.confidence - a.confidence)
  return { recognitions, notices: noticesOf(recognitions, sample.length) }
}

function noticesOf(recognitions: readonly Recognition[], total: number): readonly StoreNotice[] {
  if (recognitions.length < 2) return []
  const parts = recognitions.map(
    (r, i) => `${i === 0 ? shareText(r.fits, total) : r.fits} as ${r.label} writes them`
  )
  return [
    {
      code: 'mixed-formats',
      message: `Two formats are mixed in this collection: ${parts.join(', ')}.`,
      hint: 'Each document is read by the format that fits it. Two apps may be sharing the collection, or one has changed its store library.'
    }
  ]
}
