import { describe, expect, inject, it } from 'vitest'
import { nothingIsLeftOver } from '../../../support/left-over'
import type { ErrorRule } from '../../../support/proxy'
import { until } from '../../../support/until'
import { forEachFeed, storedSession, watchThroughProxy } from '../../../support/watched'

const port = Number(new URL(inject('replicaSetUri')).port)
const first = () => [storedSession('kept-000', 'ann@shop.io'), storedSession('leaves-0', 'bob@shop.io')]

/** What feeds read with. The driver's own `hello` goes through: the server is there, and says no. */
const reading = ['aggregate', 'find', 'getMore']
const resumable = { errorLabels: ['ResumableChangeStreamError'] }

/** Errors that pass by themselves; each is answered to the next reading commands, whichever they are. */
const passing: readonly ErrorRule[] = [
  { code: 10_107, codeName: 'NotWritablePrimary', commands: reading, times: 2, ...resumable },
  { code: 189, codeName: 'PrimarySteppedDown', commands: reading, times: 1, ...resumable },
  { code: 286, codeName: 'ChangeStreamHistoryLost', commands: reading, times: 2 },
  { code: 43, codeName: 'CursorNotFound', commands: reading, times: 2, ...resumable }
]

nothingIsLeftOver()

describe('each feed', () => {
  it.each(passing)('is right again after $codeName', rule =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.answer(rule)
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await store.sessions.insertOne(storedSession('comes-00', 'dan@shop.io'))
      await until(() => store.proxy.answered >= (rule.times ?? 1), 'the error was answered')
      await store.untilWell('it is back')
      await until(() => store.told('comes-00').length > 0, 'the new one is told')
      await store.expectSame('it holds what is there now')
      expect(store.told('leaves-0')).toEqual(['signed-out'])
      expect(store.told('comes-00')).toEqual(['signed-in'])
      expect(store.states.map(s => s.kind)).not.toContain('failed')
      await store.finish()
    })
  )

  it('reads all again, and does not call it lost, when the history of changes is lost while it looks away', () =>
    forEachFeed(async feed => {
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.answer({ code: 286, codeName: 'ChangeStreamHistoryLost', commands: ['getMore'], times: 1 })
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await until(() => store.told('leaves-0').length > 0, 'the ending is told')
      expect(store.states.map(s => s.kind)).not.toContain('lost')
      await store.finish()
    }))

  it.each([
    { code: 13, codeName: 'Unauthorized', fault: 'no-rights' },
    { code: 18, codeName: 'AuthenticationFailed', fault: 'wrong-password' }
  ])('says $fault in a sentence, asks no more, and goes on when told to, after $codeName', told =>
    forEachFeed(async feed => {
      const { fault, ...error } = told
      const store = await watchThroughProxy(port, feed, first())
      store.proxy.answer({ ...error, commands: reading })
      const failed = await until(() => store.states.find(s => s.kind === 'failed'), 'it says so')
      expect(failed).toMatchObject({ fault: { code: fault } })
      expect(failed.kind === 'failed' && failed.fault.message).toMatch(/^[A-Z“1].{20,}\.$/)
      expect(store.live.monitor.totals().signedIn).toBe(2)

      // A server that shows itself anew would wake a feed that waits for its next try.
      const heard = (name: string) => store.proxy.commands.filter(c => c.name === name).length
      const askedBefore = reading.map(heard)
      for (let i = 0; i < 3; i += 1) await store.connection.clock.refresh()
      expect(reading.map(heard)).toEqual(askedBefore)

      store.proxy.pass()
      await store.sessions.deleteOne({ _id: 'leaves-0' })
      await store.live.restart()
      await store.untilWell('it follows again')
      await store.expectSame('it holds what is there now')
      expect(store.told('leaves-0')).toEqual(['signed-out'])
      await store.finish()
    })
  )
})
