import type { IpcMain } from 'electron'
import { expect, it } from 'vitest'
import { keepFirstQuestion } from '../../../src/main/first-question'

type Listener = Parameters<IpcMain['handle']>[1]

/** A door whose listeners can be asked by name, as the page would. */
function aDoor() {
  const listeners = new Map<string, Listener>()
  const event = {} as Parameters<Listener>[0]
  return {
    ipc: { handle: (name: string, listener: Listener) => void listeners.set(name, listener) },
    ask: (name: string): Promise<unknown> => {
      const listener = listeners.get(name)
      return listener ? Promise.resolve(listener(event)) : Promise.reject(new Error(`No handler for ${name}`))
    }
  }
}

it('answers what the page asked before the program was there', async () => {
  const door = aDoor()
  const program = keepFirstQuestion(door.ipc)
  const asked = door.ask('app:read')
  program.handle('app:read', async () => 'the facts')
  expect(await asked).toBe('the facts')
  expect(await door.ask('app:read')).toBe('the facts')
})

it('hands on every other request', async () => {
  const door = aDoor()
  keepFirstQuestion(door.ipc).handle('view:ask', async () => 'a window')
  expect(await door.ask('view:ask')).toBe('a window')
})
