import { calculateObjectSize } from 'bson'
import type { Collection, Document } from 'mongodb'
import { createBatches } from '../batches'
import type { Reader } from '../reader'

/** A store of no more documents is read whole; of a larger one so many are drawn at random. */
export const READ_AT_MOST = 2000
/** What is read of them, together. */
const MOST_BYTES = 32 * 1024 * 1024
const BATCH = 200
/** The longest that one question of a check may take the server. */
export const ASK_MS = 60_000
/** Of a million documents a server that cannot draw without reading all may need a minute: late is better than nothing. */
const DRAW_MS = 180_000

/** A bounded part of a collection. */
export interface Drawn {
  readonly documents: readonly Document[]
  /** It is all of it. */
  readonly isWhole: boolean
}

/** Whether a store of so many documents is read whole; null: nobody knows how many. */
export const isFew = (documents: number | null) => documents !== null && documents <= READ_AT_MOST

/** Reads all of a small collection, and of a larger one some at random: one question to the server. Rejects as the driver does. */
export async function draw(
  collection: Collection<Document>,
  isWhole: boolean,
  projection: Reader['projection'] = {}
): Promise<Drawn> {
  const options = { maxTimeMS: DRAW_MS, batchSize: BATCH }
  const cursor = isWhole
    ? collection.find({}, { ...options, projection, limit: READ_AT_MOST })
    : collection.aggregate<Document>(samplePipeline(projection), options)
  const batches = createBatches(cursor)
  const documents: Document[] = []
  let bytes = 0
  try {
    while (bytes < MOST_BYTES && (await batches.hasNext()))
      for (const document of batches.take()) {
        documents.push(document)
        bytes += calculateObjectSize(document)
      }
    return { documents, isWhole }
  } finally {
    await batches.close()
  }
}

function samplePipeline(projection: Document): Document[] {
  const isAll = Object.keys(projection).length === 0
  return [{ $sample: { size: READ_AT_MOST } }, ...(isAll ? [] : [{ $project: projection }])]
}

/** The documents as a projecting read would have given them, field by field of the document itself. */
export function projected({ documents, isWhole }: Drawn, projection: Reader['projection']): Drawn {
  const fields = new Set(Object.keys(projection).map(path => path.split('.')[0]))
  if (fields.size === 0) return { documents, isWhole }
  const narrowed = documents.map(document =>
    Object.fromEntries(Object.entries(document).filter(([name]) => fields.has(name)))
  )
  return { documents: narrowed, isWhole }
}
