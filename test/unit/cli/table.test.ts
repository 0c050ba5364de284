import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countdown, drawTable, feedWords, fitted, plain, type Screen } from '../../../src/cli/table'
import { connectMongo } from '../../../src/monitor/formats/connect-mongo'
import { automaticAsk } from '../../../src/shared/domain/store'
import type { SessionRow } from '../../../src/shared/domain/view'
import { aFinding } from '../../support/findings'
import { aGuest, aSession, keyOf, START } from '../../support/sessions'

const aRow = (session = aSession()): SessionRow => ({
  ...session,
  userSessions: 1,
  changedAt: null,
  changedHow: null,
  ending: null
})

const aScreen = (rows: readonly SessionRow[]): Screen => ({
  facts: {
    ns: 'shop.sessions',
    format: {
      id: 'connect-mongo',
      label: 'connect-mongo 6',
      confidence: 1,
      evidence: [],
      isInParts: false,
      userPaths: [],
      ...connectMongo.claims
    },
    indexes: [],
    server: { version: '8.0.0', topology: 'replica set', replicaSet: 'rs0', clockOffsetMs: 0 },
    seal: null,
    notices: [],
    ask: automaticAsk('shop.sessions')
  },
  findings: [],
  feed: { kind: 'live', sinceAt: START, mode: 'watch', lagMs: 8 },
  totals: {
    documents: rows.length,
    signedIn: 1,
    guests: 1,
    expired: 0,
    unreadable: 0,
    users: 1,
    expiringSoon: 0,
    counted: null
  },
  rows,
  matching: rows.length,
  now: START,
  columns: 100,
  lines: 30
})

it('counts down in minutes, hours or days, and says how long ago it passed', () => {
  expect(countdown(START + 38_000, START)).toBe('0:38')
  expect(countdown(START + 1_788_000, START)).toBe('29:48')
  expect(countdown(START + 7_500_000, START)).toBe('2 h 5 min')
  expect(countdown(START + 1_206_000_000, START)).toBe('13 d 23 h')
  expect(countdown(START - 22_000, START)).toBe('expired 22 s ago')
  expect(countdown(null, START)).toBe('no expiry')
})

it('shows who is signed in, masked, with the counts above', () => {
  const text = drawTable(aScreen([aRow(), aRow(aGuest({ key: keyOf(2) }))])).map(stripVTControlCharacters)
  expect(text[0]).toBe('shop.sessions  Live · change stream · 8 ms  connect-mongo 6')
  expect(text[1]).toBe('1 signed in · 1 guests · 1 users · 0 expiring < 1 min')
  expect(text[3]).toMatch(/^● ann@shop.io +4f…e1/)
  expect(text[4]).toMatch(/^○ guest/)
})

it('says how often a delta poll looks, and how far behind it may be', () => {
  const state = {
    kind: 'polling',
    mode: 'delta',
    sinceAt: START,
    intervalMs: 1000,
    sweepEveryMs: 10_000
  } as const
  const cost = {
    staleMs: 11_012,
    documents: 0,
    bytes: 120,
    share: 0,
    isListing: false,
    blind: null,
    why: null
  }
  expect(feedWords({ ...state, ...cost }, START)).toBe('Live · delta poll · 1 s · at most 11 s behind')
})

it('lets no escape sequence out of a session into the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), user => {
      const esc = String.fromCharCode(27)
      const [, , , line] = drawTable(aScreen([aRow(aSession({ user: `${esc}]0;x${user}` }))]))
      expect(line).not.toContain(esc)
      expect(plain(user)).not.toMatch(/\p{Cc}/u)
    })
  )
})

it('fits text into exactly its columns', () => {
  expect(fitted('ann@shop.io', 6)).toBe('ann@s…')
  expect(fitted('ann', 6)).toBe('ann   ')
})

it('is never longer than the terminal', () => {
  const rows = Array.from({ length: 100 }, (_, n) => aRow(aSession({ key: keyOf(n) })))
  expect(drawTable({ ...aScreen(rows), lines: 12 })).toHaveLength(11)
})

it('shows what watching has found above the sessions, the worst first', () => {
  const findings = [
    aFinding({ rule: 'guest-flood', severity: 'warning', title: '1,000 new guests within 5 minutes' }),
    aFinding({ rule: 'login-without-regenerate', severity: 'critical', title: '1 guest signed in' })
  ]
  const lines = drawTable({ ...aScreen([aRow()]), findings }).map(stripVTControlCharacters)
  expect(lines.slice(2, 4)).toEqual([
    '! critical: 1 guest signed in',
    '! warning: 1,000 new guests within 5 minutes'
  ])
  const few = drawTable({ ...aScreen(Array.from({ length: 9 }, () => aRow())), findings, lines: 9 })
  expect(few.length).toBeLessThanOrEqual(9)
  expect(few.at(-1)).toContain('7 more')
})
