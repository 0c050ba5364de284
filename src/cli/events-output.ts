import type { LiveStore } from '../monitor/live-store'
import { eventLineText } from './event-line'
import { eventLine, feedStep } from './json-lines'
import type { Output } from './output'
import { feedWords, plain } from './table'

/** What happens, and nothing else: a sentence or a JSON object a line on stdout. The feed's troubles go to stderr. */
export function createEventsOutput(live: LiveStore, now: () => number, isJson: boolean): Output {
  let lastStep = ''
  const print = (line: string) => process.stdout.write(`${line}\n`)
  return {
    async begin(feed) {
      lastStep = feedStep(feed)
    },
    feed(state) {
      const step = feedStep(state)
      if (step !== lastStep && !isJson) process.stderr.write(`sextant: ${plain(feedWords(state, now()))}\n`)
      lastStep = step
    },
    events(events) {
      for (const event of events) print(isJson ? eventLine(event) : eventLineText(event, live.facts))
    },
    changed: () => undefined,
    sessions: () => undefined,
    end: () => undefined
  }
}
