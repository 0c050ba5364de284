import type { Document } from 'mongodb'
import type { Session, SessionKey } from '../shared/domain/session'

/** A session with what only the monitor may know: how to find its document again, and its id. */
export interface StoredSession {
  /** `sinceAt` here is what the store tells; the mirror keeps the earlier knowledge it has. */
  readonly session: Session
  readonly documentId: unknown
  readonly sessionId: string
}

/** Turns documents of one store into sessions, by the formats recognised in it. */
export interface Reader {
  /** Never throws: a document that no format reads is an unreadable session with a reason. `seenAt` is server time. */
  read(document: Document, seenAt: number, isArrival: boolean): StoredSession
  keyOf(documentId: unknown): SessionKey
  /** Fields to ask for in a find. */
  readonly projection: Readonly<Record<string, 1>>
}
