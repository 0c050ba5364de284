import { expect, it } from 'vitest'
import { createAlertsStore } from '../../../../src/renderer/state/alerts-store'
import { type AlertList, type AlertSettings, firstAlertSettings } from '../../../../src/shared/domain/alerts'
import { fault } from '../../../../src/shared/fault'
import { aBridge } from '../../../support/renderer/a-bridge'

const aList = (version: number, settings = firstAlertSettings): AlertList => ({
  version,
  settings,
  alerts: [],
  unseen: 0,
  limits: {}
})

it('sets two things one right after the other, and the second knows of the first', async () => {
  const sent: AlertSettings[] = []
  let version = 1
  const bridge = aBridge({
    'alerts:read': () => aList(version),
    'alerts:set'(settings) {
      sent.push(settings)
      version += 1
      return aList(version, settings)
    }
  })
  const store = createAlertsStore(bridge, () => undefined)
  await store.read()
  await Promise.all([store.set('guest-surge', { threshold: 10 }), store.set('guest-surge', { isOn: true })])
  expect(sent.at(-1)?.rules['guest-surge']).toEqual({ isOn: true, threshold: 10, quietMinutes: 10 })
  expect(store.getState().list?.settings).toEqual(sent.at(-1))
})

it('shows what main has where it refuses, and why; and takes no older list for news', async () => {
  const refusal = fault('bad-request', 'Too many.')
  let version = 1
  const bridge = aBridge({
    'alerts:read': () => aList(version++),
    'alerts:set'() {
      throw refusal
    }
  })
  const store = createAlertsStore(bridge, () => undefined)
  await store.read()
  await store.notify(false)
  expect(store.getState()).toMatchObject({ fault: refusal, list: { settings: { isNotified: true } } })
  bridge.push('alerts:told', { ...aList(1), unseen: 7 })
  expect(store.getState().list?.unseen).toBe(0)
})

it('is asked to be shown by a click on a notification', () => {
  let shown = 0
  const bridge = aBridge()
  const store = createAlertsStore(bridge, () => {
    shown += 1
  })
  bridge.push('alerts:asked', null)
  store.stop()
  bridge.push('alerts:asked', null)
  expect(shown).toBe(1)
})
