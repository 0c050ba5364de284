import { expect, it } from 'vitest'
import { createColumnsStore } from '../../../../src/renderer/state/columns-store'
import type { Bridge } from '../../../../src/shared/ipc/contract'
import { keyOf } from '../../../support/sessions'

/** A server with one value a session, that counts the questions. */
function aServer() {
  const asked: (readonly string[])[] = []
  const values = new Map<string, string>()
  const bridge = {
    async ask(_: string, { keys, paths }: { keys: readonly string[]; paths: readonly string[] }) {
      asked.push(keys)
      const value = (key: string) => ({ text: values.get(key) ?? '', isNumber: true })
      return { ok: true, value: keys.map(key => ({ key, values: paths.map(() => value(key)) })) }
    },
    on: () => () => undefined
  } as unknown as Bridge
  return { asked, values, bridge }
}

const rowOf = (n: number, payloadDigest: number) => ({ key: keyOf(n), payloadDigest, ending: null })
const answered = () => new Promise(resolve => setTimeout(resolve))

it('asks once for each row and payload, and keeps what stood there before', async () => {
  const { asked, values, bridge } = aServer()
  const store = createColumnsStore(bridge)
  values.set(keyOf(1), '1').set(keyOf(2), '5')
  store.follow([rowOf(1, 10), rowOf(2, 20)], ['cart.items'])
  await answered()
  store.follow([rowOf(1, 10), rowOf(2, 20)], ['cart.items'])
  await answered()
  expect(asked).toEqual([[keyOf(1), keyOf(2)]])
  values.set(keyOf(1), '3')
  store.follow([rowOf(1, 11), rowOf(2, 20)], ['cart.items'])
  await answered()
  expect(asked.at(-1)).toEqual([keyOf(1)])
  const kept = store.getState().rows.get(keyOf(1))
  expect([kept?.values.get('cart.items')?.text, kept?.was.get('cart.items')]).toEqual(['3', '1'])
  store.follow([rowOf(2, 20)], ['cart.items', 'views'])
  await answered()
  expect([...store.getState().rows.keys()]).toEqual([keyOf(2)])
})

it('asks for nothing while there is no column', async () => {
  const { asked, bridge } = aServer()
  createColumnsStore(bridge).follow([rowOf(1, 10)], [])
  await answered()
  expect(asked).toEqual([])
})
