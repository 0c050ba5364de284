import { isInFacet } from '../monitor/activity/activity-lines'
import type { LiveStore } from '../monitor/live-store'
import type { ActivityFacet } from '../shared/domain/activity'
import { eventLineText } from './event-line'
import { createFiltered } from './filtered'
import { eventLine, feedStep } from './json-lines'
import type { Output } from './output'
import { feedWords, plain } from './table'

/** How events are printed, and which. */
interface EventsAsk {
  readonly json: boolean
  readonly filter: string
  /** As in the window: one kind, or every ending. */
  readonly kind: ActivityFacet
}

/** What happens, and nothing else: a sentence or a JSON object a line on stdout. The feed's troubles go to stderr. */
export function createEventsOutput(live: LiveStore, now: () => number, ask: EventsAsk): Output {
  const { json: isJson, filter, kind } = ask
  const told = createFiltered(live, filter)
  let lastStep = ''
  const print = (line: string) => process.stdout.write(`${line}\n`)
  return {
    async begin(feed) {
      lastStep = feedStep(feed)
      // Without a filter nobody wants the rows, and their order is not made.
      if (filter.trim() !== '') await told.begin()
    },
    feed(state) {
      const step = feedStep(state)
      if (step !== lastStep && !isJson) process.stderr.write(`sextant: ${plain(feedWords(state, now()))}\n`)
      lastStep = step
    },
    events(events) {
      for (const event of events)
        if (isInFacet(event, kind) && told.isIn(event))
          print(isJson ? eventLine(event) : eventLineText(event, live.facts))
    },
    findings: () => undefined,
    alerts: () => undefined,
    changed: () => undefined,
    sessions: () => undefined,
    end: () => undefined
  }
}
