import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { startDrain, surveyOf } from '../../../../src/monitor/overview/survey'
import type { Survey } from '../../../../src/shared/domain/overview'
import type { Session } from '../../../../src/shared/domain/session'
import { anyChanges, aSession, keyOf, START } from '../../../support/sessions'

const MINUTE = 60_000

function surveyed(
  sessions: readonly Session[],
  at = START,
  drain: Parameters<typeof surveyOf>[1] = null
): Survey {
  const slices = surveyOf({ at, sessions }, drain, () => 0)
  for (;;) {
    const { done, value } = slices.next()
    if (done === true) return value
  }
}

it('adds up to what the mirror counts, whatever has happened to it', () => {
  fc.assert(
    fc.property(anyChanges(), fc.integer({ min: 0, max: 60 * MINUTE }), (changes, later) => {
      const mirror = createMirror(START)
      mirror.apply(changes)
      mirror.advance(START + later)
      const survey = surveyed(mirror.active(), mirror.now)
      const totals = mirror.totals()
      const drawn = survey.bars.reduce((sum, bar) => sum + bar.signedIn + bar.guests, 0)
      expect(drawn + survey.neverExpire).toBe(totals.signedIn + totals.guests)
      expect(survey.bars[0] === undefined ? 0 : survey.bars[0].signedIn + survey.bars[0].guests).toBe(
        [...mirror.active()].filter(s => s.expiresAt !== null && s.expiresAt - mirror.now < MINUTE).length
      )
      const users = survey.topUsers.map(({ user, sessions }) => [user, sessions])
      expect(users).toEqual(survey.topUsers.map(({ user }) => [user, mirror.sessionsOf(user).size]))
      expect(users).toHaveLength(Math.min(7, totals.users))
    })
  )
})

it('says who was seen in the last five minutes, and of whom nothing tells', () => {
  const { active } = surveyed([
    aSession({ key: keyOf(1), lastSeenAt: START - MINUTE }),
    aSession({ key: keyOf(2), lastSeenAt: START - 4 * MINUTE }),
    aSession({ key: keyOf(3), lastSeenAt: START - 5 * MINUTE }),
    aSession({ key: keyOf(4), state: 'guest', user: null, lastSeenAt: START - MINUTE }),
    aSession({ key: keyOf(5), lastSeenAt: null, lastSeenBasis: 'unknown' })
  ])
  expect(active).toEqual({
    signedIn: 2,
    people: 1,
    guests: 1,
    untold: 1,
    bases: ['expiry-minus-lifetime'],
    lastSeenAt: START - MINUTE
  })
})

it('counts a drain down: who is silent, who has gone, who came since', () => {
  const [ann, bob, cat] = ['ann', 'bob', 'cat'].map((user, i) =>
    aSession({ key: keyOf(i), user, lastSeenAt: START, expiresAt: START + (30 + i) * MINUTE })
  ) as [Session, Session, Session]
  const asleep = aSession({ key: keyOf(9), user: 'zoe', lastSeenAt: START - 20 * MINUTE })
  const drain = startDrain({ at: START, sessions: [ann, bob, cat, asleep] })
  const later = START + 6 * MINUTE
  const seen = { ...bob, lastSeenAt: START + 5 * MINUTE }
  const awake = { ...asleep, lastSeenAt: later }
  // Ann is silent, Bob went on, Cat has signed out, Zoe came back.
  expect(surveyed([ann, seen, awake], later, drain).drain).toEqual({
    startedAt: START,
    of: 3,
    stillActive: 1,
    stillThere: 2,
    newcomers: 1,
    quietAt: START + 10 * MINUTE,
    lastExpiryAt: START + 31 * MINUTE,
    people: [{ key: bob.key, user: 'bob', lastSeenAt: START + 5 * MINUTE, expiresAt: bob.expiresAt }]
  })
  expect(surveyed([], later, drain).drain).toMatchObject({ of: 3, stillActive: 0, quietAt: null, people: [] })
})

it('sees a cliff in a crowd that rests, and none in one that is active: each visit moves its end', () => {
  const crowd = (lastSeenAt: number) =>
    Array.from({ length: 40 }, (_, i) =>
      aSession({ key: keyOf(i), user: `u${i}`, lastSeenAt, expiresAt: START + 20 * MINUTE + i * 1000 })
    )
  expect(surveyed(crowd(START - 10 * MINUTE)).cliff).toMatchObject({ sessions: 40, people: 40, share: 1 })
  expect(surveyed(crowd(START - MINUTE)).cliff).toBeNull()
})

it('groups lifetimes that differ only by how they were reckoned', () => {
  const lives = [1_800_000, 1_800_004, 1_799_990, 14 * 86_400_000, 14 * 86_400_000 - 900, null]
  const sessions = lives.map((lifetimeMs, i) => aSession({ key: keyOf(i), lifetimeMs }))
  expect(surveyed(sessions).lifetimes).toEqual([
    { lifetimeMs: 1_800_000, sessions: 3 },
    { lifetimeMs: 14 * 86_400_000, sessions: 2 },
    { lifetimeMs: null, sessions: 1 }
  ])
})

it('lets others have their turn while it looks at very many', () => {
  const sessions = Array.from({ length: 50_000 }, (_, i) => aSession({ key: keyOf(i), user: `u${i % 900}` }))
  const slices = surveyOf({ at: START, sessions }, null, () => 0)
  let turns = 0
  while (slices.next().done !== true) turns += 1
  expect(turns).toBeGreaterThanOrEqual(3)
})
