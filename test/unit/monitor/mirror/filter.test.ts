import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFilter, type FilterSource, noAnswers } from '../../../../src/monitor/mirror/filter'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../../src/monitor/mirror/picture'
import { type Session, stateAt } from '../../../../src/shared/domain/session'
import { facets, sessionSorts } from '../../../../src/shared/domain/view'
import { parseFilter } from '../../../../src/shared/filter/parse'
import { conditionId, everything } from '../../../../src/shared/filter/tree'
import { aGuest, anyChanges, aSession, aUsersAsk, aViewAsk, keyOf, START } from '../../../support/sessions'

const MINUTE = 60_000
const noIds = () => false

function passes(text: string, session: Session, fields: Partial<FilterSource> = {}): boolean {
  const parsed = parseFilter(text)
  const source = {
    idStartsWith: noIds,
    payloads: noAnswers,
    sessionsOf: () => 2,
    now: () => START,
    ...fields
  }
  return createFilter(parsed.ok ? parsed.tree : everything, source).passes({
    session,
    state: stateAt(session, START)
  })
}

describe('a filter on sessions', () => {
  const ann = aSession({
    expiresAt: START + 3 * MINUTE,
    lastSeenAt: START - 90 * MINUTE,
    sinceAt: START - 3 * 86_400_000
  })

  it.each([
    ['ann', true],
    ['ANN signed-in', true],
    ['user:shop', true],
    ['user=ann', false],
    ['user=ann@shop.io', true],
    ['state:guest', false],
    ['-state:guest', true],
    ['id:4f', true],
    ['id:ann', false],
    ['expires<5m', true],
    ['expires<3m', false],
    ['expires<=3m', true],
    ['expires>1h', false],
    ['seen>1h', true],
    ['seen<5m', false],
    ['since>2d', true],
    ['sessions>1', true],
    ['sessions=3', false],
    ['bob or (user:ann -expires>1h)', true]
  ])('takes %j for ann: %s', (text, expected) => {
    expect(passes(text, ann)).toBe(expected)
  })

  it('says neither more nor less of spans that are not there', () => {
    const unseen = aGuest({ lastSeenAt: null, expiresAt: null })
    expect(['seen>1s', 'seen<9d', 'expires>9d', 'expires<9d'].map(text => passes(text, unseen))).toEqual([
      false,
      false,
      true,
      false
    ])
    const expired = aGuest({ expiresAt: START - 1 })
    expect(['expires<1h', 'expires>1h', 'state:expired'].map(text => passes(text, expired))).toEqual([
      false,
      false,
      true
    ])
  })

  it('neither shows nor denies a condition on a payload before it is known', () => {
    const condition = { kind: 'payload', path: 'role', op: ':', text: 'admin', count: null } as const
    const id = conditionId(condition)
    const answers = (isKnown: boolean) => ({ has: (of: string) => of === id, isKnown: () => isKnown })
    const none = (isKnown: boolean) => ({ has: () => false, isKnown: () => isKnown })
    expect(passes('role:admin', ann, { payloads: answers(false) })).toBe(true)
    expect(passes('-role:admin', ann, { payloads: none(false) })).toBe(false)
    expect(passes('-role:admin', ann, { payloads: none(true) })).toBe(true)
    expect(passes('-(ann role:admin)', ann, { payloads: none(false) })).toBe(false)
  })
})

const text = fc.constantFrom(
  '',
  'ann',
  'expires<2m',
  '-expires<1m',
  'seen>30s',
  'sessions>1',
  '-sessions>2 a',
  'since<10m or guest'
)

it('shows the same rows after changes, time and other filters as a view made anew', () => {
  const ask = fc
    .record({
      facet: fc.constantFrom(...facets),
      sort: fc.constantFrom(...sessionSorts),
      descending: fc.boolean()
    })
    .map(aViewAsk)
  const step = fc.record({ changes: anyChanges(), to: fc.integer({ min: -50, max: 250 }), text })
  fc.assert(
    fc.property(ask, fc.array(step, { maxLength: 6 }), (asked, steps) => {
      const picture = createPicture(createMirror(START), noIds)
      picture.sessions(asked)
      picture.users(aUsersAsk())
      for (const { changes, to, text: filter } of steps) {
        picture.sessions({ ...asked, filter })
        picture.users(aUsersAsk({ filter }))
        picture.show(picture.mirror.apply(changes), () => 'signed-out', START)
        picture.advance(START + to * 1000)
        picture.settle(START + 1_000_000)
        const anew = createPicture(picture.mirror, noIds)
        const kept = picture.sessions({ ...asked, filter })
        const fresh = anew.sessions({ ...asked, filter })
        expect(kept.rows.map(row => row.key)).toEqual(fresh.rows.map(row => row.key))
        expect(kept.facetCounts).toEqual(fresh.facetCounts)
        const names = (window: ReturnType<typeof anew.users>) =>
          window.lines.map(line => line.kind === 'user' && line.summary.user)
        expect(names(picture.users(aUsersAsk({ filter })))).toEqual(names(anew.users(aUsersAsk({ filter }))))
      }
    })
  )
})

it('finds the same letter by letter as at once', () => {
  const words = fc.constantFrom(
    'ann',
    'guest',
    'guests',
    'signed-in',
    '00',
    '0000',
    'user:bo',
    'state:guest',
    '-ann',
    'a or b',
    'expires<1m'
  )
  fc.assert(
    fc.property(anyChanges(), fc.array(words, { minLength: 1, maxLength: 3 }), (changes, chosen) => {
      const mirror = createMirror(START)
      mirror.apply(changes)
      const ids = (key: string, text: string) => key.startsWith(text)
      const picture = createPicture(mirror, ids)
      const whole = chosen.join(' ')
      for (let end = 0; end <= whole.length; end += 1) {
        const filter = whole.slice(0, end)
        if (!parseFilter(filter).ok) continue
        const kept = picture.sessions(aViewAsk({ filter }))
        const anew = createPicture(mirror, ids).sessions(aViewAsk({ filter }))
        expect([filter, kept.rows.map(row => row.key)]).toEqual([filter, anew.rows.map(row => row.key)])
      }
    }),
    { numRuns: 50 }
  )
})

it('lets a row in when its time has come, with no word from the database, and says when to look', () => {
  const picture = createPicture(createMirror(START, [aSession({ expiresAt: START + 5 * MINUTE })]), noIds)
  const ask = aViewAsk({ filter: 'expires<2m' })
  expect(picture.sessions(ask).rows).toEqual([])
  expect(picture.settle(START)).toBe(START + 1000)
  picture.advance(START + 3 * MINUTE + 1)
  picture.settle(START + 3 * MINUTE + 1)
  expect(picture.sessions(ask).rows).toHaveLength(1)
})

it('finds users by their sessions', () => {
  const sessions = [
    aSession({ key: keyOf(1), user: 'ann', expiresAt: START + MINUTE }),
    aSession({ key: keyOf(2), user: 'ann', expiresAt: START + 99 * MINUTE }),
    aSession({ key: keyOf(3), user: 'bob', expiresAt: START + 99 * MINUTE })
  ]
  const picture = createPicture(createMirror(START, sessions), noIds)
  const users = (filter: string) =>
    picture.users(aUsersAsk({ filter })).lines.map(line => line.kind === 'user' && line.summary.user)
  expect(users('expires<5m')).toEqual(['ann'])
  expect(users('expires>5m')).toEqual(['ann', 'bob'])
  expect(users('sessions<2')).toEqual(['bob'])
  expect(users('')).toEqual(['ann', 'bob'])
})
