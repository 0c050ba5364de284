import { expect, it } from 'vitest'
import type { Slice } from '../../../../src/renderer/parts/rolling'
import {
  planAsk,
  questionOf,
  type Standing,
  type ViewQuery
} from '../../../../src/renderer/views/sessions/plan-ask'
import type { ViewAsk } from '../../../../src/shared/domain/view'
import { aKey } from '../../../support/renderer/rows'

const query: ViewQuery = {
  filter: '',
  facet: 'all',
  user: null,
  sort: 'since',
  descending: true,
  holdOrder: false
}

function held(start: number, count: number, matching: number): Slice {
  const ids = Array.from({ length: count }, (_, index) => aKey(start + index))
  return { start, ids, matching, question: questionOf(query) }
}

function standing(part: Partial<Standing> = {}): Standing {
  const seen = { first: 0, count: 30 }
  return { query, slice: null, seen, isAnchored: false, last: null, ...part }
}

function asked(part: Partial<Standing>): ViewAsk {
  const ask = planAsk(standing(part))
  if (ask === null) throw new Error('nothing was asked')
  return ask
}

it('asks for the top first', () => {
  expect(asked({})).toMatchObject({ start: 0, anchor: null, facet: 'all' })
})

it('asks nothing while what main sends covers the screen', () => {
  const last = asked({})
  expect(planAsk(standing({ last, slice: held(0, 130, 1000) }))).toBeNull()
})

it('asks nothing twice while the answer is on its way', () => {
  const last = asked({})
  expect(planAsk(standing({ last }))).toBeNull()
})

it('ties the window to the first row on screen once it must not move', () => {
  const last = asked({})
  const ask = asked({ last, slice: held(0, 130, 1000), isAnchored: true, seen: { first: 70, count: 30 } })
  expect(ask).toMatchObject({ start: 20, anchor: aKey(70), anchorOffset: 50 })
})

it('goes on with the list that it showed when it comes back to the screen scrolled', () => {
  const seen = { first: 70, count: 30 }
  const slice = held(0, 130, 1000)
  expect(asked({ slice, isAnchored: true, seen })).toMatchObject({ start: 20, anchor: aKey(70) })
  expect(asked({ slice: { ...slice, question: 'another' }, isAnchored: true, seen }).start).toBe(0)
})

it('lets the top go free again', () => {
  const slice = held(0, 130, 1000)
  const last = asked({ last: asked({}), slice, isAnchored: true })
  expect(asked({ last, slice })).toMatchObject({ start: 0, anchor: null })
})

it('asks by index where no row is held yet, then ties itself to one', () => {
  const seen = { first: 800, count: 30 }
  const jumped = asked({ last: asked({}), slice: held(0, 130, 1000), isAnchored: true, seen })
  expect(jumped).toMatchObject({ start: 750, anchor: null })
  const tied = asked({ last: jumped, slice: held(750, 130, 1000), isAnchored: true, seen })
  expect(tied).toMatchObject({ anchor: aKey(800), anchorOffset: 50 })
})

it('finds another row to be tied to when its own has gone', () => {
  const seen = { first: 70, count: 30 }
  const slice = held(20, 130, 1000)
  const last = asked({ last: asked({}), slice, isAnchored: true, seen })
  const without = { ...slice, ids: slice.ids.filter(id => id !== last.anchor) }
  expect(asked({ last, slice: without, isAnchored: true, seen }).anchor).toBe(aKey(71))
})

it('begins at the top when the question is another one', () => {
  const last = asked({})
  const next = asked({
    last,
    slice: held(0, 130, 1000),
    isAnchored: true,
    seen: { first: 70, count: 30 },
    query: { ...query, filter: 'ann' }
  })
  expect(next).toMatchObject({ start: 0, anchor: null, filter: 'ann' })
})

it('says at once that the order is to be held', () => {
  const slice = held(0, 130, 1000)
  const last = asked({})
  expect(asked({ last, slice, query: { ...query, holdOrder: true } }).holdOrder).toBe(true)
})
