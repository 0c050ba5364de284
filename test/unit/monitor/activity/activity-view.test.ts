import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createActivityView } from '../../../../src/monitor/activity/activity-view'
import { createEventLog } from '../../../../src/monitor/activity/event-log'
import type { ActivityAsk } from '../../../../src/shared/domain/activity'
import { type ActivityEvent, activityKinds, MAX_EVENTS } from '../../../../src/shared/domain/event'
import { anEvent } from '../../../support/events'
import { anActivityAsk, keyOf, START } from '../../../support/sessions'

const ask = anActivityAsk()
const guest = { user: null, state: 'guest' as const }

function viewOf(events: readonly Partial<ActivityEvent>[]) {
  const log = createEventLog()
  log.add(events.map((fields, i) => anEvent({ id: i + 1, key: keyOf(i), at: START + i * 1000, ...fields })))
  const view = createActivityView(log)
  return { log, window: (fields: Partial<ActivityAsk> = {}) => view.window({ ...ask, ...fields }, START) }
}
const words = ({ lines }: ReturnType<ReturnType<typeof viewOf>['window']>) =>
  lines.map(line => (line.kind === 'fold' ? `${line.fold.event} ×${line.fold.sessions}` : line.event.event))

it('shows the newest first, without the guests who come and look around unless they are asked for', () => {
  const { window } = viewOf([
    { event: 'arrived', ...guest },
    { event: 'signed-in' },
    { event: 'touched', ...guest },
    { event: 'touched' }
  ])
  expect(words(window())).toEqual(['touched', 'signed-in'])
  expect(window()).toMatchObject({ hiddenNoise: 2, facetCounts: { all: 2, arrived: 1, touched: 2 } })
  expect(words(window({ hasNoise: true }))).toEqual(['touched', 'touched', 'signed-in', 'arrived'])
  expect(words(window({ facet: 'arrived' }))).toEqual(['arrived'])
})

it('folds neighbouring touches, and unfolds them', () => {
  const touches = [1, 2, 3, 4].map(n => ({ event: 'touched' as const, key: keyOf(n % 2) }))
  const { window } = viewOf([{ event: 'signed-in' }, ...touches, { event: 'changed' }])
  expect(words(window())).toEqual(['changed', 'touched ×2', 'signed-in'])
  const fold = window().lines[1]
  expect(words(window({ open: [fold?.id ?? ''] }))).toHaveLength(7)
})

it('folds what one TTL pass deletes, whatever happens in between, and says how late it was', () => {
  const passed = (lateMs: number, at: number) => ({ event: 'removed' as const, at, expiresAt: at - lateMs })
  const { window } = viewOf([
    passed(58_000, START),
    { event: 'signed-in', at: START + 10 },
    { ...passed(2000, START + 20), ...guest },
    { ...passed(30_000, START + 30), ...guest }
  ])
  expect(words(window())).toEqual(['removed ×3', 'signed-in'])
  expect(window().lines[0]).toMatchObject({ fold: { signedIn: 1, guests: 2, afterExpiryMs: [2000, 58_000] } })
})

it('keeps a fold’s id while newer ones join it', () => {
  const touch = { event: 'touched' as const }
  const { log, window } = viewOf([touch, touch, touch])
  const id = window().lines[0]?.id
  log.add([anEvent({ id: 4, event: 'touched', at: START + 4000 })])
  expect(window().lines.map(line => line.id)).toEqual([id])
})

it('gathers every ending under Ended, but not a sign-out that leaves a guest', () => {
  const { window } = viewOf([
    { event: 'signed-out' },
    { event: 'signed-out', isNowGuest: true },
    { event: 'expired' },
    { event: 'replaced' },
    { event: 'removed' }
  ])
  expect(words(window({ facet: 'ended' }))).toEqual(['replaced', 'expired', 'signed-out'])
  expect(window().facetCounts.ended).toBe(3)
})

it('finds events by user, masked id and what happened', () => {
  const { window } = viewOf([{ user: 'bob@shop.io' }, { event: 'changed' }, { maskedId: 'Zr…0v', ...guest }])
  expect(window({ filter: 'BOB' }).matching).toBe(1)
  expect(window({ filter: 'zr…' }).matching).toBe(1)
  expect(window({ filter: 'ann changed' }).matching).toBe(1)
  expect(window({ filter: 'signed in' }).facetCounts.all).toBe(2)
})

it('slides with its anchor while events come in above it', () => {
  const { log, window } = viewOf(Array.from({ length: 50 }, () => ({ event: 'changed' as const })))
  const before = window({ start: 10, count: 5 })
  log.add([anEvent({ id: 51, event: 'changed' }), anEvent({ id: 52, event: 'changed' })])
  const anchor = before.lines[2]?.id ?? null
  expect(window({ start: 10, count: 5, anchor, anchorOffset: 2 })).toMatchObject({
    start: 12,
    lines: before.lines
  })
})

it('keeps the last 20,000 and takes a correction into the place of what it corrects', () => {
  const { log, window } = viewOf(Array.from({ length: 25_000 }, () => ({ event: 'changed' as const })))
  log.add([anEvent({ id: 24_999, event: 'cleared', isCorrection: true })])
  log.add([anEvent({ id: 3, event: 'cleared', isCorrection: true })])
  expect(window().kept).toBe(MAX_EVENTS)
  expect(words(window({ count: 2 }))).toEqual(['changed', 'cleared'])
  expect(window().facetCounts).toMatchObject({ changed: MAX_EVENTS - 1, ended: 1 })
})

it('holds as many events in its lines as fit, each once, in the order of their ids', () => {
  const event = fc.record({
    event: fc.constantFrom(...activityKinds),
    state: fc.constantFrom('guest' as const, 'signed-in' as const),
    at: fc.integer({ min: START, max: START + 20_000 })
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), fc.boolean(), (events, hasNoise) => {
      const { window } = viewOf(events)
      const folds = window({ hasNoise }).lines.filter(line => line.kind === 'fold')
      const opened = window({ hasNoise, open: folds.map(fold => fold.id) })
      const ids = opened.lines.flatMap(line => (line.kind === 'event' ? [line.event.id] : []))
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBe(opened.facetCounts.all)
      const inFolds = folds.reduce((sum, line) => sum + (line.kind === 'fold' ? line.fold.events : 0), 0)
      expect(inFolds + window({ hasNoise }).lines.length - folds.length).toBe(ids.length)
    })
  )
})
