import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createExpiryCliff, lookForCliff } from '../../../../src/monitor/alerts/expiry-cliff'
import type { Session } from '../../../../src/shared/domain/session'
import { aSession, keyOf, START } from '../../../support/sessions'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** People who were seen last an hour ago, and whose sessions end so many minutes ahead. */
function resting(minutes: readonly number[], fields: Partial<Session> = {}): Session[] {
  return [...minutes]
    .sort((a, b) => a - b)
    .map((minute, n) =>
      aSession({
        key: keyOf(n),
        expiresAt: START + minute * MINUTE,
        lifetimeMs: 14 * DAY,
        lastSeenAt: START - HOUR,
        ...fields
      })
    )
}

function look(sessions: readonly Session[]) {
  const slices = lookForCliff({ at: START, sessions })
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done === true) return slice.value
}

it('finds the hour in which most of the people signed in end', () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 20, maxLength: 120 })
  fc.assert(
    fc.property(minutes, told => {
      const sorted = [...told].sort((a, b) => a - b)
      const counts = sorted.map(from => sorted.filter(minute => minute >= from && minute < from + 60).length)
      const most = Math.max(...counts)
      const found = look(resting(told))
      expect(found?.sessions ?? 0).toBe(most < 20 ? 0 : most)
      if (found !== null) {
        expect(found.share).toBeCloseTo(most / told.length)
        expect(found.toAt - found.fromAt).toBeLessThan(HOUR)
      }
    })
  )
})

it('leaves out guests, whoever is active, and who never ends', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => n)
  expect(look(resting(thirty))).toMatchObject({ sessions: 30, share: 1 })
  expect(look(resting(thirty, { state: 'guest', user: null }))).toBeNull()
  expect(look(resting(thirty, { lastSeenAt: START - MINUTE }))).toBeNull()
  expect(look(resting(thirty, { expiresAt: null }))).toBeNull()
})

it('asks more of short sessions, which all end within an hour: a tenth of their life', () => {
  const half = { lifetimeMs: 30 * MINUTE, lastSeenAt: START - 6 * MINUTE }
  const spread = Array.from({ length: 48 }, (_, n) => n / 2)
  expect(look(resting(spread, half))).toBeNull()
  expect(look(resting(Array(30).fill(20), half))).toMatchObject({ sessions: 30, share: 1 })
})

it('is told above the threshold, until it has passed', () => {
  const rule = createExpiryCliff()
  expect(rule.standing(START, 5)).toEqual([])
  const cliff = look([
    ...resting(Array(30).fill(30)),
    ...resting(Array.from({ length: 30 }, (_, n) => 200 + n * 90))
  ])
  rule.see(cliff)
  expect(rule.standing(START, 50)).toEqual([])
  expect(rule.standing(START, 40)).toEqual([
    {
      user: null,
      title: '30 signed-in sessions (50 %) end at once: 12:30:00 UTC',
      place: { kind: 'overview' }
    }
  ])
  expect(rule.standing(START + 30 * MINUTE, 40)).toEqual([])
  rule.see(null)
  expect(rule.standing(START, 5)).toEqual([])
})
