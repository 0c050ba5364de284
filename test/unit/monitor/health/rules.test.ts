import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HealthFacts } from '../../../../src/monitor/health/facts'
import { reportOf } from '../../../../src/monitor/health/report'
import { rules } from '../../../../src/monitor/health/rules'
import { severities } from '../../../../src/shared/domain/finding'
import { parseFilter } from '../../../../src/shared/filter/parse'
import { reportText } from '../../../../src/shared/words/health-words'
import { anIndex, anyFacts, aSession, NOW, someFacts } from '../../../support/health-facts'

const pages = resolve(process.cwd(), 'docs/rules')
const findingsOf = (part: Partial<HealthFacts>) => reportOf(someFacts(part), rules, 0).findings
const idsOf = (part: Partial<HealthFacts>) => findingsOf(part).map(finding => finding.rule)
const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one)

it('has a page for each rule, and a rule for each page', () => {
  const pageOf = (rule: string) => readFileSync(resolve(pages, `${rule}.md`), 'utf8')
  // Rules that go by what is seen to happen have their pages there too.
  const written = readdirSync(pages)
    .map(file => file.replace(/\.md$/, ''))
    .filter(rule => !pageOf(rule).includes('Watched, not read.'))
  expect([...written].sort()).toEqual(rules.map(rule => rule.id).sort())
  for (const rule of written) expect(pageOf(rule)).toMatch(new RegExp(`^# \`${rule}\`: `))
})

it('says something whole of any store: one word a rule, filters that can be read, the worst first', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const report = reportOf(facts, rules, 1)
      const told = [...report.findings, ...report.notJudged].map(one => one.rule)
      expect(new Set(told).size).toBe(told.length)
      expect(report.passed + told.length).toBe(rules.length)
      const worst = report.findings.map(finding => severities.indexOf(finding.severity))
      expect(worst).toEqual([...worst].sort())
      for (const { title, explains, evidence, mend, filter } of report.findings) {
        if (filter !== null) expect(parseFilter(filter)).toMatchObject({ ok: true })
        for (const text of [title, explains, evidence, mend?.code ?? 'code', mend?.does ?? 'does']) {
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/undefined|NaN|Infinity|null/)
        }
      }
      expect(reportText(report, report.findings)).toContain('checks passed')
    })
  )
})

it('judges by the facts alone: in any order, and twice the same', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const back = { ...facts, sessions: [...facts.sessions].reverse() }
      const ids = (of: HealthFacts) => reportOf(of, rules, 0).findings.map(finding => finding.rule)
      expect(ids(back)).toEqual(ids(facts))
    })
  )
})

it('finds nothing in a sound store', () => {
  const { findings, passed, notJudged } = reportOf(someFacts(), rules, 0)
  expect([findings, passed, notJudged]).toEqual([[], rules.length, []])
})

describe('deleting', () => {
  it('takes a missing index for critical only where something is left behind by it', () => {
    const bare = { indexes: [anIndex('_id', null)] }
    expect(findingsOf(bare)).toMatchObject([{ rule: 'ttl-missing', severity: 'warning' }])
    const left = { ...bare, overdue: { documents: 41_210, recent: 20 } }
    expect(findingsOf(left)).toMatchObject([{ rule: 'ttl-missing', severity: 'critical' }])
    const itself = { ...left, format: 'lucia' } as const
    expect(findingsOf(itself)).toMatchObject([{ rule: 'ttl-missing', severity: 'warning' }])
  })

  it('gives an index that was just made the time for its first pass', () => {
    const overdue = { documents: 5, recent: 0 }
    expect(idsOf({ overdue })).toEqual(['ttl-behind'])
    expect(idsOf({ overdue, withoutTtlAt: NOW - 60_000 })).toEqual([])
    expect(idsOf({ overdue, withoutTtlAt: NOW - 130_000 })).toEqual(['ttl-behind'])
  })

  it('wants of a date of writing that its seconds outlast the cookie', () => {
    const { layout } = someFacts()
    const koa = (seconds: number) => ({
      format: 'koa-session-mongoose' as const,
      layout: { ...layout, expiryPath: 'updatedAt', writtenPath: 'updatedAt', ttlSeconds: seconds },
      indexes: [anIndex('updatedAt', seconds)],
      sessions: [aSession({ cookie: null })]
    })
    expect(idsOf(koa(1800))).toEqual([])
    expect(findingsOf(koa(600))).toMatchObject([{ rule: 'ttl-seconds', severity: 'warning' }])
    expect(findingsOf(koa(600))[0]?.mend?.code).toContain('expireAfterSeconds: 1800')
    expect(findingsOf(koa(0))).toMatchObject([{ rule: 'ttl-seconds', severity: 'critical' }])
  })
})

describe('a sample', () => {
  it('is said to be one, and scaled up to two figures', () => {
    const sessions = [
      ...many(24, aSession({ expiryKind: 'text', expiresAt: null })),
      ...many(1976, aSession())
    ]
    const [finding] = findingsOf({ sessions, isWhole: false, documents: 58_214 })
    expect(finding?.title).toBe('About 700 sessions keep their expiry as text and will never be deleted')
    expect(finding?.evidence).toContain('24 of 2,000 documents read at random')
  })
})

describe('cookies', () => {
  const insecure = { isSecure: false, isHttpOnly: true, hasSameSite: true, expiresAt: NOW + 1_800_000 }

  it('are to be Secure on this computer too, where some are', () => {
    const sessions = [aSession({ cookie: insecure })]
    expect(idsOf({ sessions })).toEqual(['cookie-secure'])
    expect(idsOf({ sessions, isLocal: true })).toEqual([])
    expect(idsOf({ sessions: [...sessions, aSession()], isLocal: true })).toEqual(['cookie-secure'])
  })

  it('may be older than their document, as after a touch', () => {
    const touched = aSession({ cookie: { ...insecure, isSecure: true, expiresAt: NOW + 60_000 } })
    expect(idsOf({ sessions: many(10, touched) })).toEqual([])
    const given = aSession({ fieldAt: NOW + 9e6, expiresAt: NOW + 9e6 })
    expect(idsOf({ sessions: many(10, given) })).toEqual(['cookie-drift'])
  })
})

describe('lifetimes', () => {
  const sound = { isSecure: true, isHttpOnly: true, hasSameSite: true }

  const guest = (minutes: number) => {
    const lifetimeMs = minutes * 60_000
    const at = NOW + lifetimeMs
    const times = { lifetimeMs, cookieLifetimeMs: lifetimeMs, fieldAt: at, expiresAt: at }
    return aSession({ state: 'guest', ...times, cookie: { ...sound, expiresAt: at } })
  }

  it('may be chosen by the signed in, and one by one by the app, but not two for guests', () => {
    const people = [
      ...many(40, aSession()),
      ...many(40, aSession({ lifetimeMs: 9e8, cookieLifetimeMs: 9e8 }))
    ]
    expect(idsOf({ sessions: people })).toEqual([])
    expect(idsOf({ sessions: Array.from({ length: 60 }, (_, i) => guest(10 + i)) })).toEqual([])
    expect(idsOf({ sessions: [...many(87, guest(30)), ...many(13, guest(60))] })).toEqual(['lifetime-mixed'])
  })
})

it('works out what saveUninitialized would save, by the documents read', () => {
  const empty = aSession({ state: 'guest', isEmpty: true, createdAt: NOW, lastSeenAt: NOW, bytes: 100 })
  const sessions = [...many(90, empty), ...many(10, aSession({ state: 'guest', bytes: 100 }))]
  const [finding] = findingsOf({ sessions })
  expect(finding).toMatchObject({ rule: 'guests-empty', title: expect.stringMatching(/^9 of 10 guests/) })
  expect(finding?.evidence).toBe(
    '90 of 100 documents are guests without data; 90 of them were written once; 9 new or touched a minute.'
  )
  expect(finding?.mend?.does).toContain('90 of 100 would not have been written: 90 % of the bytes, 9 KB')
})
