import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../../src/monitor/mirror/picture'
import { aGuest, anyChanges, aSession, aUsersAsk, keyOf, START } from '../../../support/sessions'

const noIds = () => false

const sessions = [
  aSession({ key: keyOf(1), sinceAt: START - 5000, lastSeenAt: START - 90, expiresAt: START + 30_000 }),
  aSession({ key: keyOf(2), sinceAt: START - 9000, lastSeenAt: START - 10, expiresAt: START + 900_000 }),
  aSession({ key: keyOf(3), user: 'bob@shop.io', expiresAt: START + 900_000 }),
  aGuest({ key: keyOf(4) }),
  aSession({ key: keyOf(5), user: null })
]

it('sums a user up over all of his or her active sessions', () => {
  const window = createPicture(createMirror(START, sessions), noIds).users(aUsersAsk())
  expect(window.lines.map(l => l.kind === 'user' && [l.summary.user, l.summary.sessions])).toEqual([
    ['ann@shop.io', 2],
    ['bob@shop.io', 1]
  ])
  expect(window.lines[0]).toMatchObject({
    summary: { firstSeenAt: START - 9000, lastSeenAt: START - 10, nextExpiryAt: START + 30_000 }
  })
  expect(window.facetCounts).toEqual({ all: 2, several: 1, expiring: 1 })
})

it('sums up a user with very many sessions, as a program has that signs in anew with each request', () => {
  const many = Array.from({ length: 150_000 }, (_, n) =>
    aSession({ key: keyOf(n), lastSeenAt: n === 0 ? null : START + n })
  )
  const window = createPicture(createMirror(START, many), noIds).users(aUsersAsk())
  expect(window.lines[0]).toMatchObject({
    summary: { sessions: many.length, lastSeenAt: START + many.length - 1 }
  })
})

it('unfolds a user into sessions, newest first, and counts them as lines', () => {
  const picture = createPicture(createMirror(START, sessions), noIds)
  const window = picture.users(aUsersAsk({ open: ['ann@shop.io'] }))
  expect(window.matching).toBe(4)
  expect(window.lines.map(l => (l.kind === 'session' ? l.row.key : l.summary.user))).toEqual([
    'ann@shop.io',
    keyOf(1),
    keyOf(2),
    'bob@shop.io'
  ])
  const tail = picture.users(aUsersAsk({ open: ['ann@shop.io'], start: 2, count: 2 }))
  expect(tail.lines.map(l => (l.kind === 'session' ? l.row.key : l.summary.user))).toEqual([
    keyOf(2),
    'bob@shop.io'
  ])
})

it('lets a user go when the last session expires, without any word from the database', () => {
  const picture = createPicture(createMirror(START, sessions), noIds)
  picture.users(aUsersAsk())
  picture.advance(START + 1_000_000)
  expect(picture.users(aUsersAsk())).toMatchObject({ lines: [], totals: { users: 0, expired: 3 } })
})

it('equals a view made anew after any run of changes', () => {
  fc.assert(
    fc.property(fc.array(anyChanges(), { maxLength: 5 }), fc.integer({ min: -50, max: 250 }), (runs, to) => {
      const picture = createPicture(createMirror(START), noIds)
      const ask = aUsersAsk({ open: ['ann@shop.io'] })
      picture.users(ask)
      for (const changes of runs) picture.show(picture.mirror.apply(changes), () => 'signed-out', null)
      picture.advance(START + to * 1000)
      expect(picture.users(ask)).toEqual(createPicture(picture.mirror, noIds).users(ask))
    })
  )
})
