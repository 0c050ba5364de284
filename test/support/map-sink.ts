import type { Document } from 'mongodb'
import type { Sink } from '../../src/monitor/feed/feed'
import { sessionKeyOf } from '../../src/monitor/session-key'
import type { FeedState } from '../../src/shared/domain/store'

/** A sink that is nothing but a Map: what a mirror must hold, by key. */
export interface MapSink extends Sink {
  readonly documents: Map<string, Document>
  readonly states: FeedState[]
  /** One line a call, `put a b`, states left out. */
  readonly calls: string[]
  readonly arrivals: string[]
  readonly last: FeedState | undefined
}

/** An empty one. Documents are kept by their id as text, or by their key where that is no text. */
export function mapSink(): MapSink {
  const documents = new Map<string, Document>()
  const states: FeedState[] = []
  const calls: string[] = []
  const arrivals: string[] = []
  let untold = new Set<string>()
  const idOf = (id: unknown) => (typeof id === 'string' ? id : sessionKeyOf(id))
  return {
    documents,
    states,
    calls,
    arrivals,
    get last() {
      return states.at(-1)
    },
    beginSnapshot() {
      calls.push('begin')
      untold = new Set(documents.keys())
    },
    put(list, _at, isArrival) {
      const ids = list.map(d => idOf(d._id))
      calls.push(`put ${ids.join(' ')}`)
      for (const document of list) documents.set(idOf(document._id), document)
      for (const id of ids) untold.delete(id)
      if (isArrival) arrivals.push(...ids)
    },
    remove(list) {
      const ids = list.map(idOf)
      calls.push(`remove ${ids.join(' ')}`)
      for (const id of ids) documents.delete(id)
    },
    endSnapshot() {
      calls.push('end')
      for (const id of untold) documents.delete(id)
      untold.clear()
    },
    clear() {
      calls.push('clear')
      documents.clear()
    },
    state: state => void states.push(state)
  }
}
