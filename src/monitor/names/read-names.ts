import type { Collection, Document, Filter } from 'mongodb'
import type { NameSource, UserName } from '../../shared/domain/names'
import type { UserKey } from '../../shared/domain/session'
import { userKeyOf } from '../identity'
import { literalOf } from '../payload/condition-query'
import { idFormsOf } from './id-forms'
import { fieldsToRead, personNameOf } from './person-name'

/** The documents whose `_id` is one of these users, only the fields asked for, found by the index that every collection has. */
export async function readUserDocuments(
  collection: Collection<Document>,
  users: readonly UserKey[],
  fields: readonly string[],
  maxTimeMS: number
): Promise<readonly Document[]> {
  const filter = { _id: { $in: users.flatMap(idFormsOf) } } as Filter<Document>
  const projection = Object.fromEntries(fields.map(field => [field, 1]))
  return collection.find(filter, { projection, maxTimeMS, limit: 3 * users.length }).toArray()
}

/** The names of these users, as far as the collection has them. Rejects with what the driver throws. */
export async function readNames(
  collection: Collection<Document>,
  { fields }: NameSource,
  users: readonly UserKey[],
  maxTimeMS: number
): Promise<readonly UserName[]> {
  const found = await readUserDocuments(collection, users, fieldsToRead(fields), maxTimeMS)
  return namesIn(found, fields)
}

/** So many users at most are found by a text in their names. */
const MOST_FOUND = 500

/** The users whose names have this text in them. No index helps: the server gives up after `maxTimeMS`. */
export async function searchNames(
  collection: Collection<Document>,
  { fields }: NameSource,
  text: string,
  maxTimeMS: number
): Promise<readonly UserName[]> {
  const $regex = literalOf(text)
  const read = fieldsToRead(fields)
  const $or = read.map(field => ({ [field]: { $regex, $options: 'i' } }))
  const projection = Object.fromEntries(read.map(field => [field, 1]))
  const found = await collection.find({ $or }, { projection, maxTimeMS, limit: MOST_FOUND }).toArray()
  return namesIn(found, fields)
}

function namesIn(documents: readonly Document[], fields: readonly string[]): readonly UserName[] {
  return documents.flatMap(document => {
    const user = userKeyOf(document._id)
    const read = personNameOf(document, fields)
    return user === null || read === null ? [] : [[user, read.name] as const]
  })
}
