import { describe, expect, inject, it } from 'vitest'
import { nothingIsLeftOver } from '../../../support/left-over'
import { until } from '../../../support/until'
import { forEachFeed, storedSession, type Watched, watchThroughProxy } from '../../../support/watched'

const port = Number(new URL(inject('replicaSetUri')).port)

/** What is there before each fault. `short` is over while nobody is told of it. */
const SHORT_MS = 4000
const first = (ttlMs = SHORT_MS) => [
  storedSession('kept-000', 'ann@shop.io'),
  storedSession('leaves-0', 'bob@shop.io'),
  storedSession('moves-00', 'eve@shop.io', ttlMs),
  storedSession('short-00', null, ttlMs),
  storedSession('guest-00')
]

/** While the feed cannot see: one leaves, one comes, one is touched before its expiry, one expires and is deleted. */
async function writeUnseen({ sessions, connection }: Watched): Promise<void> {
  const expiring = await sessions.findOne({ _id: 'short-00' })
  await sessions.deleteOne({ _id: 'leaves-0' })
  await sessions.insertOne(storedSession('comes-00', 'dan@shop.io'))
  await sessions.updateOne({ _id: 'moves-00' }, { $set: { expires: new Date(Date.now() + 3_600_000) } })
  const expiresAt = expiring?.expires.getTime() ?? 0
  await until(() => connection.clock.now() > expiresAt + 100, 'the short one has expired')
  await sessions.deleteOne({ _id: 'short-00' })
}

function expectRightlyTold({ told }: Watched): void {
  expect(told('leaves-0')).toEqual(['signed-out'])
  expect(told('comes-00')).toEqual(['signed-in'])
  expect(told('short-00')).toEqual(['expired'])
  expect(told('moves-00')).toEqual(['touched'])
  expect(told('kept-000')).toEqual([])
}

nothingIsLeftOver()

describe('each feed', () => {
  it('is right again after its connections were cut and refused', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.refuse()
      await store.untilLost()
      await writeUnseen(store)
      store.proxy.pass()
      await store.untilWell('it is back')
      await store.expectSame('it holds what is there now')
      expectRightlyTold(store)
      await store.finish()
    }))

  it('is right again after a reply stopped in its middle', () =>
    forEachFeed(async feed => {
      // Silence is noticed after some seconds only: what expires in them has expired for all that is known.
      const store = await watchThroughProxy(port, feed, first(60_000))
      store.proxy.stallAfter(37)
      await store.untilLost()
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await store.sessions.insertOne(storedSession('comes-00', 'dan@shop.io'))
      store.proxy.pass()
      await store.untilWell('it is back')
      await store.expectSame('it holds what is there now')
      expect(store.told('leaves-0')).toEqual(['signed-out'])
      expect(store.told('comes-00')).toEqual(['signed-in'])
      await store.finish()
    }))

  it('is back at once when its sockets were cut and new ones may come', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.cut()
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await until(() => store.told('leaves-0').length > 0, 'the change is told')
      await store.untilWell('it is back')
      await store.expectSame('it holds what is there now')
      expect(store.told('leaves-0')).toEqual(['signed-out'])
      await store.finish()
    }))

  it('waits for a server that takes 2 s to answer', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.delay(2000)
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await store.live.restart()
      await until(() => store.told('leaves-0').length > 0, 'the change is told')
      await store.untilWell('it has read all')
      expect(store.states.map(s => s.kind)).not.toContain('lost')
      await store.expectSame('it holds what is there now')
      store.proxy.pass()
      await store.finish()
    }))

  it('leaves no cursor behind when it is stopped while the server is still opening one', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first(60_000))
      store.proxy.delay(300)
      const asked = () => store.proxy.commands.filter(c => ['aggregate', 'find'].includes(c.name)).length
      const before = asked()
      const restarted = store.live.restart()
      await until(() => asked() > before, 'it asks')
      await store.live.stop()
      await restarted
      await store.finish()
    }))
})
