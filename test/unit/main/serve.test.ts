import type { IpcMainInvokeEvent } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { type Door, serveRequest } from '../../../src/main/ipc/serve'
import { FaultError, fault, internalFault } from '../../../src/shared/fault'

type Answer = (event: IpcMainInvokeEvent, raw: unknown) => unknown

const channels = new Map<string, Answer>()
const reported: unknown[] = []
let isOurs = true
const door: Door = {
  ipc: { handle: (name, answer) => void channels.set(name, answer) },
  isOurWindow: () => isOurs,
  report: error => reported.push(error)
}
const anEvent = {} as IpcMainInvokeEvent
const call = (name: string, raw: unknown) => channels.get(name)?.(anEvent, raw)

beforeEach(() => {
  channels.clear()
  reported.length = 0
  isOurs = true
})

it('answers a well-formed request of our own window with a value', async () => {
  serveRequest(door, 'appearance:set', async () => null)
  expect(await call('appearance:set', 'dark')).toEqual({ ok: true, value: null })
})

it('refuses a sender that is not our window, before looking at what it sent', async () => {
  isOurs = false
  serveRequest(door, 'appearance:set', async () => null)
  expect(await call('appearance:set', 'dark')).toMatchObject({ ok: false, fault: { code: 'bad-request' } })
})

it('names a few of many wrong places', async () => {
  serveRequest(door, 'columns:read', async () => Promise.reject(new Error('not reached')))
  const answer = await call('columns:read', { keys: Array.from({ length: 150 }, () => 17), paths: [] })
  expect(JSON.stringify(answer)).toContain('keys.0, keys.1, keys.2 and 147 more')
})

it('refuses a wrong shape by naming the place and never the value', async () => {
  serveRequest(door, 'connection:open', async () => Promise.reject(new Error('not reached')))
  const answer = await call('connection:open', { uri: 17, isReadOnly: 'hunter2', ns: null })
  expect(answer).toMatchObject({ ok: false, fault: { code: 'bad-request' } })
  expect(JSON.stringify(answer)).toContain('uri, isReadOnly')
  expect(JSON.stringify(answer)).not.toContain('hunter2')
})

it('passes an expected failure on and reports only bugs', async () => {
  const away = fault('unreachable', 'The server is away.')
  serveRequest(door, 'feed:restart', () => Promise.reject(new FaultError(away)))
  expect(await call('feed:restart', undefined)).toEqual({ ok: false, fault: away })
  expect(reported).toEqual([])
  serveRequest(door, 'feed:restart', () => Promise.reject(new TypeError('a bug')))
  expect(await call('feed:restart', undefined)).toEqual({ ok: false, fault: internalFault })
  expect(reported).toHaveLength(1)
})
