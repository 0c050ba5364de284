import { expect, it } from 'vitest'
import { createLateWorkspace } from '../../../src/main/late-workspace'
import type { ConnectAsk, Workspace } from '../../../src/main/workspace'
import { FaultError, fault } from '../../../src/shared/fault'

const ask: ConnectAsk = {
  uri: 'mongodb://127.0.0.1',
  isReadOnly: true,
  ns: null,
  isDemo: false,
  insteadOf: null
}

/** A workspace whose connections wait until they are cancelled. */
function aWaitingWorkspace() {
  let refuse: (error: Error) => void = () => {}
  let closed = 0
  const workspace = {
    connect: () =>
      new Promise((_resolve, reject) => {
        refuse = reject
      }),
    cancel: () => refuse(new FaultError(fault('cancelled', 'Connecting was cancelled.'))),
    async close() {
      closed += 1
    }
  } as unknown as Workspace
  return { workspace, closed: () => closed }
}

it('says that nothing is open before it is loaded, and loads nothing to say so', () => {
  const late = createLateWorkspace(() => Promise.reject(new Error('loaded')))
  expect([late.connection, late.facts, late.storeFault, late.pause]).toEqual([null, null, null, null])
  expect(late.feed).toEqual({ kind: 'idle' })
  expect(() => late.store).toThrow(FaultError)
})

it('is loaded once, however often it is wanted', async () => {
  const { workspace } = aWaitingWorkspace()
  let loads = 0
  const late = createLateWorkspace(async () => {
    loads += 1
    return workspace
  })
  late.begin()
  late.begin()
  await late.close()
  expect(loads).toBe(1)
})

it('cancels a connection that was asked for while it was being loaded', async () => {
  const { workspace } = aWaitingWorkspace()
  const late = createLateWorkspace(async () => workspace)
  const connecting = late.connect(ask)
  late.cancel()
  await expect(connecting).rejects.toMatchObject({ fault: { code: 'cancelled' } })
})

it('has nothing to close when it was never wanted', async () => {
  const { workspace, closed } = aWaitingWorkspace()
  const late = createLateWorkspace(async () => workspace)
  await late.close()
  expect(closed()).toBe(0)
})
