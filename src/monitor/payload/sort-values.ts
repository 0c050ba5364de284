import type { Document } from 'mongodb'
import type { SessionKey } from '../../shared/domain/session'
import type { PayloadReading } from '../../shared/domain/view'
import { compareSortKeys, type SortKey, type SortValues } from '../mirror/value-order'
import { isSecretPath } from '../secrets'
import { type Looking, lookToEnd, newLooking } from './looking'
import type { MatchesParts } from './matches'
import type { PayloadScan } from './scan'
import { sizeOfSortKey, sortKeyOf } from './sort-key'

/** The values at the path that sessions are sorted by, read once from the database and kept right from then on. */
export interface PathValues extends SortValues {
  /** This path and no other from now on: its values are read, those of another are let go. Null: none. */
  want(path: string | null): void
  /** A document was written. Returns whether its session has another value now. */
  written(key: SessionKey, document: Document): boolean
  forget(key: SessionKey): void
  /** How far the reading is; null when all is known. */
  readonly reading: PayloadReading | null
  /** Ends the reading; what is known stays. */
  cancel(): void
}

/** What is joined here. */
export interface PathValuesParts extends Omit<MatchesParts, 'search' | 'changed'> {
  readonly scan: PayloadScan
  /** Sessions whose value is known since the last call. */
  readonly changed: (keys: readonly SessionKey[]) => void
  /** A session's id, which is not to be told by the order of texts that hold it. */
  readonly sessionIdOf: (key: SessionKey) => string | null
}

const MB = 1024 * 1024
/** A million numbers, or e-mail addresses, and some. */
const MOST_BYTES = 128 * MB

/** One path, and what is known of it. */
interface Wanted extends Looking {
  readonly path: string
  readonly values: Map<SessionKey, SortKey>
  bytes: number
}

/** `mostBytes` bounds the memory that values take. */
export function createPathValues(parts: PathValuesParts, mostBytes = MOST_BYTES): PathValues {
  let wanted: Wanted | null = null

  /** Returns whether it is another value than before. What there is no room for is missing. */
  function keep(one: Wanted, key: SessionKey, value: SortKey | undefined): boolean {
    const was = one.values.get(key)
    if (was !== undefined) one.bytes -= sizeOfSortKey(was)
    const next = value !== undefined && one.bytes + sizeOfSortKey(value) > mostBytes ? undefined : value
    if (next === undefined) one.values.delete(key)
    else {
      one.values.set(key, next)
      one.bytes += sizeOfSortKey(next)
    }
    if (next !== value) end(one, `The values at ${one.path} take more than ${mostBytes / MB} MB.`)
    return was === undefined || next === undefined ? was !== next : compareSortKeys(was, next) !== 0
  }

  function end(one: Wanted, why: string): void {
    one.ending.abort()
    one.isKnown = false
    one.trouble ??= `${why} Only the sessions read until then are in order.`
  }

  async function read(one: Wanted): Promise<void> {
    const { path } = one
    const scan = (signal: AbortSignal) =>
      parts.scan(
        { path },
        (batch, done) => {
          const changed: SessionKey[] = []
          for (const { documentId, payload } of batch) {
            const key = parts.keyOf(documentId)
            if (payload === null || one.written.has(key) || signal.aborted) continue
            if (keep(one, key, sortKeyOf(payload, path, parts.sessionIdOf(key)))) changed.push(key)
          }
          one.done = done
          parts.changed(changed)
        },
        signal
      )
    if (await lookToEnd(one, scan, parts.troubleOf)) parts.changed([])
  }

  return {
    valueOf: (path, key) => (wanted?.path === path ? wanted.values.get(key) : undefined),
    isRead: path => wanted?.path === path && wanted.isKnown,
    want(path) {
      if (path === (wanted?.path ?? null)) return
      wanted?.ending.abort()
      wanted = path === null ? null : firstOf(path)
      if (wanted !== null && wanted.trouble === null) void read(wanted)
    },
    written(key, document) {
      const one = wanted
      if (one === null || isSecretPath(one.path)) return false
      const payload = parts.payloadIn(document)
      if (!one.isKnown && one.trouble === null) one.written.add(key)
      return keep(
        one,
        key,
        payload === null ? undefined : sortKeyOf(payload, one.path, parts.sessionIdOf(key))
      )
    },
    forget(key) {
      if (wanted !== null) keep(wanted, key, undefined)
    },
    get reading() {
      if (wanted === null || wanted.isKnown) return null
      return { done: wanted.done, expected: parts.size(), trouble: wanted.trouble }
    },
    cancel() {
      if (wanted === null || wanted.isKnown || wanted.trouble !== null) return
      end(wanted, 'Cancelled.')
      parts.changed([])
    }
  }
}

function firstOf(path: string): Wanted {
  return {
    ...newLooking(),
    path,
    values: new Map(),
    bytes: 0,
    trouble: isSecretPath(path) ? `${path} is called a secret: nothing is sorted by it.` : null
  }
}
