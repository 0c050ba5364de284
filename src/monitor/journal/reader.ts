import { readFile, stat } from 'node:fs/promises'
import type { ActivityEvent } from '../../shared/domain/event'
import type { JournalSpan, PastFacts } from '../../shared/domain/journal'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { type KeptTotals, type Line, readLine, UNKEPT_ID } from './lines'
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
  const sizes = await Promise.all(files.map(({ path }) => sizeOf(path)))
  const end = (await linesOf(last.path)).at(-1)
  return {
    from: first.beginsAt,
    to: end === undefined ? last.beginsAt : atOf(end),
    bytes: sizes.reduce((sum, size) => sum + size, 0)
  }
}

/** What a journal tells of the time before a store was opened, oldest first. */
export interface Recalled {
  readonly events: readonly ActivityEvent[]
  readonly totals: readonly KeptTotals[]
}

/** Reading more than this would keep a person waiting for the store itself. */
const MOST_RECALLED_BYTES = 16_000_000

/** What was kept since `from`, of the newest files as far as they can be read in passing. */
export async function recall(folder: string, from: EpochMs): Promise<Recalled> {
  const files = filesOf(folder)
  let lines: readonly Line[] = []
  let bytes = 0
  for (let i = files.length - 1; i >= 0; i -= 1) {
    const file = files[i]
    const isOld = (files[i + 1]?.beginsAt ?? Number.POSITIVE_INFINITY) < from
    if (file === undefined || isOld) break
    bytes += await sizeOf(file.path)
    if (bytes > MOST_RECALLED_BYTES && lines.length > 0) break
    lines = [...(await linesOf(file.path)).filter(line => isRecalled(line, from)), ...lines]
  }
  const events = lines.flatMap(line => (line.kind === 'event' ? [line] : []))
  return {
    // Ids that end where those of what happens from now on begin.
    events: events.map((line, index) => eventOf(line, index + 1 - events.length)),
    totals: lines.flatMap(line => (line.kind === 'totals' ? [line.totals] : []))
  }
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0
  )

function isRecalled(line: Line, from: EpochMs): boolean {
  return (line.kind === 'event' || line.kind === 'totals') && atOf(line) >= from
}

function eventOf(line: Extract<Line, { kind: 'event' }>, id: number): ActivityEvent {
  const { kind, ...kept } = line
  return {
    ...kept,
    id,
    isCorrection: false,
    maskedId: UNKEPT_ID,
    expiryBefore: null,
    isStayedAtLeast: false,
    isNowGuest: false,
    nthSession: 0,
    other: null,
    changes: null,
    moreChanges: 0,
    uncompared: null,
    isMerged: false
  }
}
