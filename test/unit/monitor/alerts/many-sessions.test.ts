import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createManySessions } from '../../../../src/monitor/alerts/many-sessions'
import { MOST_STANDING } from '../../../../src/monitor/alerts/rule'
import { START } from '../../../support/sessions'

const seen = fc.record({
  user: fc.constantFrom('ann@shop.io', 'bob@shop.io', '__proto__', ''),
  sessions: fc.integer({ min: 0, max: 30 })
})

it('tells of exactly those who have more than the threshold, those with most first', () => {
  fc.assert(
    fc.property(fc.array(seen), fc.integer({ min: 1, max: 20 }), (told, threshold) => {
      const rule = createManySessions()
      for (const one of told) rule.see(one, threshold + 1)
      const now = new Map<string, number>(told.map(({ user, sessions }) => [user, sessions]))
      const many = [...now].filter(([, sessions]) => sessions > threshold)
      const found = rule.standing(START, threshold)
      expect(found.map(one => one.user).sort()).toEqual(many.map(([user]) => user).sort())
      expect(found.map(one => now.get(one.user ?? '?'))).toEqual(
        many.map(([, sessions]) => sessions).sort((a, b) => b - a)
      )
    })
  )
})

it('names nobody in its sentence, and begins anew with what is counted', () => {
  const rule = createManySessions()
  rule.see({ user: 'ann@shop.io', sessions: 14 }, 11)
  const [ann] = rule.standing(START, 10)
  expect(ann).toEqual({
    user: 'ann@shop.io',
    title: 'One user has 14 active sessions, more than 10',
    place: { kind: 'user', user: 'ann@shop.io' }
  })
  expect(rule.users()).toEqual(['ann@shop.io'])
  rule.begin([{ user: 'bob@shop.io', sessions: 12 }])
  expect(rule.standing(START, 10).map(one => one.user)).toEqual(['bob@shop.io'])
  expect(rule.standing(START, 12)).toEqual([])
})

it('tells of no more users at once than a person can read', () => {
  const rule = createManySessions()
  rule.begin(Array.from({ length: 200 }, (_, n) => ({ user: `user-${n}`, sessions: 1000 - n })))
  const found = rule.standing(START, 20)
  expect(found).toHaveLength(MOST_STANDING)
  expect(found[0]?.user).toBe('user-0')
})
