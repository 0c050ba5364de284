import { describe, expect, it } from 'vitest'
import { DEFAULT_SHOPPERS } from '../../../../src/demo/shoppers/crowd'
import { createRandom } from '../../../../src/demo/shoppers/random'
import { firstWatchSettings } from '../../../../src/shared/domain/watched'
import { aFinder, EMPTY } from '../../../support/findings'
import { START } from '../../../support/sessions'
import { simulateShop } from '../../../support/simulated-shop'

const TEN_MINUTES = 600_000
const { limits } = firstWatchSettings

/** Ten minutes of the demo from the moment it opens, which is its busiest, through a finder. */
function watchShop(seed: number, share = 1) {
  const watched = aFinder({
    limits: {
      'many-sessions-of-one-user': share1('many-sessions-of-one-user', share),
      'guest-flood': share1('guest-flood', share)
    }
  })
  let [writes, digest] = [0, EMPTY]
  const span = { size: DEFAULT_SHOPPERS, fromAt: START, toAt: START + TEN_MINUTES }
  for (const { at, transitions } of simulateShop({ ...span, random: createRandom(seed) })) {
    // Each guest of the shop has a token of its own.
    const told = transitions.map(one => ({
      ...one,
      after: one.after && { ...one.after, payloadDigest: ++digest }
    }))
    watched.finder.take(told, at, [])
    writes += told.length
  }
  return { findings: watched.finder.watchedFindings(), writes }
}

const share1 = (rule: keyof typeof limits, share: number) => ({
  ...limits[rule],
  count: Math.ceil(limits[rule].count * share)
})

describe('ten minutes of the demo shop, from its opening', () => {
  it.each([1, 2])('make no finding (seed %i)', seed => {
    const { findings, writes } = watchShop(seed)
    expect(writes).toBeGreaterThan(4000)
    expect(findings).toEqual([])
  })

  it('would make some at half of the limits: the limits are what keeps them silent', () => {
    expect(watchShop(1, 0.5).findings.map(one => one.rule)).toContain('guest-flood')
  })
})
