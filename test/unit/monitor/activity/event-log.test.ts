import { expect, it } from 'vitest'
import { createEventLog } from '../../../../src/monitor/activity/event-log'
import { MAX_ENDINGS, MAX_EVENTS } from '../../../../src/shared/domain/event'
import { anEvent } from '../../../support/events'

const START = 1_790_000_000_000
const touches = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => anEvent({ id: from + n, event: 'touched', at: START + from + n }))

it('keeps how sessions ended when writes have pushed out all else of their time', () => {
  const log = createEventLog()
  log.add([
    anEvent({ id: 1, event: 'signed-in', at: START }),
    anEvent({ id: 2, event: 'signed-out', at: START + 1 }),
    ...touches(3, MAX_EVENTS + 5000)
  ])
  const events = log.events()
  expect(events.slice(0, 2).map(event => event.event)).toEqual(['signed-out', 'touched'])
  expect(events.length).toBeLessThanOrEqual(MAX_EVENTS + MAX_ENDINGS)
})

it('is bounded when everything ends, and goes on correcting what it keeps', () => {
  const log = createEventLog()
  for (let from = 1; from < 60_000; from += 1000)
    log.add(
      touches(from, 1000).map(event => ({ ...event, event: event.id % 2 === 0 ? 'signed-out' : 'touched' }))
    )
  const before = log.events()
  expect(before.length).toBeLessThanOrEqual(MAX_EVENTS + MAX_ENDINGS + 1000)
  const oldest = before[0]
  if (oldest === undefined) throw new Error('nothing is kept')
  log.add([{ ...oldest, event: 'cleared', isCorrection: true }])
  expect(log.events()[0]).toMatchObject({ id: oldest.id, event: 'cleared' })
  expect(log.events()).toHaveLength(before.length)
})

it('is copied up to a moment, with what was corrected', () => {
  const log = createEventLog([anEvent({ id: 0, event: 'expired', at: START - 5 })])
  log.add([
    anEvent({ id: 1, event: 'signed-out', at: START }),
    anEvent({ id: 2, event: 'signed-in', at: START + 9 })
  ])
  log.add([anEvent({ id: 1, event: 'replaced', at: START, isCorrection: true })])
  const kinds = log
    .copy(START + 5)
    .events()
    .map(event => event.event)
  expect(kinds).toEqual(['expired', 'replaced'])
})
