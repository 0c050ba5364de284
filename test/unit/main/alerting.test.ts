import { expect, it } from 'vitest'
import { createAlerting } from '../../../src/main/alerting'
import type { Notice } from '../../../src/main/watching'
import type { Workspace } from '../../../src/main/workspace'
import { type Alert, type AlertList, firstAlertSettings } from '../../../src/shared/domain/alerts'
import { alertsOn } from '../../support/alerts'
import { memorySettings } from '../../support/memory-settings'

const anAlert = (fields: Partial<Alert> = {}): Alert => ({
  id: 1,
  rule: 'many-sessions',
  title: 'One user has 30 active sessions, more than 20',
  user: 'ann@shop.io',
  raisedAt: 0,
  overAt: null,
  place: { kind: 'user', user: 'ann@shop.io' },
  ...fields
})
const demo = { id: 'port-1', isDemo: true } as NonNullable<Workspace['connection']>

/** Alerting of one open store, and what the system was shown. */
function anAlerting() {
  const shown: Notice[] = []
  let opened = 0
  const list: AlertList = { version: 1, settings: firstAlertSettings, alerts: [], unseen: 0, limits: {} }
  const alerts = { list, alertBy: (settings: AlertList['settings']) => ({ ...list, settings }) }
  const workspace = { connection: demo, store: { alerts, facts: { ns: 'shop.sessions' } } }
  const alerting = createAlerting({
    workspace: () => workspace as unknown as Workspace,
    settings: memorySettings(),
    notify: notice => shown.push(notice),
    show: () => {
      opened += 1
    }
  })
  alerting.opened(demo, 'shop.sessions')
  return { alerting, shown, opens: () => opened }
}

it('notifies once for each rule that is raised, names nobody, and leads to the list', () => {
  const { alerting, shown, opens } = anAlerting()
  const others = [2, 3].map(id => anAlert({ id, user: `user-${id}@shop.io` }))
  const surge = anAlert({ id: 4, rule: 'guest-surge', title: '700 new guests within a minute', user: null })
  alerting.told({ raised: [anAlert(), ...others, surge], over: [] })
  expect(shown.map(({ title, body }) => [title, body])).toEqual([
    ['Alert', 'One user has 30 active sessions, more than 20. And 2 more.'],
    ['Alert', '700 new guests within a minute.']
  ])
  expect(JSON.stringify(shown)).not.toMatch(/@shop|shop\.sessions/)
  shown[0]?.open?.()
  expect(opens()).toBe(1)
})

it('tells of what is over only that the server is back, and of nothing where that is turned off', () => {
  const { alerting, shown } = anAlerting()
  const over = [anAlert({ overAt: 5 }), anAlert({ rule: 'feed-lost', user: null, overAt: 125_000 })]
  alerting.told({ raised: [], over })
  expect(shown.map(({ body }) => body)).toEqual(['The server is back, 2 min 5 s later.'])
  alerting.set({ ...alertsOn(['feed-lost']), isNotified: false })
  alerting.told({ raised: [anAlert()], over })
  expect(shown).toHaveLength(1)
})

it('keeps for each store alone which alerts it has; the demo is the same shop at each start', () => {
  const { alerting } = anAlerting()
  const on = alertsOn(['feed-lost'], { threshold: 60 })
  expect(alerting.set(on).settings).toEqual(on)
  expect(alerting.opened({ ...demo, id: 'port-2' }, 'shop.sessions')).toEqual(on)
  expect(alerting.opened(demo, 'shop.other')).toEqual(firstAlertSettings)
})
