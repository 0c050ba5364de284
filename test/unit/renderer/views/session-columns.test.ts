import { expect, it } from 'vitest'
import { columnsWith, withRoom } from '../../../../src/renderer/views/sessions/session-columns'

it('lets columns of the person’s own give way, the last first, before ours lose their room', () => {
  const columns = columnsWith(['cart.items', 'role'])
  const shown = (width: number) => withRoom(columns, { expires: 176 }, width).map(column => column.id)
  const ours = columnsWith([]).map(column => column.id)
  expect(shown(1000)).toEqual([...ours.slice(0, -1), 'path:cart.items', 'path:role', 'expires'])
  expect(shown(800)).toEqual([...ours.slice(0, -1), 'path:cart.items', 'expires'])
  expect(shown(600)).toEqual(ours)
})
