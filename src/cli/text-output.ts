import { stripVTControlCharacters } from 'node:util'
import type { ServerClock } from '../monitor/clock'
import type { LiveStore } from '../monitor/live-store'
import type { Alert } from '../shared/domain/alerts'
import type { Finding } from '../shared/domain/finding'
import type { FeedState } from '../shared/domain/store'
import { MAX_WINDOW_ROWS, type SessionWindow } from '../shared/domain/view'
import { alertText, sentenceOf } from './alert-lines'
import { eventLineText } from './event-line'
import { createFiltered, type Filtered } from './filtered'
import { createOnceARule, findingLineText } from './finding-line'
import type { Output } from './output'
import { drawTable, feedWords, fitted } from './table'

const REDRAW_MS = 1000
/** Alternate screen on, cursor off; and back: what was in the terminal before is there again afterwards. */
const enter = '\u001b[?1049h\u001b[?25l'
const leave = '\u001b[?25h\u001b[?1049l'
const home = '\u001b[H'
const clearRest = '\u001b[J'
const clearLine = '\u001b[K'

/** A live table on a terminal; where stdout is a file or a pipe, the table once and then a line for each event. */
export function createTextOutput(live: LiveStore, clock: ServerClock, filter: string): Output {
  const told = createFiltered(live, filter)
  return process.stdout.isTTY ? createTable(live, clock, told) : createLines(live, clock, told)
}

/** What one drawing is made of, beyond what the live store knows. */
interface Drawing {
  readonly window: SessionWindow
  readonly feed: FeedState
  readonly findings: readonly Finding[]
  readonly lines: number
}

function linesOf(live: LiveStore, clock: ServerClock, { window, feed, findings, lines }: Drawing): string[] {
  const { rows, totals, matching } = window
  const columns = process.stdout.columns ?? 100
  const now = clock.now()
  return drawTable({ facts: live.facts, feed, findings, totals, rows, matching, now, columns, lines })
}

function createTable(live: LiveStore, clock: ServerClock, told: Filtered): Output {
  let feed = live.monitor.feed
  let window: SessionWindow | null = null
  let findings: readonly Finding[] = []
  let standing: readonly Alert[] = []
  let timer: NodeJS.Timeout | null = null

  function draw(): void {
    if (window === null) return
    const [newest] = standing
    const alert =
      newest === undefined ? [] : [fitted(sentenceOf('raised', newest), process.stdout.columns ?? 100)]
    const left = (process.stdout.rows ?? 24) - alert.length
    const lines = [...linesOf(live, clock, { window, feed, findings, lines: left }), ...alert]
    process.stdout.write(home + lines.map(line => line + clearLine).join('\n') + clearRest)
  }

  return {
    async begin(state) {
      feed = state
      window = await told.begin()
      process.stdout.write(enter)
      draw()
      timer = setInterval(draw, REDRAW_MS)
    },
    feed(state) {
      feed = state
      draw()
    },
    events: () => undefined,
    findings(found) {
      findings = found
      draw()
    },
    alerts(_change, all) {
      standing = all.filter(one => one.overAt === null)
      draw()
    },
    changed: () => undefined,
    sessions(next) {
      window = next
      draw()
    },
    end() {
      if (timer) clearInterval(timer)
      process.stdout.write(leave)
    }
  }
}

function createLines(live: LiveStore, clock: ServerClock, told: Filtered): Output {
  let lastWords = ''
  const print = (line: string) => process.stdout.write(`${line}\n`)
  const onceARule = createOnceARule()
  return {
    async begin(state) {
      lastWords = state.kind
      const window = await told.begin()
      const lines = linesOf(live, clock, { window, feed: state, findings: [], lines: MAX_WINDOW_ROWS })
      for (const line of lines) print(stripVTControlCharacters(line))
    },
    feed(state) {
      if (state.kind !== lastWords) print(feedWords(state, clock.now()))
      lastWords = state.kind
    },
    events(events) {
      for (const event of events) if (told.isIn(event)) print(eventLineText(event, live.facts))
    },
    findings(findings) {
      for (const finding of onceARule(findings)) print(findingLineText(finding))
    },
    alerts(change) {
      for (const line of alertText(change)) print(line)
    },
    changed: () => undefined,
    sessions: () => undefined,
    end: () => undefined
  }
}
