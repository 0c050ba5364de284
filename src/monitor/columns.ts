import type { Collection, Document, Filter } from 'mongodb'
import type { ColumnRow, ColumnValue } from '../shared/domain/columns'
import type { SessionKey } from '../shared/domain/session'
import { isQueryable, isRecord, valueAt } from './bson'
import { leafOf } from './bson-text'
import { holderIdOf } from './formats/part-id'
import type { ReadPayload } from './formats/payload-kind'
import type { Vault } from './intake'
import { payloadIn, projectedPath } from './payload/scan'
import type { Reader } from './reader'
import { isSecretPath, looksSecret } from './secrets'
import { sessionKeyOf } from './session-key'

/** Where the values of columns are read from. `payloadPath` null: the document itself is the payload. */
export interface ColumnSource {
  readonly collection: Collection<Document>
  readonly payloadPath: string | null
  readonly readPayload?: ReadPayload
  /** Where documents may hold several sessions, what takes them apart. */
  readonly reader?: Pick<Reader, 'explode' | 'isInParts' | 'projection'>
  readonly vault: Pick<Vault, 'documentIdOf' | 'sessionIdOf'>
}

const READ_MS = 5000
const MAX_TEXT = 200
const masked: ColumnValue = { text: '••••••••', isNumber: false }

/**
 * The values at some paths in the payloads of some sessions, as they are on the server now; a session that has gone is
 * left out. Secrets, by their names, and session ids are masked. Rejects with what the driver throws.
 */
export async function readColumns(
  source: ColumnSource,
  keys: readonly SessionKey[],
  paths: readonly string[]
): Promise<readonly ColumnRow[]> {
  const { collection, payloadPath, vault, reader } = source
  const ids = keys.map(vault.documentIdOf).filter(id => id !== undefined)
  if (ids.length === 0) return []
  const among = { _id: { $in: ids.map(holderIdOf) } } as unknown as Filter<Document>
  const open = paths.filter(path => isQueryable(path) && !isSecretPath(path))
  const find = (filter: Filter<Document>, projection: Document) =>
    collection.find(filter, { projection, maxTimeMS: READ_MS }).toArray()
  // Whole JSON text and bytes have to be read; of an object only what is asked for.
  const isInParts = reader?.isInParts === true
  const [objects, texts] = await Promise.all([
    find(among, isInParts ? reader.projection : projectionOf(open, payloadPath)),
    payloadPath === null
      ? []
      : find(
          { $and: [among, { [payloadPath]: { $type: ['string', 'binData'] } }] },
          { _id: 1, [payloadPath]: 1 }
        )
  ])
  const payloads = new Map<SessionKey, unknown>()
  const wanted = new Set(keys)
  const sessions = isInParts ? objects.flatMap(reader.explode) : objects
  for (const document of sessions.filter(one => !isInParts || wanted.has(sessionKeyOf(one._id))))
    payloads.set(sessionKeyOf(document._id), payloadPath === null ? document : valueAt(document, payloadPath))
  for (const document of texts)
    payloads.set(sessionKeyOf(document._id), payloadIn(document, payloadPath, source.readPayload))
  return Array.from(payloads, ([key, payload]) => ({
    key,
    values: paths.map(path => columnValue(payload, path, vault.sessionIdOf(key)))
  }))
}

function projectionOf(paths: readonly string[], payloadPath: string | null): Document {
  const whole = paths.map(path => projectedPath(payloadPath === null ? path : `${payloadPath}.${path}`))
  // The server refuses a path and what lies under it at once.
  const apart = whole.filter(path => !whole.some(other => path.startsWith(`${other}.`)))
  return Object.fromEntries(['_id', ...apart].map(path => [path, 1]))
}

function columnValue(payload: unknown, path: string, sessionId: string | null): ColumnValue | null {
  if (isSecretPath(path)) return masked
  const value = valueAt(payload, path)
  if (value === undefined) return null
  // As the filter has it: a list counts by its length.
  if (Array.isArray(value)) return { text: String(value.length), isNumber: true }
  if (isRecord(value)) return { text: '{…}', isNumber: false }
  if (looksSecret(value)) return masked
  const { type, text } = leafOf(value)
  if (sessionId !== null && sessionId.length >= 8 && text.includes(sessionId)) return masked
  return {
    text: text.slice(0, MAX_TEXT),
    isNumber: type === 'int' || type === 'long' || type === 'double' || type === 'decimal'
  }
}
