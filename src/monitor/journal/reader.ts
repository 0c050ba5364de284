import { readFile, stat } from 'node:fs/promises'
import type { JournalSpan, PastFacts } from '../../shared/domain/journal'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { type Line, readLine } from './lines'
import { filesOf } from './writer'

/** How a store was at an instant. */
export interface Past extends PastFacts {
  readonly sessions: readonly Session[]
}

/** The lines of a file up to where it was torn off. */
async function linesOf(path: string): Promise<readonly Line[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  // What follows the last line break was being written when the process was killed.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines: Line[] = []
  for (let from = 0; from < whole.length; ) {
    const to = whole.indexOf('\n', from)
    const line = readLine(whole.slice(from, to))
    if (line === null) break
    lines.push(line)
    from = to + 1
  }
  return lines
}

const atOf = (line: Line) => (line.kind === 'totals' ? line.totals.at : line.at)

/**
 * How the store was at `at`; null before the journal begins. `isWatched`: the newest file is being written now, so that
 * nothing after its last line means that nothing happened.
 */
export async function readPast(folder: string, at: EpochMs, isWatched: boolean): Promise<Past | null> {
  const files = filesOf(folder)
  const file = files.filter(one => one.beginsAt <= at).at(-1)
  if (file === undefined) return null
  const sessions = new Map<SessionKey, Session>()
  let lastAt = file.beginsAt
  let isWatchedOn = isWatched && file === files.at(-1)
  for (const line of await linesOf(file.path)) {
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
  return { at, sessions: [...sessions.values()], unwatchedSince: isSeen ? null : lastAt }
}

/** What the journal reaches over; null where there is none. */
export async function readSpan(folder: string): Promise<JournalSpan | null> {
  const files = filesOf(folder)
  const [first] = files
  const last = files.at(-1)
  if (first === undefined || last === undefined) return null
  const sizes = await Promise.all(
    files.map(file =>
      stat(file.path).then(
        s => s.size,
        () => 0
      )
    )
  )
  const end = (await linesOf(last.path)).at(-1)
  return {
    from: first.beginsAt,
    to: end === undefined ? last.beginsAt : atOf(end),
    bytes: sizes.reduce((sum, size) => sum + size, 0)
  }
}

/** Events and totals that were kept since `from`, oldest first: what Overview and the list of the ended reach back to. */
export async function readSince(
  folder: string,
  from: EpochMs
): Promise<readonly Extract<Line, { kind: 'event' | 'totals' }>[]> {
  const files = filesOf(folder)
  const isNeeded = (_: unknown, i: number) => (files[i + 1]?.beginsAt ?? Number.POSITIVE_INFINITY) >= from
  const found: Extract<Line, { kind: 'event' | 'totals' }>[] = []
  for (const file of files.filter(isNeeded))
    for (const line of await linesOf(file.path))
      if ((line.kind === 'event' || line.kind === 'totals') && atOf(line) >= from) found.push(line)
  return found
}
