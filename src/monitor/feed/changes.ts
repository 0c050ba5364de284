import type { ChangeStreamDocument, Document } from 'mongodb'
import type { EpochMs } from '../../shared/domain/session'
import type { Sink } from './feed'

/** One change as the mirror will hear it. */
export type Told =
  | { readonly kind: 'put'; readonly document: Document; readonly at: EpochMs; readonly isArrival: boolean }
  | { readonly kind: 'remove'; readonly documentId: unknown; readonly at: EpochMs }
  /** The collection itself is gone: dropped, renamed, or its database dropped. */
  | { readonly kind: 'clear'; readonly at: EpochMs }
  /** The server ends the stream. */
  | { readonly kind: 'end' }

/** When the server wrote it, ms; null before MongoDB 6.0, whose events have only a cluster time in whole seconds. */
export function writtenAtOf(change: ChangeStreamDocument): EpochMs | null {
  const at = 'wallTime' in change && change.wallTime instanceof Date ? change.wallTime.getTime() : Number.NaN
  return Number.isFinite(at) ? at : null
}

/** What one event of the change stream means; null for those that mean nothing here. `now` is server time. */
export function toldBy(change: ChangeStreamDocument, now: EpochMs): Told | null {
  const at = writtenAtOf(change) ?? now
  switch (change.operationType) {
    case 'insert':
    case 'update':
    case 'replace': {
      // An update whose document is gone was deleted meanwhile: that event is on its way.
      const document = change.fullDocument ?? null
      return document === null
        ? null
        : { kind: 'put', document, at, isArrival: change.operationType === 'insert' }
    }
    case 'delete':
      return { kind: 'remove', documentId: change.documentKey._id, at }
    case 'drop':
    case 'rename':
    case 'dropDatabase':
      return { kind: 'clear', at }
    case 'invalidate':
      return { kind: 'end' }
    default:
      return null
  }
}

/** Tells changes in their order, neighbours of one kind and instant together. */
export function tellAll(changes: readonly Told[], sink: Sink): void {
  let from = 0
  while (from < changes.length) {
    let to = from + 1
    while (to < changes.length && isSameCall(changes[from], changes[to])) to += 1
    tellGroup(changes.slice(from, to), sink)
    from = to
  }
}

function isSameCall(a: Told | undefined, b: Told | undefined): boolean {
  if (a?.kind === 'put' && b?.kind === 'put') return a.at === b.at && a.isArrival === b.isArrival
  return a?.kind === 'remove' && b?.kind === 'remove' && a.at === b.at
}

function tellGroup(group: readonly Told[], sink: Sink): void {
  const first = group[0]
  if (first?.kind === 'put') {
    sink.put(
      group.flatMap(told => (told.kind === 'put' ? [told.document] : [])),
      first.at,
      first.isArrival
    )
  } else if (first?.kind === 'remove') {
    sink.remove(
      group.flatMap(told => (told.kind === 'remove' ? [told.documentId] : [])),
      first.at
    )
  } else if (first?.kind === 'clear') sink.clear(first.at)
}
