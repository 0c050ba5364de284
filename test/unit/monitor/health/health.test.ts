import { expect, it } from 'vitest'
import { createHealth, type WatchedFindings } from '../../../../src/monitor/health/health'
import {
  allFindings,
  type Finding,
  type HealthReport,
  type StoreHealth
} from '../../../../src/shared/domain/finding'
import type { FeedState } from '../../../../src/shared/domain/store'
import { manualTime } from '../../../support/manual-time'

const live: FeedState = { kind: 'live', sinceAt: 0, mode: 'watch', lagMs: null }

function aFinding(rule: string, severity: Finding['severity']): Finding {
  return { rule, severity, title: rule, explains: '', evidence: '', mend: null, filter: null, seenAt: 0 }
}

const aReport = (tookMs: number): HealthReport => ({
  ns: 'shop.sessions',
  checkedAt: 0,
  tookMs,
  read: 1,
  documents: 1,
  findings: [aFinding('ttl-missing', 'warning')],
  notJudged: [],
  passed: 19
})

function aHealth(answers: (() => Promise<HealthReport>)[], watched?: WatchedFindings, isSmall = true) {
  const time = manualTime(0)
  const told: StoreHealth[] = []
  let checks = 0
  let version = 0
  const health = createHealth({
    check() {
      checks += 1
      return (answers.shift() ?? (async () => aReport(10)))()
    },
    troubleOf: error => String(error),
    tell: one => told.push(one),
    timers: time.timers,
    isSmall: () => isSmall,
    nextVersion: () => {
      version += 1
      return version
    },
    ...(watched && { watched })
  })
  return { health, time, told, checks: () => checks }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

it('looks once the store is followed, some seconds later, and then every five minutes', async () => {
  const { health, time, checks, told } = aHealth([])
  health.takeFeed({ kind: 'connecting', sinceAt: 0 })
  time.advance(60_000)
  expect(checks()).toBe(0)
  health.takeFeed(live)
  health.takeFeed(live)
  time.advance(3000)
  await settled()
  expect(checks()).toBe(1)
  expect(told.map(one => [one.isChecking, one.report !== null])).toEqual([
    [true, false],
    [false, true]
  ])
  time.advance(299_000)
  expect(checks()).toBe(1)
  time.advance(1000)
  expect(checks()).toBe(2)
  await settled()
  health.stop()
  time.advance(900_000)
  expect(checks()).toBe(2)
})

it('waits longer after a check that took long', async () => {
  const { health, time, checks } = aHealth([async () => aReport(20_000)])
  await health.check()
  time.advance(1_999_000)
  expect(checks()).toBe(1)
  time.advance(1000)
  expect(checks()).toBe(2)
})

it('looks into a large store only when it is asked to', async () => {
  const { health, time, checks } = aHealth([], undefined, false)
  health.takeFeed(live)
  time.advance(900_000)
  expect(checks()).toBe(0)
  await health.check()
  time.advance(900_000)
  expect(checks()).toBe(1)
})

it('runs one check at a time, whoever asks', async () => {
  const { health, checks } = aHealth([])
  await Promise.all([health.check(), health.check()])
  expect(checks()).toBe(1)
})

it('keeps the last report when a check fails, and says why', async () => {
  const { health } = aHealth([async () => aReport(10), () => Promise.reject(new Error('away'))])
  await health.check()
  const after = await health.check()
  expect([after.report?.passed, after.trouble]).toEqual([19, 'Error: away'])
  expect((await health.check()).trouble).toBeNull()
})

it('tells what watching has found as soon as that changes, the worst first', async () => {
  let found: readonly Finding[] = []
  let changed = () => {}
  const { health, told } = aHealth([], {
    watchedFindings: () => found,
    onChange(listener) {
      changed = listener
      return () => {
        changed = () => {}
      }
    }
  })
  await health.check()
  found = [aFinding('login-without-regenerate', 'critical')]
  changed()
  const last = told.at(-1)
  expect(last && allFindings(last).map(one => one.rule)).toEqual(['login-without-regenerate', 'ttl-missing'])
  const before = told.length
  health.stop()
  changed()
  expect(told).toHaveLength(before)
})
