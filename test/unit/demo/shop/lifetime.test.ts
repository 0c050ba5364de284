import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatLifetime, readLifetime } from '../../../../src/demo/shop/lifetime'

it.each([
  ['45s', 45_000],
  ['1m', 60_000],
  ['2h', 7_200_000],
  ['14d', 1_209_600_000],
  ['0s', 1_000],
  ['999999d', 2_592_000_000]
])('reads the lifetime %s', (text, lifetimeMs) => expect(readLifetime(text)).toBe(lifetimeMs))

it.each(['', '10', 'm', '-5m', '5 m', '1.5h', '5w', ' 5m', '5m\n', ['5m'], undefined, 5])(
  'takes %j for no lifetime',
  value => expect(readLifetime(value)).toBeNull()
)

it('never throws, and answers between a second and thirty days', () => {
  fc.assert(
    fc.property(fc.anything(), fc.nat(), fc.constantFrom('s', 'm', 'h', 'd'), (value, count, unit) => {
      for (const lifetimeMs of [readLifetime(value), readLifetime(`${count}${unit}`)]) {
        if (lifetimeMs !== null) expect(lifetimeMs).toBeGreaterThanOrEqual(1_000)
        if (lifetimeMs !== null) expect(lifetimeMs).toBeLessThanOrEqual(2_592_000_000)
      }
    })
  )
})

it.each([
  [1_000, '1 second'],
  [90_000, '90 seconds'],
  [1_800_000, '30 minutes'],
  [1_209_600_000, '14 days']
])('says %i ms as %s', (lifetimeMs, words) => expect(formatLifetime(lifetimeMs)).toBe(words))
