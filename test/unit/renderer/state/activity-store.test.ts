import { expect, it } from 'vitest'
import { createActivityStore, takeActivity } from '../../../../src/renderer/state/activity-store'
import type { ActivityWindow } from '../../../../src/shared/domain/activity'
import type { ActivityEvent } from '../../../../src/shared/domain/event'
import { anEvent } from '../../../support/events'
import { aBridge } from '../../../support/renderer/a-bridge'
import { anActivityAsk, START } from '../../../support/sessions'

const ask = anActivityAsk({ count: 100 })

function aWindow(version: number, events: readonly Partial<ActivityEvent>[]): ActivityWindow {
  const lines = events.map(fields => ({
    kind: 'event' as const,
    id: `e${fields.id}`,
    event: anEvent(fields),
    isInFold: false
  }))
  const facetCounts = {
    all: 0,
    'signed-in': 0,
    'signed-out': 0,
    arrived: 0,
    expired: 0,
    changed: 0,
    touched: 0,
    ended: 0
  }
  return {
    version,
    ask,
    start: 0,
    lines,
    matching: lines.length,
    facetCounts,
    kept: lines.length,
    hiddenNoise: 0,
    recalledFrom: null,
    sinceAt: START,
    lastMinute: [],
    madeAt: START
  }
}

it('keeps the object of a line that is the same, and takes a corrected one anew', () => {
  const before = aWindow(1, [{ id: 2, event: 'signed-out' }, { id: 1 }])
  const after = takeActivity(before, aWindow(2, [{ id: 2, event: 'cleared', isCorrection: true }, { id: 1 }]))
  expect(after?.lines[1]).toBe(before.lines[1])
  expect(after?.lines[0]).toMatchObject({ event: { event: 'cleared' } })
})

it('drops a window that comes late, and the empty answer when its grid has left', () => {
  const shown = aWindow(5, [{ id: 1 }])
  expect(takeActivity(shown, aWindow(4, []))).toBe(shown)
  expect(takeActivity(shown, { ...aWindow(6, []), ask: { ...ask, count: 0 } })).toBe(shown)
})

it('follows what it asked for by the pushes, until another store is opened', async () => {
  const bridge = aBridge({ 'activity:ask': () => aWindow(1, []) })
  const store = createActivityStore(bridge, () => undefined)
  await store.ask(ask)
  bridge.push('activity:window', aWindow(2, [{ id: 1 }]))
  expect(store.getState().view?.matching).toBe(1)
  store.clear()
  expect(store.getState().view).toBeNull()
  store.stop()
})
