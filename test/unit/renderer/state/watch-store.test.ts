import { expect, it } from 'vitest'
import { createWatchStore } from '../../../../src/renderer/state/watch-store'
import { firstWatchSettings, type WatchSettings } from '../../../../src/shared/domain/watched'
import { fault } from '../../../../src/shared/fault'
import { aBridge } from '../../../support/renderer/a-bridge'

it('sets two things one right after the other, and the second knows of the first', async () => {
  const sent: WatchSettings[] = []
  const store = createWatchStore(
    aBridge({
      'watched:read': () => firstWatchSettings,
      'watched:set'(settings) {
        sent.push(settings)
        return settings
      }
    })
  )
  await store.read()
  await Promise.all([store.limit('guest-flood', { count: 50 }), store.turn('guest-flood', false)])
  expect(sent.at(-1)).toMatchObject({ off: ['guest-flood'], limits: { 'guest-flood': { count: 50 } } })
  expect(store.getState().settings).toEqual(sent.at(-1))
})

it('goes back to what was where main refuses, and says why', async () => {
  const refusal = fault('bad-request', 'Too many.')
  const store = createWatchStore(
    aBridge({
      'watched:read': () => firstWatchSettings,
      'watched:set'() {
        throw refusal
      }
    })
  )
  await store.read()
  await store.notify(true)
  expect(store.getState()).toEqual({ settings: firstWatchSettings, fault: refusal })
})
