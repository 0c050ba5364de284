import { expect, it } from 'vitest'
import { describeDocument } from '../../../src/monitor/detail'
import type { Sink } from '../../../src/monitor/feed/feed'
import { recogniseStore } from '../../../src/monitor/formats/registry'
import { createMonitor } from '../../../src/monitor/monitor'
import { createReader } from '../../../src/monitor/reader'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { SessionWindow } from '../../../src/shared/domain/view'
import { anObjectDocument } from '../../support/documents'
import { manualTime } from '../../support/manual-time'
import { aViewAsk, keyOf, START } from '../../support/sessions'

const LIFE_MS = 90_000
const aDoc = (_id: string, expiresAt: number) =>
  anObjectDocument(
    { isLoggedIn: true, user: { email: `${_id}@shop.io` } },
    { _id, expires: new Date(expiresAt) }
  )

/** A monitor on a server whose clock is `aheadMs` ahead of this computer's, with one session that lives 90 s more. */
function aMonitor(aheadMs = 0) {
  const time = manualTime(START)
  let correctionMs = 0
  const serverNow = () => time.now() + aheadMs + correctionMs
  const windows: SessionWindow[] = []
  const events: ActivityEvent[] = []
  let version = 0
  const told: { sink: Sink | null } = { sink: null }
  const monitor = createMonitor({
    reader: createReader(recogniseStore([aDoc('ann', START)], []).recognitions),
    clock: { now: serverNow, offsetMs: () => aheadMs },
    timers: time.timers,
    monotonicMs: time.now,
    nextVersion: () => ++version,
    startFeed: sink => {
      told.sink = sink
      return { stop: async () => undefined }
    },
    listener: {
      sessions: window => windows.push(window),
      users: () => undefined,
      feed: () => undefined,
      pause: () => undefined,
      events: list => events.push(...list),
      totals: () => undefined
    }
  })
  if (told.sink === null) throw new Error('the feed was not started')
  const { sink } = told
  const expiresAt = serverNow() + LIFE_MS
  sink.beginSnapshot()
  sink.put([aDoc('ann', expiresAt)], serverNow(), false)
  sink.endSnapshot(serverNow())
  sink.state({ kind: 'live', sinceAt: serverNow(), mode: 'watch', lagMs: null })
  monitor.askSessions(aViewAsk())
  const correct = (ms: number) => {
    correctionMs += ms
    monitor.clockMoved()
  }
  return { monitor, sink, time, windows, events, serverNow, expiresAt, correct }
}

it.each([0, 300_000, -300_000])(
  'lets an expiry pass by the clock of a server that is %d ms ahead',
  aheadMs => {
    const { monitor, time, windows, events, expiresAt } = aMonitor(aheadMs)
    time.advance(LIFE_MS - 1)
    expect(monitor.totals()).toMatchObject({ signedIn: 1, expired: 0 })
    time.advance(1 + 100)
    expect(windows.at(-1)?.totals).toMatchObject({ signedIn: 0, expired: 1 })
    expect(windows.at(-1)?.madeAt).toBeGreaterThanOrEqual(expiresAt)
    expect(events).toMatchObject([{ event: 'expired', at: expiresAt }])
  }
)

it('stamps a window that is asked for after quiet, live or held, with the time of the asking', async () => {
  const { monitor, time, serverNow } = aMonitor(300_000)
  time.advance(50_000)
  expect((await monitor.askSessions(aViewAsk())).madeAt).toBe(serverNow())
  monitor.pause(true)
  time.advance(20_000)
  expect((await monitor.askSessions(aViewAsk({ start: 1 }))).madeAt).toBe(serverNow())
})

it('lets what expired during a sleep pass at once when the clock is right again', () => {
  const { windows, time, events, correct } = aMonitor()
  time.advance(1000)
  correct(3_600_000)
  expect(windows.at(-1)?.totals).toMatchObject({ signedIn: 0, expired: 1 })
  expect(events).toMatchObject([{ event: 'expired' }])
})

it('keeps the three clocks of a session apart: its document’s expiry, its cookie’s, and the deleting', async () => {
  const { monitor, sink, time, windows, serverNow } = aMonitor()
  const expiresAt = serverNow() + 60_000
  const cookieAt = serverNow() + 5000
  const document = anObjectDocument({}, { _id: 'two-0000', expires: new Date(expiresAt) })
  document.session.cookie.expires = new Date(cookieAt)
  sink.put([document], serverNow(), false)
  const detail = describeDocument(document, recogniseStore([document], []).recognitions[0]?.layout, {
    key: (await monitor.askSessions(aViewAsk())).rows.find(row => row.user === null)?.key ?? keyOf(0),
    revealPaths: []
  })
  expect(detail.cookieExpiresAt).toBe(cookieAt)
  // The cookie's date goes stale, and decides nothing.
  time.advance(10_000)
  expect(monitor.totals()).toMatchObject({ guests: 1, expired: 0 })
  time.advance(50_000)
  expect(windows.at(-1)?.rows.find(row => row.user === null)?.expiresAt).toBe(expiresAt)
  expect(monitor.totals()).toMatchObject({ guests: 0, expired: 1, documents: 2 })
  // The server deletes it on its next pass only.
  sink.remove(['two-0000'], serverNow() + 20_000)
  expect(monitor.totals()).toMatchObject({ expired: 0, documents: 1 })
})

it('takes back nothing that was told when the clock is set back, and tells the expiry once more only when it comes', () => {
  const { monitor, time, events, correct } = aMonitor()
  time.advance(LIFE_MS)
  expect(events).toHaveLength(1)
  correct(-60_000)
  expect(monitor.totals()).toMatchObject({ signedIn: 1, expired: 0 })
  correct(-20)
  expect(events).toHaveLength(1)
})

it('lets no expiry pass while the server is out of reach: what was due may have been touched', () => {
  const { monitor, sink, time, events, serverNow, expiresAt } = aMonitor()
  const fault = { code: 'lost', message: 'Lost.', hint: null, details: null } as const
  sink.state({ kind: 'lost', sinceAt: serverNow(), fault, attempt: 1, retryAt: serverNow() + 500 })
  time.advance(LIFE_MS * 2)
  expect(events).toEqual([])
  expect(monitor.totals()).toMatchObject({ signedIn: 1, expired: 0 })

  sink.beginSnapshot()
  sink.put([aDoc('ann', expiresAt + 1_000_000)], serverNow(), false)
  sink.endSnapshot(serverNow())
  expect(events.map(e => e.event)).toEqual(['touched'])
  expect(monitor.totals()).toMatchObject({ signedIn: 1, expired: 0 })
})

it('tells as expired what was due while the server was out of reach and is gone', () => {
  const { sink, time, events, serverNow, expiresAt } = aMonitor()
  const fault = { code: 'lost', message: 'Lost.', hint: null, details: null } as const
  sink.state({ kind: 'lost', sinceAt: serverNow(), fault, attempt: 1, retryAt: serverNow() + 500 })
  time.advance(LIFE_MS * 2)
  sink.beginSnapshot()
  sink.endSnapshot(serverNow())
  expect(events).toMatchObject([{ event: 'expired', at: expiresAt }, { event: 'removed' }])
})
