import type { Document } from 'mongodb'
import type { FormatClaims, FormatId } from '../../shared/domain/store'
import { type Fields, fieldOf, isRecord, valueAt } from '../bson'
import type { Format, Layout, Recognition } from './format'
import { PartId, type PartsPlace } from './part-id'
import { readingFlat } from './reading'
import { shareText } from './shape'

/** A library that keeps a user's sessions within the user's document. */
export interface PartsFormat {
  readonly id: FormatId
  readonly label: string
  readonly claims: FormatClaims
  /** What the documents hold, for the evidence: "login tokens in services.resume.loginTokens". */
  readonly marks: string
  /** How sure documents that hold some make us, 0 to 1. */
  readonly sure: number
  readonly place: PartsPlace
  /** What a feed reads of each document. Nothing else leaves the server: the same documents hold password hashes. */
  readonly fields: readonly string[]
  /** Whether an element of the array is a session. Must not throw. */
  readonly isSession: (element: Fields) => boolean
  /** Whether a document without any is one of the same collection's. Must not throw. */
  readonly isHolder: (document: Document) => boolean
  /** Whom the document is of, as the field `user` of each of its sessions. Must not throw. */
  readonly userOf: (document: Document) => Fields
  /** Paths within an element. */
  readonly paths: Pick<Layout, 'expiryPath' | 'createdPath' | 'ttlSeconds'>
  /** Why the expiry of a session cannot be set, as a sentence. */
  readonly whyNoExpiry: string
}

/** The format of a library by what `writing` says of it. */
export function createPartsFormat(writing: PartsFormat): Format {
  const { id, label, claims, marks, sure, place, fields, paths, whyNoExpiry } = writing
  const layout: Layout = {
    ...paths,
    idField: place.idField,
    payloadPath: null,
    writtenPath: null,
    userPath: null
  }

  function explode(document: Document): readonly Document[] {
    const elements = isRecord(document) ? valueAt(document, place.arrayPath) : null
    if (!Array.isArray(elements)) return []
    const sessions = new Map<string, Document>()
    for (const element of elements) {
      const sessionId: unknown = isRecord(element) ? fieldOf(element, place.idField) : null
      if (typeof sessionId !== 'string' || sessionId === '' || sessions.has(sessionId)) continue
      if (!writing.isSession(element)) continue
      const _id = new PartId(document._id, place, sessionId)
      sessions.set(sessionId, { ...element, _id, user: writing.userOf(document) })
    }
    return [...sessions.values()]
  }

  function recognitionOf(sample: readonly Document[]): Recognition {
    const holding = sample.filter(document => explode(document).length > 0).length
    const fits = sample.filter(document => explode(document).length > 0 || writing.isHolder(document)).length
    return {
      format: id,
      label,
      confidence: sample.length === 0 ? 0 : (sure * fits) / sample.length,
      evidence: holding === 0 ? [] : [`${shareText(holding, sample.length)}: ${marks}`],
      layout,
      fits
    }
  }

  return {
    id,
    claims,
    parts: { place, fields, explode, isHolder: writing.isHolder, whyNoExpiry },
    // A collection of users is none of sessions unless some of them have one.
    recognise: sample => (sample.some(one => explode(one).length > 0) ? recognitionOf(sample) : null),
    assume: recognitionOf,
    read: (document, own, tools) =>
      document._id instanceof PartId && document._id.place === place
        ? readingFlat(document, own, tools)
        : null
  }
}
