import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BROWSERS_WITHIN_MS,
  type BrowserSeen,
  createBrowserChanged
} from '../../../../src/monitor/alerts/browser-changed'
import { keyOf, START } from '../../../support/sessions'

const seen = fc.record({
  user: fc.constantFrom('ann@shop.io', 'bob@shop.io', '__proto__'),
  key: fc.integer({ min: 1, max: 8 }).map(keyOf),
  browser: fc.constantFrom('Firefox', 'Chrome', 'Safari', 'Edge', 'curl'),
  at: fc.integer({ min: 0, max: 1800 }).map(second => START + second * 1000)
})

/** By looking at all that was ever seen. */
function byHindsight(all: readonly BrowserSeen[], at: number, threshold: number): string[] {
  const late = (one: BrowserSeen) => one.at > at - BROWSERS_WITHIN_MS
  const isChange = (one: BrowserSeen, i: number) => {
    const before = all.slice(0, i).findLast(other => other.key === one.key)
    return before !== undefined && before.browser !== one.browser
  }
  return [...new Set(all.map(one => one.user))].filter(user => {
    const own = all.filter(one => one.user === user)
    const browsers = new Set(own.filter(late).map(one => one.browser))
    return (
      browsers.size > threshold || all.some((one, i) => one.user === user && late(one) && isChange(one, i))
    )
  })
}

it('tells of exactly those who changed within ten minutes', () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (told, threshold) => {
      const rule = createBrowserChanged()
      const all = [...told].sort((a, b) => a.at - b.at)
      for (const one of all) rule.see(one)
      const now = START + 1_800_000
      const found = rule.standing(now, threshold).map(one => one.user)
      expect([...found].sort()).toEqual(byHindsight(all, now, threshold).sort())
    })
  )
})

it('says which of the two it is, and names nobody', () => {
  const rule = createBrowserChanged()
  const ann = { user: 'ann@shop.io', at: START }
  for (const [n, browser] of ['Firefox', 'Chrome', 'Safari'].entries())
    rule.see({ ...ann, key: keyOf(n), browser })
  expect(rule.standing(START, 3)).toEqual([])
  expect(rule.standing(START, 2)[0]?.title).toBe(
    'One user was seen in 3 different browsers within 10 minutes, more than 2'
  )
  rule.see({ ...ann, key: keyOf(0), browser: 'Safari' })
  expect(rule.standing(START, 3)).toEqual([
    {
      user: 'ann@shop.io',
      title: 'One session of a user went on in another browser under the same id',
      place: { kind: 'user', user: 'ann@shop.io' }
    }
  ])
  expect(rule.standing(START + BROWSERS_WITHIN_MS, 1)).toEqual([])
})
