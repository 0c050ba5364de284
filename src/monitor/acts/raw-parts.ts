import { onDemand, serialize } from 'bson'
import type { Collection, Document, Filter, UpdateFilter } from 'mongodb'
import { DocumentSequence } from 'mongodb/lib/cmap/commands'
import { type PartId, partIdPathOf } from '../formats/part-id'

/** One element of an array as its bytes, and where it stood. */
export interface RawPart {
  readonly raw: Uint8Array
  readonly index: number
}

const WRITE_MS = 10_000
const OBJECT = 0x03
const ARRAY = 0x04

/** Pulls one session out of its document, and gives back just what it was in that moment; null: it had gone. */
export async function takePartOut(collection: Collection<Document>, part: PartId): Promise<RawPart | null> {
  const { arrayPath, idField } = part.place
  const found: unknown = await collection.findOneAndUpdate(
    { _id: part.documentId, [partIdPathOf(part.place)]: part.id } as Filter<Document>,
    { $pull: { [arrayPath]: { [idField]: part.id } } } as UpdateFilter<Document>,
    // Of the document nothing but the sessions: there is no need to hold a user's password hash until this is undone.
    { projection: { [arrayPath]: 1 }, returnDocument: 'before', raw: true, maxTimeMS: WRITE_MS }
  )
  return found instanceof Uint8Array ? partIn(found, part) : null
}

/**
 * Puts one session back, byte for byte: where it stood, or at the end where there are fewer before it now. Returns whether it did:
 * not where the document has gone, or has a session of that id.
 */
export async function putPartBack(
  collection: Collection<Document>,
  part: PartId,
  { raw, index }: RawPart
): Promise<boolean> {
  const { arrayPath } = part.place
  const query = { _id: part.documentId, [partIdPathOf(part.place)]: { $ne: part.id } }
  const push = documentOf([
    embedded(ARRAY, '$each', documentOf([embedded(OBJECT, '0', raw)])),
    elementsOf(serialize({ $position: index }))
  ])
  const update = documentOf([embedded(OBJECT, '$push', documentOf([embedded(OBJECT, arrayPath, push)]))])
  const updates = new DocumentSequence('updates')
  updates.push({}, documentOf([embedded(OBJECT, 'q', serialize(query)), embedded(OBJECT, 'u', update)]))
  const answer = await collection.db.command({
    update: collection.collectionName,
    updates,
    maxTimeMS: WRITE_MS
  })
  const [error]: readonly Document[] = answer.writeErrors ?? []
  if (error) throw Object.assign(new Error(String(error.errmsg)), { code: error.code })
  return Number(answer.n) > 0
}

/** One session within the bytes of its document; null where it is not in them. */
export function partIn(document: Uint8Array, { place, id }: PartId): RawPart | null {
  let array: Uint8Array | null = document
  for (const name of place.arrayPath.split('.')) array = array && valueNamed(array, name)
  if (array === null) return null
  const elements = [...onDemand.parseToElements(array)]
  for (const [index, element] of elements.entries()) {
    const raw = bytesOf(array, element)
    const own = element[0] === OBJECT ? valueNamed(raw, place.idField) : null
    // A text is its length in four bytes, itself, and a zero.
    if (own !== null && Buffer.from(own.subarray(4, -1)).toString('utf8') === id) return { raw, index }
  }
  return null
}

type Element = ReturnType<typeof onDemand.parseToElements> extends Iterable<infer E> ? E : never

const bytesOf = (bytes: Uint8Array, [, , , offset, length]: Element) =>
  bytes.subarray(offset, offset + length)

function valueNamed(document: Uint8Array, name: string): Uint8Array | null {
  for (const element of onDemand.parseToElements(document)) {
    const [, nameOffset, nameLength] = element
    const own = document.subarray(nameOffset, nameOffset + nameLength)
    if (Buffer.from(own).toString('utf8') === name) return bytesOf(document, element)
  }
  return null
}

/** The elements of a document, without its length and its end. */
const elementsOf = (document: Uint8Array) => document.subarray(4, -1)

function embedded(type: number, name: string, value: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value])
}

function documentOf(elements: readonly Uint8Array[]): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeInt32LE(elements.reduce((sum, element) => sum + element.length, 5))
  return Buffer.concat([length, ...elements, Buffer.from([0])])
}
