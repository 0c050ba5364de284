import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ActivityEvent, ActivityKind } from '../../shared/domain/event'
import type { EpochMs, Session } from '../../shared/domain/session'
import type { Transition } from '../mirror/mirror'
import type { Timers } from '../timers'
import { filesOf, pack, pathsOf, removeParts } from './files'
import { type KeptTotals, type Line, lineText } from './lines'

/** What a journal may take, and where. */
export interface JournalOptions {
  readonly folder: string
  /** Oldest files go when all together are larger, bytes. */
  readonly maxBytes: number
  /** Files that ended longer ago than this go, ms. */
  readonly maxAgeMs: number
  readonly timers: Timers
}

/** What has been seen, written down as it happens. A process that is killed loses what came in the last half second. */
export interface JournalWriter {
  /**
   * Begins a file with every session there is now, some at a time, so that others have their turn; what happens meanwhile
   * follows in it. Until all are written the file counts for nothing. Rejects with what the disk says.
   */
  begin(sessions: Iterable<Session>, at: EpochMs): Promise<void>
  /** True once enough has been written that the next file should begin: reading one has to stay quick. */
  readonly isFull: boolean
  record(transitions: readonly Transition[], at: EpochMs): void
  events(events: readonly ActivityEvent[]): void
  totals(totals: KeptTotals): void
  /** Writes down what waits. Throws what the disk says. */
  flush(): void
  /** Ends in good order: from `at` on nobody was watching. */
  close(at: EpochMs): void
}

/** What is lost at the most when the process is killed. */
const FLUSH_MS = 500
/** Changes beyond the first state of a file: as much again as that state, so that files are at most half repetition. */
const LEAST_CHANGES = 1_000_000
/** So many sessions are written in one turn of the event loop. */
const SLICE = 1000

/** A journal that writes into `folder`, which it makes. Nothing is written before `begin`. */
export function createJournalWriter(options: JournalOptions): JournalWriter {
  const { folder, timers } = options
  let file: number | null = null
  let isBeginning = false
  let waiting: string[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  let changedBytes = 0
  let firstBytes = 0
  let cancelFlush: (() => void) | null = null
  let packing = Promise.resolve()

  function add(line: Line): void {
    if (file === null) return
    const text = lineText(line)
    waiting.push(text)
    changedBytes += text.length
    cancelFlush ??= timers.start(flush, FLUSH_MS)
  }

  /** Instants never fall, whatever the clock of the server is corrected by: a file is read up to an instant. */
  function steady(at: EpochMs): EpochMs {
    lastAt = Math.max(lastAt, at)
    return lastAt
  }

  function flush(): void {
    cancelFlush?.()
    cancelFlush = null
    if (file === null || isBeginning || waiting.length === 0) return
    const text = waiting.join('')
    waiting = []
    writeSync(file, text)
  }

  function end(): void {
    isBeginning = false
    flush()
    if (file !== null) closeSync(file)
    file = null
  }

  async function writeAll(all: readonly Session[], beginsAt: EpochMs, into: number): Promise<void> {
    writeSync(into, lineText({ kind: 'begin', at: beginsAt }))
    for (let from = 0; from < all.length && file === into; from += SLICE) {
      const lines = all.slice(from, from + SLICE)
      const text = lines.map(session => lineText({ kind: 'put', at: beginsAt, session })).join('')
      firstBytes += text.length
      writeSync(into, text)
      await nextTurn()
    }
  }

  return {
    async begin(sessions, at) {
      add({ kind: 'turn', at: steady(at) })
      end()
      const all = [...sessions]
      mkdirSync(folder, { recursive: true })
      makeRoom(options, at)
      const beginsAt = steady(Math.max(at, (filesOf(folder).at(-1)?.beginsAt ?? 0) + 1))
      const { path, part } = pathsOf(folder, beginsAt)
      const into = openSync(part, 'w')
      file = into
      isBeginning = true
      firstBytes = 0
      changedBytes = 0
      await writeAll(all, beginsAt, into)
      // Ended meanwhile: a file without all its sessions would tell a wrong past.
      if (file !== into) return
      renameSync(part, path)
      isBeginning = false
      flush()
      // One after the other: two that pack the same file would write over each other.
      packing = packing.then(() => packOthers(folder, path))
      await packing
    },
    get isFull() {
      return !isBeginning && changedBytes > Math.max(LEAST_CHANGES, firstBytes)
    },
    record(transitions, at) {
      const when = steady(at)
      for (const { key, after } of transitions)
        add(after === null ? { kind: 'gone', at: when, key } : { kind: 'put', at: when, session: after })
    },
    events(events) {
      for (const { event, key, user, at, state, expiresAt, stayedMs, isCorrection } of events)
        if (isKept(event))
          add({ kind: 'event', at: steady(at), event, key, user, state, expiresAt, stayedMs, isCorrection })
    },
    totals: totals => add({ kind: 'totals', totals: { ...totals, at: steady(totals.at) } }),
    flush,
    close(at) {
      add({ kind: 'end', at: steady(at) })
      end()
    }
  }
}

/** Who came and who went. What was written in between, and the deleting of what had expired, is told by the sessions. */
const isKept = (event: ActivityKind) => event !== 'touched' && event !== 'changed' && event !== 'removed'

/** Takes away the oldest files until the rest fits bound and age, with room for what comes. */
function makeRoom({ folder, maxBytes, maxAgeMs }: JournalOptions, now: EpochMs): void {
  removeParts(folder)
  const files = filesOf(folder)
  let bytes = 0
  let isOver = false
  for (let i = files.length - 1; i >= 0; i -= 1) {
    const file = files[i]
    if (file === undefined) continue
    const endsAt = files[i + 1]?.beginsAt ?? now
    bytes += statSync(file.path).size
    isOver ||= bytes > maxBytes || now - endsAt > maxAgeMs
    if (isOver) rmSync(file.path, { force: true })
  }
}

/** What cannot be packed, because it has just been taken away or the disk is full, stays as it is. */
async function packOthers(folder: string, current: string): Promise<void> {
  for (const { path, isPacked } of filesOf(folder))
    if (!isPacked && path !== current) await pack(path).catch(() => {})
}
