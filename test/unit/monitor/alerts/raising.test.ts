import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRaising } from '../../../../src/monitor/alerts/raising'
import type { Standing } from '../../../../src/monitor/alerts/rule'
import { MOST_ALERTS } from '../../../../src/shared/domain/alerts'
import { START } from '../../../support/sessions'

const QUIET = 60_000
const of = (user: string): Standing => ({ user, title: 'Something.', place: { kind: 'user', user } })

/** Who stands at each look, and how long after the one before it is. */
const looks = fc.array(
  fc.record({
    users: fc.uniqueArray(fc.constantFrom<string>('ann', 'bob', '__proto__')),
    afterMs: fc.integer({ min: 1, max: 90_000 })
  })
)

describe('any run of looks', () => {
  it('raises nobody again who has not been fine for the whole quiet period', () => {
    fc.assert(
      fc.property(looks, told => {
        const raising = createRaising(() => QUIET)
        /** Since when somebody is fine; the beginning of time for who never was not. */
        const fineFrom = new Map<string, number>()
        let at = START
        for (const { users, afterMs } of told) {
          at += afterMs
          const { raised } = raising.judge('many-sessions', users.map(of), at)
          for (const { user } of raised)
            expect(at - (fineFrom.get(user ?? '') ?? 0)).toBeGreaterThanOrEqual(QUIET)
          for (const user of ['ann', 'bob', '__proto__'])
            if (users.includes(user)) fineFrom.set(user, Number.POSITIVE_INFINITY)
            else if (fineFrom.get(user) === Number.POSITIVE_INFINITY) fineFrom.set(user, at)
        }
      })
    )
  })

  it('leaves a line that stands for whoever stands, and for nobody else', () => {
    fc.assert(
      fc.property(looks, told => {
        const raising = createRaising(() => QUIET)
        let at = START
        for (const { users, afterMs } of told) {
          at += afterMs
          raising.judge('many-sessions', users.map(of), at)
          const standing = raising.alerts.filter(one => one.overAt === null).map(one => one.user)
          expect(standing.sort()).toEqual([...users].sort())
        }
      })
    )
  })

  it('tells that something is over once for each time it was raised, at the most', () => {
    fc.assert(
      fc.property(looks, told => {
        const raising = createRaising(() => QUIET)
        let at = START
        const open = new Set<number>()
        for (const { users, afterMs } of told) {
          at += afterMs
          const { raised, over } = raising.judge('many-sessions', users.map(of), at)
          for (const { id, overAt } of over) {
            expect(open.delete(id)).toBe(true)
            expect(overAt).toBe(at)
          }
          for (const { id } of raised) open.add(id)
        }
      })
    )
  })
})

it('keeps the rules apart, and the newest first', () => {
  const raising = createRaising(() => QUIET)
  raising.judge('many-sessions', [of('ann')], START)
  raising.judge('browser-changed', [of('ann')], START + 1)
  raising.judge('many-sessions', [], START + 2)
  expect(raising.alerts).toMatchObject([
    { rule: 'browser-changed', overAt: null },
    { rule: 'many-sessions', raisedAt: START, overAt: START + 2 }
  ])
})

it('counts what was not looked at, and does not raise again what was cleared away', () => {
  const raising = createRaising(() => QUIET)
  raising.judge('many-sessions', [of('ann'), of('bob')], START)
  expect(raising.unseen).toBe(2)
  raising.seen()
  expect(raising.unseen).toBe(0)
  raising.clear()
  expect(raising.alerts).toEqual([])
  expect(raising.judge('many-sessions', [of('ann'), of('bob')], START + 1).raised).toEqual([])
  expect(raising.judge('many-sessions', [], START + 2).over).toHaveLength(2)
  expect(raising.alerts).toEqual([])
})

it('lets the oldest go where there are too many', () => {
  const raising = createRaising(() => QUIET)
  const users = Array.from({ length: MOST_ALERTS + 5 }, (_, n) => `user-${n}`)
  for (const user of users) raising.judge('many-sessions', [of(user)], START)
  expect(raising.alerts).toHaveLength(MOST_ALERTS)
  expect(raising.alerts[0]?.user).toBe(users.at(-1))
})
