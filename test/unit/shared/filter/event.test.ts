import { expect, it } from 'vitest'
import type { ActivityEvent } from '../../../../src/shared/domain/event'
import { createEventTest } from '../../../../src/shared/filter/event'
import { parseFilter } from '../../../../src/shared/filter/parse'
import { everything } from '../../../../src/shared/filter/tree'
import { anEvent } from '../../../support/events'
import { keyOf, START } from '../../../support/sessions'

const signIn = anEvent({
  event: 'signed-in',
  key: keyOf(255),
  user: 'ann@shop.io',
  at: START,
  expiresAt: START + 60_000
})

function passes(text: string, event: Partial<ActivityEvent> = {}): boolean {
  const parsed = parseFilter(text)
  return createEventTest(parsed.ok ? parsed.tree : everything)({ ...signIn, ...event })
}

it('tells events by user, kind, state and the time that was left', () => {
  for (const text of [
    '',
    'ann',
    'signed-in',
    'user:ANN',
    'state:signed-in',
    '-state:guest',
    'expires<5m',
    'bob or ann'
  ])
    expect([text, passes(text)]).toEqual([text, true])
  for (const text of ['bob', '-ann', 'state:expired', 'expires>5m'])
    expect([text, passes(text)]).toEqual([text, false])
  expect(passes('guest', { user: null, event: 'arrived' })).toBe(true)
  expect(passes('state:expired', { event: 'expired' })).toBe(true)
})

it('neither lets in nor denies what an event does not say', () => {
  for (const text of ['cart.items>3', '-cart.items>3', 'sessions>1', 'seen>1h'])
    expect(passes(text)).toBe(false)
})
