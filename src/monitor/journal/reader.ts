import { type ActivityEvent, isEnding } from '../../shared/domain/event'
import type { JournalSpan } from '../../shared/domain/journal'
import type { EpochMs, SessionKey } from '../../shared/domain/session'
import { filesOf, type JournalPath, readLines, sizeOf } from './files'
import { atOf, isRecalledText, type KeptTotals, type Line, readLine, UNKEPT_ID } from './lines'

/** A line is much shorter than this: the end of a file has the last one in it. */
const TAIL_BYTES = 64_000

/** What the journal reaches over; null where there is none. Costs the same however large it is. */
export async function readSpan(folder: string): Promise<JournalSpan | null> {
  const files = filesOf(folder)
  const [first] = files
  const last = files.at(-1)
  if (first === undefined || last === undefined) return null
  const sizes = await Promise.all(files.map(({ path }) => sizeOf(path)))
  return {
    from: first.beginsAt,
    to: await endOf(last, sizes.at(-1) ?? 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0)
  }
}

/** The instant of the last line that can be read. Packed, a place in the file says nothing of its lines. */
async function endOf(file: JournalPath, size: number): Promise<EpochMs> {
  const { text } = await readLines(file, file.isPacked ? 0 : Math.max(0, size - TAIL_BYTES))
  for (let to = text.length - 1; to > 0; ) {
    const from = text.lastIndexOf('\n', to - 1) + 1
    const line = readLine(text.slice(from, to))
    if (line !== null) return atOf(line)
    to = from - 1
  }
  return file.beginsAt
}

/** What a journal tells of the time before a store was opened, oldest first. */
export interface Recalled {
  readonly events: readonly ActivityEvent[]
  readonly totals: readonly KeptTotals[]
}

/** Reading more than this would keep a person waiting for the store itself. */
const MOST_RECALLED_LENGTH = 64_000_000

/** What was kept since `from`, of the newest files as far as they can be read in passing. */
export async function recall(folder: string, from: EpochMs): Promise<Recalled> {
  const files = filesOf(folder)
  let lines: readonly Line[] = []
  let length = 0
  for (let i = files.length - 1; i >= 0; i -= 1) {
    const file = files[i]
    const isOld = (files[i + 1]?.beginsAt ?? Number.POSITIVE_INFINITY) < from
    if (file === undefined || isOld || length > MOST_RECALLED_LENGTH) break
    const { text } = await readLines(file)
    length += text.length
    lines = [...recalledIn(text, from), ...lines]
  }
  const events = corrected(lines.flatMap(line => (line.kind === 'event' ? [line] : [])))
  return {
    // Ids that end where those of what happens from now on begin.
    events: events.map((line, index) => eventOf(line, index + 1 - events.length)),
    totals: lines.flatMap(line => (line.kind === 'totals' ? [line.totals] : []))
  }
}

/** Most lines are sessions: those are passed over unread. */
function recalledIn(text: string, from: EpochMs): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const line = isRecalledText(text, start) ? readLine(text.slice(start, end)) : null
    if (line !== null && atOf(line) >= from) lines.push(line)
    start = end + 1
  }
  return lines
}

type EventLine = Extract<Line, { kind: 'event' }>

/** Each event as it turned out to be, in its place: a sign-out that was a clearing, a guest's session that went on. */
function corrected(lines: readonly EventLine[]): readonly EventLine[] {
  const events: EventLine[] = []
  const placeOf = new Map<string, number>()
  for (const line of lines) {
    const what = `${line.key} ${line.event === 'signed-in' ? 'in' : isEnding(line.event) ? 'out' : ''}`
    const place = placeOf.get(what)
    const before = place === undefined ? undefined : events[place]
    if (line.isCorrection && place !== undefined && before !== undefined)
      events[place] = { ...line, at: before.at, isCorrection: false }
    else {
      placeOf.set(what, events.length)
      events.push({ ...line, isCorrection: false })
    }
  }
  return events
}

function eventOf(line: EventLine, id: number): ActivityEvent {
  const { kind, ...kept } = line
  return {
    ...kept,
    id,
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

/** Files older than where so much has been read are left alone. */
const MOST_SEARCHED_LENGTH = 512_000_000

/** What a journal has of one session, oldest first: of the newest file that tells of it. */
export async function recallOf(folder: string, key: SessionKey): Promise<readonly Line[]> {
  let length = 0
  for (const file of [...filesOf(folder)].reverse()) {
    if (length > MOST_SEARCHED_LENGTH) break
    const { text } = await readLines(file)
    length += text.length
    const lines = linesWith(text, `"${key}"`)
    if (lines.length > 0) return lines
  }
  return []
}

/** Only lines that have this in them are read. */
function linesWith(text: string, part: string): Line[] {
  const lines: Line[] = []
  for (let at = text.indexOf(part); at >= 0; ) {
    const end = text.indexOf('\n', at)
    const line = readLine(text.slice(text.lastIndexOf('\n', at) + 1, end))
    if (line !== null) lines.push(line)
    at = text.indexOf(part, end)
  }
  return lines
}
