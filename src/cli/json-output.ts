import type { ServerClock } from '../monitor/clock'
import type { LiveStore } from '../monitor/live-store'
import { alertJson } from './alert-lines'
import { createFiltered } from './filtered'
import { createOnceARule } from './finding-line'
import { eventLine, feedLine, feedStep, findingLine, storeLine, viewLine } from './json-lines'
import type { Output } from './output'

/** The view is told again when it has changed, at most this often: events say at once what happened. */
const VIEW_GAP_MS = 1000

/** One JSON object a line on stdout: users and events that the filter lets in, totals of the whole store. */
export function createJsonOutput(live: LiveStore, clock: ServerClock, filter: string): Output {
  let lastStep = ''
  let lastView = ''
  let lastViewAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null
  const told = createFiltered(live, filter)
  const onceARule = createOnceARule()
  const print = (line: string) => process.stdout.write(`${line}\n`)

  async function printView(): Promise<void> {
    timer = null
    lastViewAt = clock.now()
    const line = viewLine(live.monitor.totals(), await told.users())
    if (line !== lastView) print(line)
    lastView = line
  }

  /** A store that cannot be asked just now is told by its feed; the next change tries again. */
  function again(): void {
    void printView().catch(() => {})
  }

  return {
    async begin(feed) {
      lastStep = feedStep(feed)
      print(storeLine(live.facts, feed))
      // Without a filter nobody wants the rows, and their order is not made.
      if (filter.trim() !== '') await told.begin()
      await printView()
    },
    feed(state) {
      const step = feedStep(state)
      if (step !== lastStep) print(feedLine(state))
      lastStep = step
    },
    events(events) {
      for (const event of events) if (told.isIn(event)) print(eventLine(event))
    },
    findings(findings) {
      for (const finding of onceARule(findings)) print(findingLine(finding))
    },
    alerts(change) {
      for (const line of alertJson(change)) print(line)
    },
    changed() {
      timer ??= setTimeout(again, Math.max(0, lastViewAt + VIEW_GAP_MS - clock.now()))
    },
    sessions: () => undefined,
    end() {
      if (timer) clearTimeout(timer)
      timer = null
    }
  }
}
