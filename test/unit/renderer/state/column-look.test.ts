import { expect, it } from 'vitest'
import { firstLook, looksIn, withLook } from '../../../../src/renderer/state/column-look'
import { createUiStore } from '../../../../src/renderer/state/ui-store'

it('keeps the columns of each store to itself, from one start to the next', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value)
  }
  const ui = createUiStore(storage)
  ui.setColumns('one shop.sessions', { widths: { since: 140 }, order: { sessions: ['since', 'session'] } })
  ui.setColumns('two blog.sessions', { hidden: ['session'] })
  expect(createUiStore(storage).getState().columns).toEqual({
    'one shop.sessions': { ...firstLook, widths: { since: 140 }, order: { sessions: ['since', 'session'] } },
    'two blog.sessions': { ...firstLook, hidden: ['session'] }
  })
})

it('takes of what is stored only what can be columns', () => {
  expect(looksIn('no')).toEqual({})
  expect(
    looksIn({ a: { widths: { since: -1 }, hidden: [1], paths: 'x', order: { users: [null] } }, b: 3 })
  ).toEqual({
    a: firstLook,
    b: firstLook
  })
})

it('remembers a hundred stores, those arranged last', () => {
  const names = Array.from({ length: 101 }, (_, i) => `store ${i}`)
  const looks = names.reduce((all, name) => withLook(all, name, {}), {})
  expect(Object.keys(looks)).toEqual(names.slice(1))
})
