import { describe, expect, it } from 'vitest'
import { answerOf } from '../../../../src/monitor/why/answer'
import { endInJournal, endSeen, type Known, newerOf, withAudit } from '../../../../src/monitor/why/endings'
import type { SessionFacts } from '../../../../src/monitor/why/facts'
import type { AuditLine } from '../../../../src/shared/domain/sign-out'
import { anEvent } from '../../../support/events'
import { aSession, keyOf, START } from '../../../support/sessions'

const place = {
  ns: 'shop.sessions',
  now: START,
  hasTtl: true,
  watchedSince: START - 60_000,
  journalFrom: null
}
const found = { session: aSession(), cookieAt: null, isSecure: false }
const nothing: SessionFacts = {
  cookie: 'connect.sid',
  setCookie: null,
  isSecure: false,
  isHttp: null,
  sent: 1,
  maskedId: '4f…e1',
  signature: 'none',
  key: null,
  found: null,
  end: null,
  userRemoved: null,
  newer: null,
  elsewhere: [],
  looked: 0,
  unlooked: []
}
const kindsOf = (part: Partial<SessionFacts>) =>
  answerOf({ ...place, about: 'session', session: { ...nothing, ...part } }).findings.map(({ kind }) => kind)

describe('what is told first', () => {
  it('is why the app takes no notice of the cookie, before what the store has', () => {
    expect(kindsOf({ found, signature: 'differs', isSecure: true, isHttp: true })).toEqual([
      'signature-differs',
      'other-secret',
      'secure-on-http',
      'signed-in'
    ])
    expect(kindsOf({ signature: 'differs' })).toEqual(['signature-differs', 'unknown'])
  })

  it('is that the browser has dropped the cookie, or was told to', () => {
    expect(kindsOf({ found, setCookie: { expiresAt: START - 1, isSecure: false } })[0]).toBe('cookie-over')
    expect(kindsOf({ found, setCookie: { expiresAt: 0, isSecure: false } })[0]).toBe('cookie-removed')
  })

  it('says nothing of a missing signature where there is no such session', () => {
    expect(kindsOf({ signature: 'missing' })).toEqual(['unknown'])
  })
})

it('takes dates that are set in one answer for the same', () => {
  const at = found.session.expiresAt ?? 0
  expect(kindsOf({ found: { ...found, cookieAt: at + 900 } })).toEqual(['signed-in'])
  expect(kindsOf({ found: { ...found, cookieAt: at + 60_000 } })).toEqual(['signed-in', 'cookie-outlives'])
  expect(kindsOf({ found: { ...found, cookieAt: at - 60_000 } })).toEqual(['signed-in', 'document-outlives'])
})

it('lists ten sessions of a user, those that are good still first, and counts the rest', () => {
  const sessions = Array.from({ length: 13 }, (_, n) =>
    aSession({ key: keyOf(n), expiresAt: n < 2 ? START - 1 : START + 1000 })
  )
  const person = { user: 'ann@shop.io', sessions, endings: [] }
  const { findings } = answerOf({ ...place, about: 'user', person })
  expect(findings[0]).toEqual({ kind: 'user', user: 'ann@shop.io', active: 11, expired: 2 })
  expect(findings.at(-1)).toEqual({ kind: 'more-sessions', count: 3 })
  expect(findings.filter(one => one.kind === 'user-session' && one.expiresAt === START - 1)).toEqual([])
})

describe('how a session ended', () => {
  const known: Known = { key: keyOf(1), maskedId: '4f…e1', isByKey: true, hasTtl: true }
  const line: AuditLine = {
    at: START,
    by: 'operator',
    where: 'here',
    act: 'signed-out',
    sessions: 1,
    people: 1,
    keys: [keyOf(1)]
  }

  it('is the last ending that was seen of it, and not that of another', () => {
    const events = [
      anEvent({ event: 'expired', at: START - 9000, expiresAt: START - 9000 }),
      anEvent({ id: 2, event: 'signed-out' }),
      anEvent({ id: 3, event: 'revoked', key: keyOf(2), maskedId: 'ab…cd' })
    ]
    expect(endSeen(events, known)).toMatchObject({ how: 'signed-out', from: 'seen', isLikely: false })
    expect(endSeen(events, { ...known, key: keyOf(9) })).toBeNull()
    const byEnds = { ...known, key: keyOf(9), isByKey: false }
    expect(endSeen(events, byEnds)).toMatchObject({ how: 'signed-out', isLikely: true })
    expect(endSeen([anEvent({ id: -3, event: 'signed-out' })], known)).toMatchObject({ from: 'journal' })
  })

  it('is told by the sessions of a journal where no event is', () => {
    const put = { kind: 'put', at: START - 9000, session: aSession() } as const
    const gone = (at: number) => ({ kind: 'gone', at, key: keyOf(1) }) as const
    expect(endInJournal([put, gone(START)], known)).toMatchObject({
      how: 'signed-out',
      user: 'ann@shop.io',
      from: 'journal'
    })
    expect(endInJournal([put, gone(START + 3_600_000)], known)).toMatchObject({ kind: 'expired' })
    expect(endInJournal([put], known)).toBeNull()
  })

  it('has who did it from the list of what was done, unless that was undone', () => {
    const revoked = endSeen([anEvent({ event: 'revoked' })], known)
    expect(withAudit(revoked, [line], known)).toMatchObject({ how: 'revoked', by: 'operator' })
    expect(withAudit(null, [line], known)).toMatchObject({ from: 'audit', by: 'operator' })
    expect(withAudit(null, [{ ...line, act: 'undone' }, line], known)).toBeNull()
    expect(withAudit(null, [{ ...line, act: 'expiry-set' }], known)).toBeNull()
    expect(withAudit(null, [{ ...line, keys: [keyOf(2)] }], known)).toBeNull()
  })

  it('tells the first session that began since, and whether in the same moment', () => {
    const at = (n: number, sinceAt: number) => aSession({ key: keyOf(n), sinceAt })
    const sessions = [at(1, START), at(2, START - 60_000), at(3, START + 90_000), at(4, START + 40_000)]
    expect(newerOf(START, sessions, keyOf(1))).toMatchObject({ sinceAt: START + 40_000, isRenewal: false })
    expect(newerOf(START, [...sessions, at(5, START - 200)], keyOf(1))).toMatchObject({ isRenewal: true })
    expect(newerOf(START, [at(1, START)], keyOf(1))).toBeNull()
  })

  it('takes no other device for a new id: one that was there before, or one of several that came', () => {
    const at = (n: number, sinceAt: number) => aSession({ key: keyOf(n), sinceAt })
    expect(newerOf(START, [at(2, START - 2000)], keyOf(1))).toBeNull()
    expect(newerOf(START, [at(2, START + 100), at(3, START + 400)], keyOf(1))).toMatchObject({
      sinceAt: START + 100,
      isRenewal: false
    })
  })
})
