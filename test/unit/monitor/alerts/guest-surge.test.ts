import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createGuestSurge } from '../../../../src/monitor/alerts/guest-surge'
import { START } from '../../../support/sessions'

/** Instants within three minutes, in seconds. */
const seconds = fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 80 })

const countOf = (title: string | undefined) => Number(/^\d+/.exec(title ?? '')?.[0] ?? 0)

it('counts the guests of the running second and the 59 before it', () => {
  fc.assert(
    fc.property(seconds, fc.integer({ min: 0, max: 60 }), (told, later) => {
      const rule = createGuestSurge()
      const times = [...told].sort((a, b) => a - b)
      for (const second of times) rule.came(START + second * 1000)
      const now = (times.at(-1) ?? 0) + later
      const expected = times.filter(second => second > now - 60).length
      const [found] = rule.standing(START + now * 1000, 0)
      expect(countOf(found?.title)).toBe(expected)
    })
  )
})

it('takes guests that come in out of order, and forgets those that are past', () => {
  const rule = createGuestSurge()
  for (const second of [100, 95, 101, 30]) rule.came(START + second * 1000)
  expect(countOf(rule.standing(START + 101_000, 0)[0]?.title)).toBe(3)
  expect(rule.standing(START + 101_000, 3)).toEqual([])
  expect(rule.standing(START + 161_000, 0)).toEqual([])
})

it('says how many, and shows the guests', () => {
  const rule = createGuestSurge()
  for (let n = 0; n < 1200; n += 1) rule.came(START)
  expect(rule.standing(START, 600)).toEqual([
    {
      user: null,
      title: '1,200 new guests within a minute, more than 600',
      place: { kind: 'sessions', filter: 'state:guest' }
    }
  ])
})
