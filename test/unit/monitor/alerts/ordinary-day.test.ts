import { expect, it } from 'vitest'
import { people, robot } from '../../../../src/demo/shop/accounts'
import { DEFAULT_SHOPPERS } from '../../../../src/demo/shoppers/crowd'
import { createRandom } from '../../../../src/demo/shoppers/random'
import { pickUserAgent } from '../../../../src/demo/shoppers/user-agents'
import type { Transition } from '../../../../src/monitor/mirror/mirror'
import { alertRules } from '../../../../src/shared/domain/alerts'
import { alertsOn, allAlertsOn, following, someAlerts } from '../../../support/alerts'
import { START } from '../../../support/sessions'
import { simulateShop } from '../../../support/simulated-shop'

const accounts = [...people, robot]
const TEN_MINUTES = 600_000

/** Each session keeps the browser that it began with, as the shop does. */
function documentOf({ key, after }: Transition) {
  const account = accounts.find(one => one.email === after?.user) ?? null
  return { userAgent: pickUserAgent(createRandom(Number.parseInt(key.slice(-6), 16)), account) }
}

/** Ten minutes of the demo from its opening, which is its busiest, with alerts set so. */
async function watchShop(seed: number, settings = allAlertsOn) {
  const shop = someAlerts(settings)
  shop.alerts.feed(following)
  let writes = 0
  const span = { size: DEFAULT_SHOPPERS, fromAt: START, toAt: START + TEN_MINUTES }
  for (const { at, transitions } of simulateShop({ ...span, random: createRandom(seed) })) {
    while (shop.time.now() + 1000 <= at) await shop.pass(1)
    writes += transitions.length
    shop.apply(
      transitions.map(({ key, after }) =>
        after === null ? { kind: 'remove', key, at } : { kind: 'put', session: after, at }
      ),
      transitions.map(documentOf)
    )
  }
  return { ...shop, writes }
}

it.each([1, 2])('ten minutes of the demo shop raise nothing with every rule on (seed %i)', async seed => {
  const shop = await watchShop(seed)
  expect(shop.writes).toBeGreaterThan(4000)
  expect(shop.raised().map(one => one.title)).toEqual([])
})

it('would raise something at lower thresholds: the thresholds are what keeps them silent', async () => {
  const shop = await watchShop(1, alertsOn(alertRules, { threshold: 1 }))
  const rules = new Set(shop.raised().map(one => one.rule))
  expect(rules).toContain('guest-surge')
  expect(rules).toContain('many-sessions')
  expect(rules).toContain('browser-changed')
})
