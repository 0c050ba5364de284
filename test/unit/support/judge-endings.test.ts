import { expect, it } from 'vitest'
import type { ActivityEvent, ActivityKind } from '../../../src/shared/domain/event'
import { anEvent } from '../../support/events'
import { judgeEndings, type Round } from '../../support/judge-endings'
import { START } from '../../support/sessions'
import type { StoredState } from '../../support/store-writes'

const LATER = START + 3_600_000
const round: Round = {
  isExact: false,
  isRestarted: false,
  isFaulty: false,
  drops: 0,
  startAt: START,
  endAt: START + 10_000
}
/** There since before the round, as a person's; ends 2 s after it began. */
const state = (how: 'write' | 'delete' | 'drop' | null, expiresAt = LATER): StoredState => ({
  document: { _id: 'a', expires: new Date(expiresAt), session: { user: {} } },
  by: 'replace',
  since: { from: START - 1000, to: START - 1000 },
  end: how === null ? null : { how, span: { from: START + 2000, to: START + 2005 } }
})
const events = (kinds: readonly ActivityKind[], expiresAt = LATER): ActivityEvent[] =>
  kinds.map((event, id) => anEvent({ id, event, at: START + 2000, expiresAt }))
const dropped = { ...round, drops: 1 }
const SOON = START + 5000
const PASSED = START + 1000

it.each([
  ['a sign-out told once', round, state('delete'), events(['signed-out']), true],
  ['a sign-out not told', round, state('delete'), events([]), false],
  ['a sign-out told twice', round, state('delete'), events(['signed-out', 'signed-out']), false],
  ['a sign-out told as cleared', round, state('delete'), events(['cleared']), false],
  ['a sign-out of a session that lives', round, state(null), events(['signed-out']), false],
  ['a drop told as cleared', dropped, state('drop'), events(['cleared']), true],
  ['a drop told as a sign-out', dropped, state('drop'), events(['signed-out']), false],
  [
    'a drop unseen while the server restarted',
    { ...dropped, isRestarted: true },
    state('drop'),
    events(['signed-out']),
    true
  ],
  ['an expiry told', round, state('delete', PASSED), events(['expired'], PASSED), true],
  ['an expiry not told', round, state(null, PASSED), events([], PASSED), false],
  ['an expiry told as a sign-out', round, state('delete', PASSED), events(['signed-out'], PASSED), false],
  ['an expiry told of a session that has none yet', round, state(null), events(['expired']), false],
  [
    'by a poll, a sign-out before an expiry seen after it',
    round,
    state('delete', SOON),
    events(['expired'], SOON),
    true
  ],
  [
    'by a change stream, the same',
    { ...round, isExact: true },
    state('delete', SOON),
    events(['expired'], SOON),
    false
  ]
] as const)('%s: is it right?', (_, facts, of, told, isRight) => {
  expect(judgeEndings(facts, [of], true, told).length === 0).toBe(isRight)
})
