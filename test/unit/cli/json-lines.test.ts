import { expect, it } from 'vitest'
import { exitCodeOf } from '../../../src/cli/exit-codes'
import { eventLine, feedLine, feedStep, viewLine } from '../../../src/cli/json-lines'
import { fault, faultCodes } from '../../../src/shared/fault'
import { anEvent } from '../../support/events'
import { keyOf, START } from '../../support/sessions'

const counts = {
  documents: 5,
  signedIn: 2,
  guests: 1,
  expired: 1,
  unreadable: 1,
  users: 1,
  expiringSoon: 0
}
const totals = { ...counts, counted: null }

it('puts counts and users on a view line', () => {
  expect(JSON.parse(viewLine(totals, [{ user: 'ann', sessions: 2 }]))).toEqual({
    kind: 'view',
    totals: counts,
    users: [{ user: 'ann', sessions: 2 }]
  })
})

it('names an event, its session, its user and its times', () => {
  const line = eventLine(anEvent({ user: 'ann', expiresAt: START + 1 }))
  expect(JSON.parse(line)).toMatchObject({
    kind: 'event',
    event: 'signed-in',
    key: keyOf(1),
    user: 'ann',
    at: START,
    expiresAt: START + 1
  })
})

it('writes a feed line for a new state, not for each new figure of one', () => {
  const live = { kind: 'live', sinceAt: START, mode: 'watch', lagMs: 3 } as const
  expect(feedStep(live)).toBe(feedStep({ ...live, lagMs: 9 }))
  expect(JSON.parse(feedLine(live))).toMatchObject({ kind: 'feed', state: 'live', mode: 'watch' })
})

it('ends with 2 for what was asked wrongly and 3 for a server that cannot be used', () => {
  expect(exitCodeOf(fault('bad-uri', ''))).toBe(2)
  expect(exitCodeOf(fault('unreachable', ''))).toBe(3)
  expect(faultCodes.every(code => [2, 3].includes(exitCodeOf(fault(code, ''))))).toBe(true)
})
