import { EJSON, ObjectId } from 'bson'
import { objectIdHexOf } from '../bson'

/** A text id cannot begin like this: BSON text may hold any character, but no session id starts with this one. */
const MARK = '\u0000'
const OBJECT_ID = `${MARK}o`

/** A document's `_id` as text that tells it from every other: ids of a million sessions are kept so. */
export function idText(id: unknown): string {
  if (typeof id === 'string') return id.startsWith(MARK) ? `${MARK}${EJSON.stringify({ id })}` : id
  const hex = objectIdHexOf(id)
  return hex === null ? `${MARK}${EJSON.stringify({ id })}` : OBJECT_ID + hex
}

/** The `_id` again that `idText` made this of. */
export function idOf(text: string): unknown {
  if (!text.startsWith(MARK)) return text
  if (text.startsWith(OBJECT_ID)) return new ObjectId(text.slice(OBJECT_ID.length))
  return (EJSON.parse(text.slice(MARK.length)) as { id?: unknown }).id
}
