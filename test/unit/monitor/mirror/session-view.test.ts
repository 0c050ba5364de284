import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../../src/monitor/mirror/picture'
import { stateAt } from '../../../../src/shared/domain/session'
import { facets, sessionSorts, type ViewAsk } from '../../../../src/shared/domain/view'
import { aGuest, anyChanges, aSession, aViewAsk, keyOf, START } from '../../../support/sessions'

const noIds = () => false
const anAsk: fc.Arbitrary<ViewAsk> = fc
  .record({
    facet: fc.constantFrom(...facets),
    sort: fc.constantFrom(...sessionSorts),
    descending: fc.boolean(),
    filter: fc.constantFrom('', 'ann', 'guest', '0', 'nobody'),
    user: fc.constantFrom(null, 'bob@shop.io')
  })
  .map(aViewAsk)

function pictureOf(sessions = [aSession()], at = START) {
  return createPicture(createMirror(at, sessions), noIds)
}

it('shows, after any changes and any passing of time, what a view made anew would show', () => {
  const step = fc.record({ changes: anyChanges(), to: fc.integer({ min: -50, max: 250 }) })
  fc.assert(
    fc.property(anAsk, fc.array(step, { maxLength: 6 }), (ask, steps) => {
      const picture = pictureOf([])
      picture.sessions(ask)
      for (const { changes, to } of steps) {
        picture.show(picture.mirror.apply(changes), () => 'signed-out', START)
        picture.advance(START + to * 1000)
        picture.settle(START + 1_000_000)
        const kept = picture.sessions(ask)
        const anew = createPicture(picture.mirror, noIds).sessions(ask)
        const plain = (w: typeof kept) => ({
          ...w,
          rows: w.rows.map(r => ({ ...r, changedAt: null, changedHow: null }))
        })
        expect(plain(kept)).toEqual(plain(anew))
      }
    })
  )
})

it('counts under its facets exactly the rows each facet shows', () => {
  fc.assert(
    fc.property(anyChanges(), anAsk, (changes, ask) => {
      const picture = pictureOf([])
      picture.mirror.apply(changes)
      const { facetCounts } = picture.sessions(ask)
      for (const facet of facets)
        expect(picture.sessions({ ...ask, facet }).matching).toBe(facetCounts[facet])
      for (const row of picture.sessions({ ...ask, facet: 'expired' }).rows) {
        expect(stateAt(row, START)).toBe('expired')
      }
    })
  )
})

const three = [
  aSession({ key: keyOf(1), sinceAt: START - 3000 }),
  aGuest({ key: keyOf(2), sinceAt: START - 2000 }),
  aSession({ key: keyOf(3), sinceAt: START - 1000, user: 'bob@shop.io' })
]

describe('a row that goes', () => {
  it('stays struck for a moment, is counted no more, then leaves', () => {
    const picture = pictureOf(three)
    picture.sessions(aViewAsk())
    const gone = picture.mirror.apply([{ kind: 'remove', key: keyOf(2), at: START }])
    picture.show(gone, () => 'signed-out', START)
    const struck = picture.sessions(aViewAsk())
    expect(struck.rows.map(r => r.ending)).toEqual([null, { how: 'signed-out', at: START }, null])
    expect(struck.facetCounts.all).toBe(2)
    expect(picture.settle(START + 100)).toBe(START + 1660)
    picture.settle(START + 1660)
    expect(picture.sessions(aViewAsk()).rows.map(r => r.key)).toEqual([keyOf(3), keyOf(1)])
  })

  it('is a whole row again when it comes back', () => {
    const picture = pictureOf(three)
    picture.sessions(aViewAsk())
    picture.show(picture.mirror.apply([{ kind: 'remove', key: keyOf(1), at: START }]), () => 'expired', START)
    const back = picture.mirror.apply([{ kind: 'put', session: three[0] ?? aSession(), at: START + 500 }])
    picture.show(back, () => 'signed-out', START + 500)
    picture.settle(START + 5000)
    expect(picture.sessions(aViewAsk()).rows.find(r => r.key === keyOf(1))?.ending).toBeNull()
  })
})

it('slides the window so that the anchor keeps its place when rows enter above', () => {
  const many = Array.from({ length: 50 }, (_, i) => aSession({ key: keyOf(i), sinceAt: START - i * 1000 }))
  const picture = pictureOf(many)
  const ask = aViewAsk({ start: 10, count: 5, anchor: keyOf(12), anchorOffset: 2 })
  expect(picture.sessions(ask).start).toBe(10)
  const fresh = [70, 71, 72].map(n => aSession({ key: keyOf(n), sinceAt: START + n }))
  picture.show(
    picture.mirror.apply(fresh.map(session => ({ kind: 'put', session, at: START }))),
    () => 'signed-out',
    START
  )
  const slid = picture.sessions(ask)
  expect(slid.start).toBe(13)
  expect(slid.rows.map(r => r.key)).toEqual([10, 11, 12, 13, 14].map(keyOf))
})

describe('a held order', () => {
  const ask = aViewAsk({ sort: 'expires', descending: false })
  const held = { ...ask, holdOrder: true }
  const expiring = [1, 2, 3].map(n => aSession({ key: keyOf(n), expiresAt: START + n * 60_000 }))

  it('keeps rows in their places while they change, lets gone ones leave and new ones wait', () => {
    const picture = pictureOf(expiring)
    picture.sessions(ask)
    picture.sessions(held)
    const changes = [
      { kind: 'put' as const, session: aSession({ key: keyOf(1), expiresAt: START + 999_000 }), at: START },
      { kind: 'put' as const, session: aSession({ key: keyOf(9), expiresAt: START + 1000 }), at: START },
      { kind: 'remove' as const, key: keyOf(2), at: START }
    ]
    picture.show(picture.mirror.apply(changes), () => 'signed-out', START)
    picture.settle(START + 5000)
    const shown = picture.sessions(held)
    expect(shown.rows.map(r => r.key)).toEqual([keyOf(1), keyOf(3)])
    expect(shown.rows[0]?.expiresAt).toBe(START + 999_000)
    expect(shown.waitingNew).toBe(1)
    expect(picture.sessions(ask).rows.map(r => r.key)).toEqual([9, 3, 1].map(keyOf))
  })
})

it('marks what arrived and what changed, and nothing that was there when it opened', () => {
  const picture = pictureOf(three)
  picture.sessions(aViewAsk())
  const changes = [
    { kind: 'put' as const, session: aSession({ key: keyOf(1), payloadDigest: 7 }), at: START + 10 },
    { kind: 'put' as const, session: aGuest({ key: keyOf(4), sinceAt: START }), at: START + 10 }
  ]
  picture.show(picture.mirror.apply(changes), () => 'signed-out', START + 10)
  const marks = picture.sessions(aViewAsk()).rows.map(r => [r.key, r.changedHow])
  expect(marks).toEqual([
    [keyOf(4), 'new'],
    [keyOf(3), null],
    [keyOf(2), null],
    [keyOf(1), 'changed']
  ])
})
