import type { Document } from 'mongodb'
import type { SessionKey } from '../../shared/domain/session'
import type { Reader } from '../reader'
import type { Sink } from './feed'

/**
 * Between a feed, which tells documents, and a sink of sessions, where one document may hold several: an update of the document
 * is sessions that came, changed and went. What a snapshot does not tell any more, the sink itself counts as gone.
 */
export function createPartsSink(sink: Sink, reader: () => Reader): Sink {
  /** The sessions of each document that has any, as they were told last. */
  const held = new Map<SessionKey, ReadonlyMap<SessionKey, unknown>>()

  /** Notes what a document holds now. Returns the ids of what it held before and does not any more. */
  function exchange(documentId: unknown, sessions: readonly Document[]): readonly unknown[] {
    const key = reader().keyOf(documentId)
    const now = new Map(sessions.map(one => [reader().keyOf(one._id), one._id as unknown]))
    const gone = [...(held.get(key) ?? [])].filter(([one]) => !now.has(one)).map(([, id]) => id)
    if (now.size === 0) held.delete(key)
    else held.set(key, now)
    return gone
  }

  return {
    ...sink,
    beginSnapshot() {
      held.clear()
      sink.beginSnapshot()
    },
    put(documents, at, isArrival) {
      const sessions: Document[] = []
      const gone: unknown[] = []
      for (const document of documents) {
        const own = reader().explode(document)
        sessions.push(...own)
        gone.push(...exchange(document._id, own))
      }
      if (sessions.length > 0) sink.put(sessions, at, isArrival)
      if (gone.length > 0) sink.remove(gone, at)
    },
    remove(documentIds, at) {
      sink.remove(
        documentIds.flatMap(id => (held.has(reader().keyOf(id)) ? exchange(id, []) : [id])),
        at
      )
    },
    clear(at) {
      held.clear()
      sink.clear(at)
    }
  }
}
