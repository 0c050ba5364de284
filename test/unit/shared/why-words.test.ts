import { expect, it } from 'vitest'
import type { WhyAnswer, WhyFinding } from '../../../src/shared/domain/why'
import { answerText, findingText, subjectText } from '../../../src/shared/words/why-words'
import { keyOf, START } from '../../support/sessions'

const clock = (at: number) => new Date(at).toISOString().slice(11, 19)
const textOf = (finding: WhyFinding) => findingText(finding, START, clock)
const answer: WhyAnswer = {
  ns: 'shop.sessions',
  cookie: 'connect.sid',
  maskedId: '4f…e1',
  findings: [],
  key: null,
  user: null,
  at: START
}
const ended = {
  kind: 'ended',
  how: 'signed-out',
  at: START - 60_000,
  user: 'ann@shop.io',
  expiresAt: START + 1_740_000,
  from: 'seen',
  by: null,
  other: null,
  isLikely: false
} as const

it('says what happened, when, and how long before its time', () => {
  expect(textOf(ended)).toBe(
    'The session of ann@shop.io was deleted by the app, as signing out does at 11:59:00, 30:00 before its expiry.'
  )
  expect(textOf({ ...ended, how: 'revoked', by: 'operator', user: null })).toMatch(
    /^The session was ended from here by operator at 11:59:00/
  )
  expect(textOf({ ...ended, how: 'cleared', expiresAt: null, isLikely: true })).toBe(
    'The session of ann@shop.io was deleted with the rest of the store at 11:59:00. It is known again by the ends of its id alone, so this is likely, not certain.'
  )
})

it('says of a cookie that carries the session itself that no store has it', () => {
  for (const as of ['jwt', 'flask'] as const)
    expect(textOf({ kind: 'carried', as })).toContain('no store has it')
})

it('says where it looked, and where it could not', () => {
  const unknown = { kind: 'unknown', ns: 'shop.sessions', watchedSince: null, journalFrom: null } as const
  expect(textOf({ ...unknown, looked: 1, unlooked: ['blog.old'] })).toBe(
    'No session in shop.sessions has this id, nor has one in the other store on this server. Nobody has been watching, and how it ended is not known. It was never saved, was made by another app or for another database, or ended before. Not looked into: blog.old.'
  )
})

it('names what was asked about, masked', () => {
  expect(subjectText(answer)).toBe('Cookie connect.sid, id 4f…e1')
  expect(subjectText({ ...answer, cookie: null })).toBe('Id 4f…e1')
  expect(subjectText({ ...answer, cookie: null, maskedId: null, user: 'ann' })).toBe('User ann')
  expect(subjectText({ ...answer, cookie: null, maskedId: null })).toBeNull()
})

it('makes a text for passing on that has no id in it, masked or not', () => {
  const times = { sinceAt: START, expiresAt: START + 1000 }
  const findings: readonly WhyFinding[] = [
    { ...ended, how: 'replaced', other: { key: keyOf(2), maskedId: '4f…e1', user: 'ann@shop.io' } },
    { kind: 'newer', isRenewal: true, user: 'ann@shop.io', maskedId: '4f…e1', ...times },
    { kind: 'user-session', maskedId: '4f…e1', isOrEarlier: true, lastSeenAt: START, ...times },
    { kind: 'user-ending', maskedId: '4f…e1', how: 'expired', at: START, expiresAt: START }
  ]
  const text = answerText({ ...answer, findings }, clock)
  expect(text).not.toContain('…')
  expect(text.split('\n')).toHaveLength(5)
  expect(text).toContain('went on as another session of ann@shop.io')
  expect(text).toContain('One session expired at 12:00:00.')
})
