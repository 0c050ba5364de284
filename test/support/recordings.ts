import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EJSON } from 'bson'
import type { Document, IndexDescriptionInfo } from 'mongodb'
import type { StoreIndex } from '../../src/monitor/formats/format'
import { indexOf } from '../../src/monitor/sample'
import type { FormatId } from '../../src/shared/domain/store'

/** Between which two instants something happened, as the recording script knows. */
export type Span = readonly [number, number]

/** One session, as the recording script knows it: from its own clock, cookies and users, never from the document. */
export interface RecordedSession {
  readonly sessionId: string
  readonly isSignedIn: boolean
  readonly user: string | null
  readonly createdAt: Span
  readonly lastSeenAt: Span
  readonly expiresAt: Span | null
}

/** What a real library wrote, and the truth about it. */
export interface Recording {
  readonly name: string
  readonly format: FormatId
  /** Of the libraries: "lucia 3.2.2, …". */
  readonly version: string
  /** What the app sealed its payloads with; null when it did not. */
  readonly secret: string | null
  /** Why nothing but expiry and id can be read; null when all can. */
  readonly unreadable: string | null
  /** Only what a session holds is of the library; the document around it was made after the library's source. */
  readonly isByHand: boolean
  readonly recordedAt: number
  readonly sessions: readonly RecordedSession[]
  readonly documents: readonly Document[]
  readonly rawIndexes: readonly IndexDescriptionInfo[]
  readonly indexes: readonly StoreIndex[]
}

const folder = resolve(process.cwd(), 'test/fixtures/recorded')

/** All recordings there are, by name. */
export const recordings: readonly Recording[] = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .sort()
  .map(file => recordingIn(file))

function recordingIn(file: string): Recording {
  const told = EJSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Omit<Recording, 'indexes'> & {
    readonly indexes: readonly IndexDescriptionInfo[]
  }
  return {
    ...told,
    secret: told.secret ?? null,
    unreadable: told.unreadable ?? null,
    isByHand: told.isByHand ?? false,
    name: file.replace(/\.json$/, ''),
    rawIndexes: told.indexes,
    indexes: told.indexes.map(indexOf)
  }
}

/** The recording of that name. */
export function recordingOf(name: string): Recording {
  const found = recordings.find(recording => recording.name === name)
  if (found === undefined) throw new Error(`There is no recording ${name}.`)
  return found
}

/** The same documents and truth as if all had happened `byMs` later: what was recorded once expires like all else. */
export function movedBy(recording: Recording, byMs: number): Recording {
  const span = ([from, to]: Span): Span => [from + byMs, to + byMs]
  return {
    ...recording,
    recordedAt: recording.recordedAt + byMs,
    documents: recording.documents.map(document => moved(document, byMs) as Document),
    sessions: recording.sessions.map(session => ({
      ...session,
      createdAt: span(session.createdAt),
      lastSeenAt: span(session.lastSeenAt),
      expiresAt: session.expiresAt && span(session.expiresAt)
    }))
  }
}

function moved(value: unknown, byMs: number): unknown {
  if (value instanceof Date) return new Date(value.getTime() + byMs)
  if (Array.isArray(value)) return value.map(item => moved(item, byMs))
  if (
    Object.prototype.toString.call(value) !== '[object Object]' ||
    Reflect.has(value as object, '_bsontype')
  )
    return value
  return Object.fromEntries(
    Object.entries(value as Document).map(([name, inner]) => [name, moved(inner, byMs)])
  )
}
