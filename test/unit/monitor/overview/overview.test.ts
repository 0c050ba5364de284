import { expect, it } from 'vitest'
import { createOverview } from '../../../../src/monitor/overview/overview'
import type { OverviewWindow } from '../../../../src/shared/domain/overview'
import type { Session } from '../../../../src/shared/domain/session'
import type { FeedState } from '../../../../src/shared/domain/store'
import type { Totals } from '../../../../src/shared/domain/view'
import { anEvent } from '../../../support/events'
import { manualTime } from '../../../support/manual-time'
import { aSession, keyOf, START } from '../../../support/sessions'

const live: FeedState = { kind: 'live', sinceAt: START, mode: 'watch', lagMs: null }
const lost: FeedState = {
  kind: 'lost',
  sinceAt: START,
  fault: { code: 'lost', message: 'Away.', hint: null } as never,
  attempt: 1,
  retryAt: START
}

function anOverview({ isHeld = true } = {}) {
  const time = manualTime(START)
  const told: OverviewWindow[] = []
  const store = {
    totals: {
      documents: 2,
      signedIn: 2,
      guests: 0,
      expired: 0,
      unreadable: 0,
      users: 1,
      expiringSoon: 0,
      counted: null
    } as Totals,
    sessions: [aSession({ key: keyOf(1) }), aSession({ key: keyOf(2) })] as readonly Session[],
    shownTotals: null as Totals | null
  }
  let version = 0
  const overview = createOverview({
    clock: { now: time.now, offsetMs: () => 0 },
    timers: time.timers,
    monotonicMs: time.now,
    nextVersion: () => ++version,
    isHeld,
    monitor: () => ({
      totals: () => store.totals,
      shownTotals: () => store.shownTotals ?? store.totals,
      active: () => ({ at: time.now(), sessions: store.sessions })
    }),
    tell: window => told.push(window)
  })
  return { overview, time, told, store }
}

it('tells once a second while it is shown, each with a greater version, and nothing while it is not', () => {
  const { overview, time, told } = anOverview()
  overview.takeFeed(live)
  time.advance(3000)
  expect(told).toEqual([])
  const first = overview.ask({ span: '5m', isShown: true })
  time.advance(10_000)
  expect(told).toHaveLength(10)
  const versions = [first, ...told].map(w => w.version)
  expect(versions).toEqual([...versions].sort((a, b) => a - b))
  overview.ask({ span: '5m', isShown: false })
  time.advance(10_000)
  expect(told).toHaveLength(10)
})

it('draws what it has seen since it was opened, also while nobody looked at the tab', () => {
  const { overview, time, store } = anOverview()
  overview.takeFeed(live)
  time.advance(60_000)
  store.totals = { ...store.totals, signedIn: 5 }
  time.advance(60_000)
  const { levels, figures } = overview.ask({ span: 'all', isShown: true })
  expect(levels.signedIn.last.at(0)).toBe(2)
  expect(levels.signedIn.last.at(-1)).toBe(5)
  expect(figures.mostSignedIn).toEqual({ count: 5, at: START + 61_000 })
  expect(levels.isAfterGap).not.toContain(true)
})

it('leaves a gap for the time in which the server was away', () => {
  const { overview, time } = anOverview()
  overview.takeFeed(live)
  time.advance(20_000)
  overview.takeFeed(lost)
  time.advance(30_000)
  overview.takeFeed(live)
  time.advance(20_000)
  const { levels, rates } = overview.ask({ span: '5m', isShown: true })
  const after = levels.isAfterGap.indexOf(true)
  expect(levels.isAfterGap.filter(Boolean)).toHaveLength(1)
  expect((levels.at[after] ?? 0) - (levels.at[after - 1] ?? 0)).toBe(31_000)
  expect(rates.sum.seconds).toBe(40)
})

it('samples nothing before the store is read', () => {
  const { overview, time } = anOverview()
  overview.takeFeed({ kind: 'reading', sinceAt: START, done: 1, expected: 2 })
  time.advance(20_000)
  expect(overview.ask({ span: '5m', isShown: true }).levels.at).toEqual([])
  expect(overview.trend().at).toEqual([])
})

it('holds still while the picture is held, and has missed nothing afterwards', () => {
  const { overview, time, told, store } = anOverview()
  overview.takeFeed(live)
  overview.ask({ span: '5m', isShown: true })
  time.advance(2000)
  const pausedAt = time.now()
  overview.takePause({ pausedAt, waiting: 0 })
  const before = overview.ask({ span: '5m', isShown: true })
  expect(told.at(-1)).toMatchObject({ madeAt: pausedAt })
  told.length = 0
  const { totals } = store
  store.shownTotals = totals
  store.totals = { ...totals, signedIn: 7 }
  time.advance(20_000)
  overview.takePause({ pausedAt, waiting: 12 })
  expect(told).toEqual([])
  for (const span of ['1h', '5m'] as const) {
    const { levels, rates, ...held } = overview.ask({ span, isShown: true })
    expect(held).toMatchObject({ totals, madeAt: pausedAt })
    expect(levels.signedIn.last.at(-1)).toBe(totals.signedIn)
    expect(rates.sum).toEqual(before.rates.sum)
  }
  expect(overview.trend().signedIn).not.toContain(7)
  overview.takePause(null)
  time.advance(1000)
  expect(told.at(-1)?.levels.at).toHaveLength(23)
  expect(told.at(-1)?.totals.signedIn).toBe(7)
})

it('looks at the sessions of a held picture once, and tells it when that is done', () => {
  const { overview, time, told, store } = anOverview()
  overview.takeFeed(live)
  time.advance(2000)
  store.sessions = Array.from({ length: 12_000 }, (_, n) => aSession({ key: keyOf(n) }))
  overview.takePause({ pausedAt: time.now(), waiting: 0 })
  expect(overview.ask({ span: '5m', isShown: true }).survey).toBeNull()
  time.advance(10_000)
  expect(told).toHaveLength(1)
  expect(told[0]?.survey?.topUsers[0]?.sessions).toBe(12_000)
})

it('shows the past as it was: its counts, and nothing that came after', () => {
  const { overview, time, store } = anOverview()
  overview.takeFeed(live)
  time.advance(60_000)
  store.shownTotals = { ...store.totals, signedIn: 9 }
  const at = START + 30_000
  overview.takePause({ pausedAt: time.now(), waiting: 0, past: { at, unwatchedSince: null } })
  const { levels, madeAt } = overview.ask({ span: '5m', isShown: true })
  expect([madeAt, levels.at.at(-1), levels.signedIn.last.at(-1)]).toEqual([at, at, 9])
})

it('counts down a drain from the moment it is begun until it is ended', () => {
  const { overview, store } = anOverview()
  store.sessions = [1, 2].map(n => aSession({ key: keyOf(n), lastSeenAt: START }))
  expect(overview.drain(true).survey?.drain).toMatchObject({ of: 2, stillActive: 2 })
  store.sessions = store.sessions.slice(1)
  const { survey } = overview.drain(true)
  expect(survey?.drain?.of).toBe(1)
  expect(overview.drain(false).survey?.drain).toBeNull()
})

it('says of a large store only what totals and events tell', () => {
  const { overview, time, store } = anOverview({ isHeld: false })
  store.totals = {
    ...store.totals,
    counted: { at: null, sampled: null, hasUsers: true, trouble: null }
  }
  overview.takeFeed(live)
  time.advance(5000)
  expect(overview.ask({ span: '5m', isShown: true })).toMatchObject({ isHeld: false, survey: null })
  expect(overview.ask({ span: '5m', isShown: true }).levels.at).toEqual([])
  store.totals = { ...store.totals, counted: { at: START, sampled: null, hasUsers: true, trouble: null } }
  time.advance(5000)
  expect(overview.ask({ span: '5m', isShown: true }).levels.at).toHaveLength(5)
  expect(overview.drain(true).survey).toBeNull()
})

it('leaves no timer behind once stopped', () => {
  const { overview, time } = anOverview()
  overview.ask({ span: '1h', isShown: true })
  time.advance(2500)
  overview.stop()
  expect(time.pending).toBe(0)
})

it('stays small: a window of a day and a half is bounded', () => {
  const { overview, time } = anOverview()
  overview.takeFeed(live)
  time.advance(36 * 3_600_000)
  for (const span of ['5m', '1h', 'all'] as const) {
    const window = overview.ask({ span, isShown: false })
    expect(window.levels.at.length).toBeLessThanOrEqual(400)
    expect(window.rates.steps.length).toBeLessThanOrEqual(90)
    expect(JSON.stringify(window).length).toBeLessThan(60_000)
  }
  expect(overview.trend().at.length).toBeLessThanOrEqual(180)
}, 30_000)

it('counts nothing twice that is told again to be corrected', () => {
  const { overview, time } = anOverview()
  overview.takeFeed(live)
  time.advance(2000)
  const changed = anEvent({ id: 1, event: 'changed', at: START })
  const out = anEvent({ id: 2, event: 'signed-out', state: 'signed-in', at: START })
  overview.takeEvents([changed, out])
  overview.takeEvents([
    { ...changed, isCorrection: true, isMerged: true },
    { ...out, isCorrection: true, event: 'cleared' }
  ])
  const { rates, survey } = overview.ask({ span: '5m', isShown: true })
  expect(rates.sum).toMatchObject({ writes: 1, signedOut: 0, cleared: 1 })
  expect(survey?.topUsers.map(({ writes }) => writes)).toEqual([1])
})
