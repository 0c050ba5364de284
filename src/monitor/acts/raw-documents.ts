import type { Collection, Document, Filter } from 'mongodb'
import { DocumentSequence } from 'mongodb/lib/cmap/commands'

/** A document as its bytes: reading it into JavaScript and writing it back would lose order, types and what is broken. */
export type RawDocument = Uint8Array

const READ_MS = 10_000
const WRITE_MS = 10_000
const DUPLICATE_KEY = 11000

/** The documents with these `_id`s, as they are now, in no order. */
export async function readRaw(
  collection: Collection<Document>,
  documentIds: readonly unknown[]
): Promise<readonly RawDocument[]> {
  const filter = { _id: { $in: [...documentIds] } } as Filter<Document>
  const found: unknown[] = await collection.find(filter, { raw: true, maxTimeMS: READ_MS }).toArray()
  return found.filter(isRaw)
}

/** Deletes one document and gives it back just as it was in that moment; null: it had gone. */
export async function takeOut(
  collection: Collection<Document>,
  documentId: unknown
): Promise<RawDocument | null> {
  const found: unknown = await collection.findOneAndDelete({ _id: documentId } as Filter<Document>, {
    raw: true,
    maxTimeMS: WRITE_MS
  })
  return isRaw(found) ? found : null
}

/**
 * Writes documents back, byte for byte. Returns the indexes of those whose `_id` is taken. The driver has no way to insert
 * bytes but the one by which it sends its own.
 */
export async function putBack(
  collection: Collection<Document>,
  documents: readonly RawDocument[]
): Promise<readonly number[]> {
  const sequence = new DocumentSequence('documents')
  for (const raw of documents) sequence.push({}, raw)
  const answer = await collection.db.command({
    insert: collection.collectionName,
    documents: sequence,
    ordered: false,
    maxTimeMS: WRITE_MS
  })
  const errors: readonly Document[] = answer.writeErrors ?? []
  const other = errors.find(error => error.code !== DUPLICATE_KEY)
  if (other) throw Object.assign(new Error(String(other.errmsg)), { code: other.code })
  return errors.map(error => Number(error.index))
}

function isRaw(value: unknown): value is RawDocument {
  return value instanceof Uint8Array
}
