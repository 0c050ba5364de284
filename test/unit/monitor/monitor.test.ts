import fc from 'fast-check'
import type { Document } from 'mongodb'
import { expect, it } from 'vitest'
import type { Feed, Sink } from '../../../src/monitor/feed/feed'
import { createMonitor } from '../../../src/monitor/monitor'
import type { Reader } from '../../../src/monitor/reader'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { Session } from '../../../src/shared/domain/session'
import type { PauseState } from '../../../src/shared/domain/store'
import type { SessionWindow } from '../../../src/shared/domain/view'
import { manualTime } from '../../support/manual-time'
import { aSession, aViewAsk, keyOf, START } from '../../support/sessions'

/** Documents of these tests are sessions already, under `_id` n. */
const plainReader: Reader = {
  isInParts: false,
  explode: document => [document],
  read: document => ({
    session: document.session as Session,
    documentId: document._id,
    sessionId: `secret-${document._id}`
  }),
  keyOf: id => keyOf(id as number),
  payloadOf: () => null,
  userAgentOf: () => null,
  projection: {}
}
const doc = (n: number, fields: Partial<Session> = {}): Document => ({
  _id: n,
  session: aSession({ key: keyOf(n), maskedId: `se…-${n}`, ...fields })
})

const stillFeed = (): Feed => ({ stop: async () => undefined })

function aMonitor(clockNow?: (now: number) => number, makeFeed = stillFeed) {
  const time = manualTime(START)
  const windows: SessionWindow[] = []
  const events: ActivityEvent[] = []
  const pauses: (PauseState | null)[] = []
  let version = 0
  let told: Sink | null = null
  const monitor = createMonitor({
    reader: plainReader,
    clock: { now: () => clockNow?.(time.now()) ?? time.now(), offsetMs: () => 0 },
    timers: time.timers,
    monotonicMs: time.now,
    nextVersion: () => ++version,
    startFeed: sink => {
      told = sink
      return makeFeed()
    },
    listener: {
      sessions: window => windows.push(window),
      users: () => undefined,
      feed: () => undefined,
      pause: state => pauses.push(state),
      events: list => events.push(...list),
      totals: () => undefined
    }
  })
  if (told === null) throw new Error('the feed was not started')
  const sink: Sink = told
  sink.beginSnapshot()
  sink.put([doc(1), doc(2, { expiresAt: START + 90_000 })], START, false)
  sink.endSnapshot(START)
  monitor.askSessions(aViewAsk())
  time.advance(1000)
  windows.length = 0
  return { monitor, sink, time, windows, events, pauses }
}

it('makes no events of what was there when it opened, and one of each thing that happens after', () => {
  const { sink, time, events } = aMonitor()
  expect(events).toEqual([])
  sink.put([doc(3)], time.now(), true)
  sink.remove([1], time.now())
  expect(events.map(e => [e.event, e.key])).toEqual([
    ['signed-in', keyOf(3)],
    ['signed-out', keyOf(1)]
  ])
})

it('pushes the first change after quiet at once', () => {
  const { sink, time, windows } = aMonitor()
  sink.put([doc(3)], time.now(), true)
  expect(windows.at(-1)?.rows).toHaveLength(3)
})

it('lets an expiry pass at its instant without any word from the database, and tells it once', () => {
  const { sink, time, windows, events } = aMonitor()
  time.advance(START + 90_000 - time.now())
  expect(windows.at(-1)?.totals).toMatchObject({ signedIn: 1, expired: 1 })
  time.advance(40_000)
  sink.remove([2], time.now())
  expect(events.map(e => [e.event, e.at])).toEqual([
    ['expired', START + 90_000],
    ['removed', time.now()]
  ])
})

it('keeps a gone row struck in the window, then lets it go by itself', () => {
  const { sink, time, windows } = aMonitor()
  sink.remove([1], time.now())
  expect(windows.at(-1)?.rows.find(r => r.key === keyOf(1))?.ending?.how).toBe('signed-out')
  time.advance(3000)
  expect(windows.at(-1)?.rows.map(r => r.key)).toEqual([keyOf(2)])
})

it('shows that a struck row has left, however time passes between two looks at the clock', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 7 }),
      jitters => {
        let looks = 0
        const { sink, time, windows } = aMonitor(now => {
          looks += 1
          return now + (jitters[looks % jitters.length] ?? 0)
        })
        sink.put([doc(10)], time.now(), true)
        sink.remove([10], time.now())
        time.advance(3000)
        expect(windows.at(-1)?.rows.some(r => r.ending)).toBe(false)
      }
    ),
    { numRuns: 500 }
  )
})

it('holds the picture while paused, counts what waits, and shows it on going on', async () => {
  const { monitor, sink, time, windows, pauses } = aMonitor()
  monitor.pause(true)
  windows.length = 0
  sink.put([doc(3), doc(4)], time.now(), true)
  sink.remove([1], time.now())
  time.advance(500)
  expect(windows).toEqual([])
  expect(pauses.at(-1)?.waiting).toBe(3)
  expect((await monitor.askSessions(aViewAsk())).rows).toHaveLength(2)
  monitor.pause(false)
  time.advance(3000)
  expect(windows.at(-1)?.rows.map(r => r.key)).toHaveLength(3)
  expect(pauses.at(-1)).toBeNull()
})

it('shows the very picture that is held: with what had come but had not been pushed yet', () => {
  const { monitor, sink, time, windows, pauses } = aMonitor()
  sink.put([doc(3)], time.now(), true)
  sink.put([doc(4)], time.now(), true)
  monitor.pause(true)
  expect(windows.at(-1)?.totals.signedIn).toBe(4)
  expect(monitor.shownTotals()).toEqual(windows.at(-1)?.totals)
  sink.put([doc(5)], time.now(), true)
  time.advance(1000)
  expect([pauses.at(-1)?.waiting, monitor.totals().signedIn, monitor.shownTotals().signedIn]).toEqual([
    1, 5, 4
  ])
})

it('goes back from the past, and leaves a pause alone that shows none', () => {
  const { monitor, time } = aMonitor()
  monitor.showPast({ at: START, unwatchedSince: null, sessions: [] })
  expect(monitor.pauseState?.past?.at).toBe(START)
  expect(monitor.showPast(null)).toBeNull()
  monitor.pause(true)
  expect(monitor.showPast(null)).toMatchObject({ pausedAt: time.now() })
  expect(monitor.pauseState).not.toBeNull()
})

it('reconciles a second snapshot instead of starting over', () => {
  const { sink, time, events } = aMonitor()
  sink.beginSnapshot()
  sink.put([doc(2, { expiresAt: START + 90_000 }), doc(5)], time.now(), false)
  sink.endSnapshot(time.now())
  expect(events.map(e => [e.event, e.key])).toEqual([
    ['signed-in', keyOf(5)],
    ['signed-out', keyOf(1)]
  ])
})

it('calls sessions of a dropped collection cleared', () => {
  const { sink, time, events } = aMonitor()
  sink.clear(time.now())
  expect(events.map(e => e.event)).toEqual(['cleared', 'cleared'])
})

it('finds a row by the beginning of its id and never puts an id into a window', async () => {
  const { monitor, windows } = aMonitor()
  const found = await monitor.askSessions(aViewAsk({ filter: 'secret-2' }))
  expect(found.rows.map(r => r.key)).toEqual([keyOf(2)])
  expect(JSON.stringify([windows, await monitor.askSessions(aViewAsk())])).not.toContain('secret-')
})

it('has one feed at a time, however many restarts are asked for at once, and none once stopped', async () => {
  const running = new Set<object>()
  const { monitor } = aMonitor(undefined, () => {
    const feed = {
      async stop() {
        await Promise.resolve()
        running.delete(feed)
      }
    }
    running.add(feed)
    return feed
  })
  await Promise.all([monitor.restart(), monitor.restart(), monitor.restart()])
  expect(running.size).toBe(1)
  const restarting = monitor.restart()
  await Promise.all([monitor.stop(), restarting])
  expect(running.size).toBe(0)
})

it('leaves no timer behind once stopped', async () => {
  const { monitor, time } = aMonitor()
  await monitor.stop()
  expect(time.pending).toBe(0)
})
