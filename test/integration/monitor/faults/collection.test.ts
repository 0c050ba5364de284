import { describe, expect, inject, it } from 'vitest'
import { nothingIsLeftOver } from '../../../support/left-over'
import { until } from '../../../support/until'
import { forEachFeed, storedSession, type Watched, watchThroughProxy } from '../../../support/watched'

const port = Number(new URL(inject('replicaSetUri')).port)
const first = () => [storedSession('one-0000', 'ann@shop.io'), storedSession('two-0000', 'bob@shop.io')]

/** Everybody's session was cleared, and nobody is said to have signed out. */
function expectCleared({ told }: Watched): void {
  expect(told('one-0000')).toEqual(['cleared'])
  expect(told('two-0000')).toEqual(['cleared'])
}

nothingIsLeftOver()

describe('each feed', () => {
  it('tells a dropped collection as cleared, and follows it when it is made again', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      await store.sessions.drop()
      await until(() => store.events.length === 2, 'the clearing is told')
      await store.sessions.insertOne(storedSession('new-0000', 'dan@shop.io'))
      await until(() => store.told('new-0000').length > 0, 'the new one is told')
      await store.expectSame('it holds what is there now')
      expectCleared(store)
      await store.finish()
    }))

  it('tells a renamed collection as cleared, and follows the old name', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      const moved = await store.sessions.rename(`${store.sessions.collectionName}_moved`)
      await until(() => store.events.length === 2, 'the clearing is told')
      await store.sessions.insertOne(storedSession('new-0000', 'dan@shop.io'))
      await store.expectSame('it holds what is there now')
      expectCleared(store)
      await moved.drop()
      await store.finish()
    }))

  it('tells a collection as cleared that is dropped and made again between two looks', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      await store.sessions.drop()
      await store.sessions.insertOne(storedSession('new-0000', 'dan@shop.io'))
      await until(() => store.told('new-0000').length > 0, 'the new one is told')
      await store.expectSame('it holds what is there now')
      expectCleared(store)
      await store.finish()
    }))

  it('tells a collection as cleared when another one is renamed onto it', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      const other = store.sessions.db.collection<{ _id: string }>(`${store.sessions.collectionName}_other`)
      await other.insertOne(storedSession('new-0000', 'dan@shop.io'))
      await other.rename(store.sessions.collectionName, { dropTarget: true })
      await until(() => store.told('new-0000').length > 0, 'the new one is told')
      await store.expectSame('it holds what is there now')
      expectCleared(store)
      await store.finish()
    }))

  it('tells a collection as cleared that was dropped while the server was out of reach', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.refuse()
      await store.untilLost()
      await store.sessions.drop()
      store.proxy.pass()
      await store.untilWell('it is back')
      await store.expectSame('it holds nothing')
      expectCleared(store)
      await store.finish()
    }))
})
