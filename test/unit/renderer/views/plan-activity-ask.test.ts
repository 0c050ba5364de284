import { expect, it } from 'vitest'
import {
  type ActivityStanding,
  planActivityAsk
} from '../../../../src/renderer/views/activity/plan-activity-ask'

const query = { filter: '', facet: 'all' as const, hasNoise: false, open: [] }
const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => `e${from - i}`)
const slice = { start: 0, ids: ids(500, 140), matching: 500, question: '' }
const first = { ...query, open: [], start: 0, count: 140, anchor: null, anchorOffset: 0 }
const standing: ActivityStanding = {
  query,
  slice,
  seen: { first: 0, count: 40 },
  isAnchored: false,
  last: first
}

it('asks from the top at first, and again for another question', () => {
  expect(planActivityAsk({ ...standing, slice: null, last: null })).toMatchObject({ start: 0, anchor: null })
  const other = planActivityAsk({
    ...standing,
    query: { ...query, facet: 'ended' },
    seen: { first: 90, count: 40 }
  })
  expect(other).toMatchObject({ facet: 'ended', start: 0, anchor: null })
})

it('asks nothing while what it has covers the screen', () => {
  expect(planActivityAsk(standing)).toBeNull()
})

it('ties the window to the first line on screen once that must not move, and then asks no more', () => {
  const anchored = { ...standing, seen: { first: 30, count: 40 }, isAnchored: true }
  const ask = planActivityAsk(anchored)
  expect(ask).toMatchObject({ start: 0, anchor: 'e470', anchorOffset: 30 })
  expect(planActivityAsk({ ...anchored, last: ask })).toBeNull()
})

it('asks for what is unfolded where the screen stands', () => {
  const ask = planActivityAsk({ ...standing, query: { ...query, open: ['f9'] } })
  expect(ask).toMatchObject({ open: ['f9'], start: 0 })
})
