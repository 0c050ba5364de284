import { deserialize } from 'bson'
import type { Collection, Document, Filter } from 'mongodb'
import { DocumentSequence } from 'mongodb/lib/cmap/commands'
import type { SessionKey } from '../../shared/domain/session'
import { holderIdOf, PartId } from '../formats/part-id'
import { sessionKeyOf } from '../session-key'
import { partIn, putPartBack, takePartOut } from './raw-parts'

/** A document as its bytes: reading it into JavaScript and writing it back would lose order, types and what is broken. */
export type RawDocument = Uint8Array

const READ_MS = 10_000
const WRITE_MS = 10_000
const DUPLICATE_KEY = 11000

/** What a session was: its document, or its part of one and where in the array that stood. */
export interface Copy {
  readonly raw: RawDocument
  readonly index: number | null
}

/** What these sessions are now, by their keys; those that have gone are not among them. */
export async function readCopies(
  collection: Collection<Document>,
  documentIds: readonly unknown[]
): Promise<ReadonlyMap<SessionKey, Copy>> {
  const copies = new Map<SessionKey, Copy>()
  if (documentIds.length === 0) return copies
  const parts = documentIds.filter(id => id instanceof PartId)
  const filter = { _id: { $in: documentIds.map(holderIdOf) } } as Filter<Document>
  const arrays = Object.fromEntries(parts.map(({ place }) => [place.arrayPath, 1]))
  const found: unknown[] = await collection
    .find(filter, {
      raw: true,
      maxTimeMS: READ_MS,
      ...(parts.length === documentIds.length && { projection: arrays })
    })
    .toArray()
  const holders = new Map(found.filter(isRaw).map(raw => [keyOfRaw(raw), raw]))
  for (const id of documentIds) {
    const raw = holders.get(sessionKeyOf(holderIdOf(id)))
    const copy = raw && (id instanceof PartId ? partIn(raw, id) : { raw, index: null })
    if (copy) copies.set(sessionKeyOf(id), copy)
  }
  return copies
}

const keyOfRaw = (raw: RawDocument) => sessionKeyOf(deserialize(raw, { validation: { utf8: false } })._id)

/** Ends one session and gives it back just as it was in that moment; null: it had gone. */
export async function takeOut(collection: Collection<Document>, documentId: unknown): Promise<Copy | null> {
  if (documentId instanceof PartId) return takePartOut(collection, documentId)
  const found: unknown = await collection.findOneAndDelete({ _id: documentId } as Filter<Document>, {
    raw: true,
    maxTimeMS: WRITE_MS
  })
  return isRaw(found) ? { raw: found, index: null } : null
}

/**
 * Brings sessions back, byte for byte: documents, and parts of documents in the order given. Returns those that could not be put
 * where they were: their place is taken, or their document has gone.
 */
export async function putAllBack<T extends Copy & { readonly documentId: unknown }>(
  collection: Collection<Document>,
  sessions: readonly T[]
): Promise<readonly T[]> {
  const whole = sessions.filter(one => !(one.documentId instanceof PartId))
  const taken =
    whole.length === 0
      ? []
      : await putBack(
          collection,
          whole.map(one => one.raw)
        )
  const refused: (T | undefined)[] = taken.map(index => whole[index])
  for (const one of sessions) {
    const { documentId, raw, index } = one
    if (!(documentId instanceof PartId)) continue
    if (!(await putPartBack(collection, documentId, { raw, index: index ?? 0 }))) refused.push(one)
  }
  return refused.filter(one => one !== undefined)
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
