import fc from 'fast-check'
import { expect, it } from 'vitest'
import { noAnswers } from '../../../../src/monitor/mirror/filter'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../../src/monitor/mirror/picture'
import { type SortKey, typeRank } from '../../../../src/monitor/mirror/value-order'
import type { Session, SessionKey } from '../../../../src/shared/domain/session'
import { anyChanges, aSession, aViewAsk, keyOf, START } from '../../../support/sessions'

const byCart = (descending: boolean) => aViewAsk({ sort: 'path:cart', descending })
const values = fc.oneof(
  fc.constantFrom(null, true, false, '', 'a', 'B', 'é', Number.NaN, -1, 0, 2.5, Number.POSITIVE_INFINITY),
  fc.integer({ min: 0, max: 4 }).map(by => ({ rank: typeRank.date, by })),
  fc.constantFrom('0a', '0b').map(by => ({ rank: typeRank.objectId, by })),
  fc.constant({ rank: typeRank.hidden, by: 0 })
)

/** Values as they come and change, and a picture that is told of it. */
function sorting(sessions: readonly Session[] = []) {
  const held = new Map<SessionKey, SortKey>()
  let isRead = true
  const picture = createPicture(createMirror(START, [...sessions]), () => false, {
    ...noAnswers,
    valueOf: (path, key) => (path === 'cart' ? held.get(key) : undefined),
    isRead: () => isRead
  })
  return {
    held,
    picture,
    setRead: (next: boolean) => {
      isRead = next
    }
  }
}

/** Too simple to be wrong: each value as a text that sorts as it should. */
function sortable(value: SortKey): readonly [number, number | string] {
  if (value === null) return [0, 0]
  if (typeof value === 'number') return [1, Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value]
  if (typeof value === 'string') return [2, value]
  if (typeof value === 'boolean') return [6, value ? 1 : 0]
  return [value.rank, value.by]
}

function plainSort(sessions: Iterable<Session>, held: Map<SessionKey, SortKey>, isDescending: boolean) {
  const rows = [...sessions].map(session => ({ session, value: held.get(session.key) }))
  const less = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)
  return rows
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        const gone = Number(a.value === undefined) - Number(b.value === undefined)
        if (gone !== 0) return gone
      } else {
        const [x, y] = [sortable(a.value), sortable(b.value)]
        const found = less(x[0], y[0]) || less(x[1], y[1])
        if (found !== 0) return isDescending ? -found : found
      }
      return b.session.sinceAt - a.session.sinceAt || less(a.session.key, b.session.key)
    })
    .map(row => row.session.key)
}

it('lies as a plain sort would have it, whatever comes, goes and is written', () => {
  const step = fc.record({
    changes: anyChanges(),
    found: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(values, { nil: undefined })))
  })
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { maxLength: 5 }), (descending, steps) => {
      const { held, picture } = sorting()
      picture.sessions(byCart(descending))
      for (const { changes, found } of steps) {
        picture.show(picture.mirror.apply(changes), () => 'signed-out', null)
        for (const [n, value] of found) {
          if (value === undefined) held.delete(keyOf(n))
          else held.set(keyOf(n), value)
        }
        picture.revalue(found.map(([n]) => keyOf(n)))
        const rows = picture.sessions(byCart(descending)).rows.map(row => row.key)
        expect(rows).toEqual(plainSort(picture.mirror.sessions(), held, descending))
        expect(rows.map(picture.indexOf)).toEqual(rows.map((_, at) => at))
      }
    })
  )
})

it('holds no order before all values are read, and then keeps a changed row where it was', () => {
  const { held, picture, setRead } = sorting(
    [1, 2, 3].map(n => aSession({ key: keyOf(n), sinceAt: START - n }))
  )
  setRead(false)
  const ask = { ...byCart(true), holdOrder: true }
  const keys = () => picture.sessions(ask).rows.map(row => row.key)
  expect(keys()).toEqual([1, 2, 3].map(keyOf))
  held.set(keyOf(3), 9).set(keyOf(2), 5)
  picture.revalue([keyOf(3), keyOf(2)])
  expect(keys()).toEqual([3, 2, 1].map(keyOf))
  setRead(true)
  keys()
  held.set(keyOf(1), 99)
  picture.revalue([keyOf(1)])
  expect(keys()).toEqual([3, 2, 1].map(keyOf))
  expect(picture.sessions(byCart(true)).rows[0]?.key).toBe(keyOf(1))
})
