import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../../src/demo/embedded-database'
import { nothingIsLeftOver } from '../../../support/left-over'
import { until } from '../../../support/until'
import { feedsUnderTest, storedSession, type Watched, watchThroughProxy } from '../../../support/watched'

const LOSSES = 50
const HOUR_MS = 3_600_000
const first = () => [
  storedSession('kept-000', 'ann@shop.io', 3 * HOUR_MS),
  // Touched every half hour, so due within any hour in which nobody looks.
  storedSession('busy-000', 'eve@shop.io', HOUR_MS / 2),
  storedSession('leaves-0', 'bob@shop.io', 3 * HOUR_MS)
]
/** What a heap may differ by for reasons of its own, MB. */
const HEAP_SLACK_MB = 6

nothingIsLeftOver()

describe.each(feedsUnderTest)('the $mode feed', feed => {
  let storagePath: string
  let server: EmbeddedDatabase
  beforeAll(async () => {
    storagePath = await mkdtemp(join(tmpdir(), 'sextant-faults-'))
    server = await startDatabase({ storagePath })
  })
  afterAll(async () => {
    await server.stop()
    await rm(storagePath, { recursive: true, force: true })
  })

  it('is right again after the server was killed and came back with its data', async () => {
    const store = await watchThroughProxy(server.port, feed, first())
    await server.kill()
    await store.untilLost()
    expect(store.live.monitor.totals().signedIn).toBe(3)
    server = await startDatabase({ storagePath, port: server.port })
    await store.sessions.deleteOne({ _id: 'leaves-0' })
    await store.untilWell('it is back')
    await store.expectSame('it holds what is there now')
    expect(store.told('leaves-0')).toEqual(['signed-out'])
    expect(store.told('kept-000')).toEqual([])
    await store.finish()
  })

  it('is right again after the server was killed and came back empty', async () => {
    const store = await watchThroughProxy(server.port, feed, first())
    await server.kill()
    await store.untilLost()
    await rm(storagePath, { recursive: true, force: true })
    server = await startDatabase({ storagePath, port: server.port })
    await store.untilWell('it is back')
    await store.expectSame('it holds nothing')
    expect([store.told('kept-000'), store.told('leaves-0')]).toEqual([['cleared'], ['cleared']])
    await store.finish()
  })

  it('reads all again after an hour in which nothing ran, and calls nobody expired meanwhile', async () => {
    const store = await watchThroughProxy(server.port, feed, first())
    const real = performance.now.bind(performance)
    const asleep = vi.spyOn(performance, 'now').mockImplementation(() => real() + HOUR_MS)
    try {
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await until(() => store.told('leaves-0').length > 0, 'what happened meanwhile is told')
      await store.untilWell('it is back')
      await store.expectSame('it holds what is there now')
      expect(store.events.map(e => [e.key, e.event])).toEqual([[store.keyOf('leaves-0'), 'signed-out']])
      await store.finish()
    } finally {
      asleep.mockRestore()
    }
  })

  it('loses and regains its connections fifty times in a row, and is as it was', async () => {
    const store = await watchThroughProxy(server.port, feed, first())
    const before = heapMb()
    for (let i = 0; i < LOSSES; i += 1) {
      const before = handshakes(store)
      store.proxy.cut()
      await until(() => handshakes(store) > before, `new sockets come, ${i}`)
      await store.untilWell(`it is back, ${i}`)
    }
    await store.sessions.deleteOne({ _id: 'leaves-0' })
    await until(() => store.told('leaves-0').length > 0, 'the change is told')
    await store.expectSame('it holds what is there now')
    expect(store.events).toHaveLength(1)
    store.proxy.commands.length = 0
    const after = heapMb()
    expect(after - before).toBeLessThan(HEAP_SLACK_MB)
    await store.finish()
  })
})

const handshakes = ({ proxy }: Watched) => proxy.commands.filter(c => c.body.client !== undefined).length

/** The heap after collecting all garbage, without a flag for the whole process. */
function heapMb(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}
