import { stripVTControlCharacters } from 'node:util'
import type { ServerClock } from '../monitor/clock'
import type { LiveStore } from '../monitor/live-store'
import type { FeedState } from '../shared/domain/store'
import { firstViewAsk, MAX_WINDOW_ROWS } from '../shared/domain/view'
import type { Output } from './output'
import { drawTable, eventSentence, feedWords } from './table'

const REDRAW_MS = 1000
/** Alternate screen on, cursor off; and back: what was in the terminal before is there again afterwards. */
const enter = '\u001b[?1049h\u001b[?25l'
const leave = '\u001b[?25h\u001b[?1049l'
const home = '\u001b[H'
const clearRest = '\u001b[J'
const clearLine = '\u001b[K'

/** A live table on a terminal; where stdout is a file or a pipe, the table once and then a line for each event. */
export function createTextOutput(live: LiveStore, clock: ServerClock): Output {
  return process.stdout.isTTY ? createTable(live, clock) : createLines(live, clock)
}

function tableNow(live: LiveStore, clock: ServerClock, feed: FeedState, lines: number): string[] {
  const { rows, totals } = live.monitor.askSessions(firstViewAsk)
  const columns = process.stdout.columns ?? 100
  return drawTable({ facts: live.facts, feed, totals, rows, now: clock.now(), columns, lines })
}

function createTable(live: LiveStore, clock: ServerClock): Output {
  let feed = live.monitor.feed
  let timer: NodeJS.Timeout | null = null

  function draw(): void {
    const lines = tableNow(live, clock, feed, process.stdout.rows ?? 24)
    process.stdout.write(home + lines.map(line => line + clearLine).join('\n') + clearRest)
  }

  return {
    begin(state) {
      feed = state
      process.stdout.write(enter)
      draw()
      timer = setInterval(draw, REDRAW_MS)
    },
    feed(state) {
      feed = state
      draw()
    },
    events: () => undefined,
    changed: draw,
    end() {
      if (timer) clearInterval(timer)
      process.stdout.write(leave)
    }
  }
}

function createLines(live: LiveStore, clock: ServerClock): Output {
  let lastWords = ''
  const print = (line: string) => process.stdout.write(`${line}\n`)
  return {
    begin(state) {
      lastWords = state.kind
      for (const line of tableNow(live, clock, state, MAX_WINDOW_ROWS)) print(stripVTControlCharacters(line))
    },
    feed(state) {
      if (state.kind !== lastWords) print(feedWords(state, clock.now()))
      lastWords = state.kind
    },
    events(events) {
      for (const event of events) print(eventSentence(event))
    },
    changed: () => undefined,
    end: () => undefined
  }
}
