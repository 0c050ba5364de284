import type { ActivityEvent } from '../../shared/domain/event'
import { isEnding } from '../../shared/domain/event'
import { MAX_HISTORY_WRITES, type SessionHistory } from '../../shared/domain/history'
import type { EpochMs, SessionKey } from '../../shared/domain/session'
import type { Comparable } from './comparable'

/** What all of it may take, in bytes as they are reckoned here. */
export const HISTORY_BYTES = 32_000_000
const BYTES_OF_ENTRY = 200
const BYTES_OF_EVENT = 400
const BYTES_OF_CHANGE = 100

interface Entry {
  payload: Comparable | null
  writes: ActivityEvent[]
  count: number
  sinceAt: EpochMs | null
  bytes: number
}

/** What was last seen of each session's payload, and what was seen to happen to it. The least lately used goes first. */
export interface History {
  /** Reckoned bytes held. */
  readonly bytes: number
  payloadOf(key: SessionKey): Comparable | null
  /** Null: what is there now cannot be compared. */
  remember(key: SessionKey, payload: Comparable | null): void
  /** A correction takes the place of the event with its id. */
  note(event: ActivityEvent): void
  lastOf(key: SessionKey): ActivityEvent | null
  read(key: SessionKey): Omit<SessionHistory, 'version' | 'isPolled'>
}

/** A history with nothing in it; `openedAt` is since when sessions that were there at first are followed. */
export function createHistory(openedAt: () => EpochMs, atMost = HISTORY_BYTES): History {
  const entries = new Map<SessionKey, Entry>()
  let bytes = 0

  function entryOf(key: SessionKey): Entry {
    const entry = entries.get(key) ?? { payload: null, writes: [], count: 0, sinceAt: null, bytes: 0 }
    // Deleted first, so that it lies last: the map's order is its age.
    entries.delete(key)
    entries.set(key, entry)
    return entry
  }

  function reckon(entry: Entry, by: number): void {
    entry.bytes += by
    bytes += by
  }

  function letGo(): void {
    for (const [key, entry] of entries) {
      if (bytes <= atMost || entries.size === 1) return
      entries.delete(key)
      bytes -= entry.bytes
    }
  }

  function append(entry: Entry, event: ActivityEvent): void {
    entry.count += 1
    entry.writes.push(event)
    reckon(entry, bytesOf(event))
    if (entry.writes.length <= MAX_HISTORY_WRITES) return
    const oldest = entry.writes.shift()
    if (oldest !== undefined) reckon(entry, -bytesOf(oldest))
  }

  function correct(entry: Entry, event: ActivityEvent): void {
    const at = entry.writes.findIndex(write => write.id === event.id)
    const was = entry.writes[at]
    if (was === undefined) return
    entry.writes[at] = event
    reckon(entry, bytesOf(event) - bytesOf(was))
  }

  return {
    get bytes() {
      return bytes
    },
    payloadOf: key => entries.get(key)?.payload ?? null,
    remember(key, payload) {
      const isNew = !entries.has(key)
      if (isNew && payload === null) return
      const entry = entryOf(key)
      reckon(entry, (isNew ? BYTES_OF_ENTRY : 0) + lengthOf(payload) - lengthOf(entry.payload))
      entry.payload = payload
      letGo()
    },
    note(event) {
      const isNew = !entries.has(event.key)
      if (isNew && event.isCorrection) return
      const entry = entryOf(event.key)
      if (isNew) reckon(entry, BYTES_OF_ENTRY)
      if (event.isCorrection) return correct(entry, event)
      if (event.event === 'arrived' || event.event === 'signed-in') entry.sinceAt ??= event.at
      append(entry, event)
      letGo()
    },
    lastOf: key => entries.get(key)?.writes.at(-1) ?? null,
    read(key) {
      const entry = entries.get(key)
      const writes = [...(entry?.writes ?? [])].reverse()
      return {
        key,
        writes,
        count: entry?.count ?? 0,
        sinceAt: entry?.sinceAt ?? openedAt(),
        ended: endedOf(writes)
      }
    }
  }
}

/** The last ending, unless the session went on after it: a user taken out of it leaves a guest. */
function endedOf(newestFirst: readonly ActivityEvent[]): ActivityEvent | null {
  const last = newestFirst.find(event => event.event !== 'removed')
  return last !== undefined && isEnding(last.event) && !last.isNowGuest ? last : null
}

/** Text with a character beyond Latin-1 takes two bytes for each. */
function lengthOf(text: string | null): number {
  return text === null ? 0 : Buffer.byteLength(text)
}

function bytesOf({ changes, user }: ActivityEvent): number {
  let sum = BYTES_OF_EVENT + 2 * (user?.length ?? 0)
  for (const { path, before, after } of changes ?? [])
    sum += BYTES_OF_CHANGE + 2 * (path.length + (before?.length ?? 0) + (after?.length ?? 0))
  return sum
}
