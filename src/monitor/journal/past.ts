import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PastFacts } from '../../shared/domain/journal'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { filesOf, type JournalPath, readLines } from './files'
import { atOf, type Line, readLine } from './lines'

/** How a store was at an instant. */
export interface Past extends PastFacts {
  readonly sessions: readonly Session[]
}

/** Looks back into a journal. What it has read of one file it keeps, so that moving about in it costs next to nothing. */
export interface PastReader {
  /**
   * How the store was at `at`; null before the journal begins. `isWatched`: the newest file is being written now, so that
   * nothing after its last line means that nothing happened. Several at once are read one after the other.
   */
  read(folder: string, at: EpochMs, isWatched: boolean): Promise<Past | null>
  /** Keeps nothing any more. */
  forget(): void
}

/** Nothing read yet. */
export function createPastReader(): PastReader {
  let kept: { readonly file: JournalPath; readonly lines: FileLines } | null = null
  let last: Promise<unknown> = Promise.resolve()

  async function readNow(folder: string, at: EpochMs, isWatched: boolean): Promise<Past | null> {
    const files = filesOf(folder)
    const file = files.filter(one => one.beginsAt <= at).at(-1)
    if (file === undefined) return null
    if (kept?.file.path !== file.path) kept = { file, lines: linesOf(file) }
    const lines = await kept.lines.until(at)
    return { at, ...stateAt(lines, file, at, isWatched && file === files.at(-1)) }
  }

  return {
    read(folder, at, isWatched) {
      const reading = last.then(() => readNow(folder, at, isWatched))
      last = reading.catch(() => {})
      return reading
    },
    forget() {
      kept = null
    }
  }
}

/** One look back. */
export function readPast(folder: string, at: EpochMs, isWatched: boolean): Promise<Past | null> {
  return createPastReader().read(folder, at, isWatched)
}

function stateAt(
  lines: readonly Line[],
  file: JournalPath,
  at: EpochMs,
  isWatched: boolean
): Pick<Past, 'sessions' | 'unwatchedSince'> {
  const sessions = new Map<SessionKey, Session>()
  let lastAt = file.beginsAt
  let isWatchedOn = isWatched
  for (const line of lines) {
    if (atOf(line) > at) {
      isWatchedOn = true
      break
    }
    lastAt = atOf(line)
    isWatchedOn ||= line.kind === 'turn'
    if (line.kind === 'put') sessions.set(line.session.key, line.session)
    else if (line.kind === 'gone') sessions.delete(line.key)
  }
  const isSeen = isWatchedOn || lastAt === at
  return { sessions: [...sessions.values()], unwatchedSince: isSeen ? null : lastAt }
}

/** Lines of one file, read as far as was asked for. */
interface FileLines {
  /** All up to `at` and beyond it one at least, if there is one. */
  until(at: EpochMs): Promise<readonly Line[]>
}

/** So many lines are read in one turn of the event loop. */
const SLICE = 5000

/** A file that is written to meanwhile is read on from where it ended. */
function linesOf(file: JournalPath): FileLines {
  const lines: Line[] = []
  let text = ''
  let from = 0
  let readTo = 0
  let isDamaged = false

  async function hasMore(): Promise<boolean> {
    if (isDamaged) return false
    if (from < text.length) return true
    const read = await readLines(file, readTo)
    readTo = read.to
    text = read.text
    from = 0
    return text.length > 0
  }

  return {
    async until(at) {
      for (let n = 1; atOfLast(lines) <= at && (await hasMore()); n += 1) {
        const to = text.indexOf('\n', from)
        const line = readLine(text.slice(from, to))
        from = to + 1
        if (line === null) isDamaged = true
        else lines.push(line)
        if (n % SLICE === 0) await nextTurn()
      }
      return lines
    }
  }
}

function atOfLast(lines: readonly Line[]): EpochMs {
  const last = lines.at(-1)
  return last === undefined ? Number.NEGATIVE_INFINITY : atOf(last)
}
