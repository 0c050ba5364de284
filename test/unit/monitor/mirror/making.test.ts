import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFilter, isInFacet, noAnswers } from '../../../../src/monitor/mirror/filter'
import { type Change, createMirror, type Mirror } from '../../../../src/monitor/mirror/mirror'
import { comparerOf, itemOf, type RowItem } from '../../../../src/monitor/mirror/row-item'
import { createSessionView, type ViewSource } from '../../../../src/monitor/mirror/session-view'
import { createSorting } from '../../../../src/monitor/mirror/sorting'
import type { Session, SessionKey } from '../../../../src/shared/domain/session'
import { facets, type SessionSort, sessionSorts, type ViewAsk } from '../../../../src/shared/domain/view'
import { parseFilter } from '../../../../src/shared/filter/parse'
import { everything } from '../../../../src/shared/filter/tree'
import { aSession, aViewAsk, keyOf, START } from '../../../support/sessions'

/** More than two steps of anything. */
const MANY = 9000
const PATH = 'path:cart.total'

describe('sorting in steps', () => {
  it('puts all in the order of a plain sort, however they lay', () => {
    const numbers = fc.integer({ min: 0, max: 14_000 }).chain(length =>
      fc.record({
        length: fc.constant(length),
        // Rising, falling, in waves and in any order.
        step: fc.constantFrom(1, -1, 1024, 7919, 104_729)
      })
    )
    fc.assert(
      fc.property(numbers, ({ length, step }) => {
        const items = [...new Set(Array.from({ length }, (_, i) => (i * step) % 15_013))]
        const sorting = createSorting(items, (a, b) => a - b)
        let steps = 1
        while (!sorting.step()) steps += 1
        expect(sorting.sorted).toEqual([...items].sort((a, b) => a - b))
        expect(sorting.share).toBe(1)
        expect(steps).toBeGreaterThanOrEqual(Math.floor(length / 4096))
      }),
      { numRuns: 30 }
    )
  })
})

/** What a session has at a path; one in five has nothing there. */
function cartOf(key: SessionKey): number | undefined {
  const n = Number.parseInt(key, 16)
  return n % 5 === 0 ? undefined : n % 97
}

/** By the value at a path: those without it last, those with the same newest first. */
function byValue(isDescending: boolean): (a: RowItem, b: RowItem) => number {
  const missing = isDescending ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const rank = ({ session }: RowItem) => (cartOf(session.key) ?? missing) * (isDescending ? -1 : 1)
  return (a, b) => {
    const [x, y] = [rank(a), rank(b)]
    if (x !== y) return x - y
    return b.session.sinceAt - a.session.sinceAt || (a.session.key < b.session.key ? -1 : 1)
  }
}

function sourceOf(mirror: Mirror): ViewSource {
  return {
    mirror,
    marks: new Map(),
    filter: {
      idStartsWith: () => false,
      payloads: noAnswers,
      sessionsOf: user => mirror.sessionsOf(user).size,
      now: () => mirror.now
    },
    treeOf(text) {
      const parsed = parseFilter(text)
      return parsed.ok ? parsed.tree : everything
    },
    values: { valueOf: (_, key) => cartOf(key), isRead: () => true },
    atOnce: 0
  }
}

/** By a filter and a sort over everything, with nothing kept from before. */
function plainRows(mirror: Mirror, ask: ViewAsk): readonly Session[] {
  const source = sourceOf(mirror)
  const filter = createFilter(source.treeOf(ask.filter), source.filter)
  return [...mirror.sessions()]
    .map(session => itemOf(session, mirror.now))
    .filter(item => ask.user === null || item.session.user === ask.user)
    .filter(item => filter.passes(item) && isInFacet(item.state, ask.facet))
    .sort(ask.sort === PATH ? byValue(ask.descending) : comparerOf(ask.sort as SessionSort, ask.descending))
    .map(item => item.session)
}

const users = [null, null, 'ann@shop.io', 'Bob@shop.io', 'bob@shop.io', 'åsa']
const sessionAt = (n: number, fields: Partial<Session> = {}) =>
  aSession({
    key: keyOf(n),
    maskedId: `${(n % 256).toString(16).padStart(2, '0')}…xx`,
    user: users[n % users.length] ?? null,
    state: users[n % users.length] ? 'signed-in' : 'guest',
    sinceAt: START - ((n * 7919) % 10_007) * 1000,
    lastSeenAt: n % 11 === 0 ? null : START - ((n * 31) % 5003) * 1000,
    expiresAt: n % 13 === 0 ? null : START + ((n * 101) % 9001) * 1000,
    ...fields
  })
const manySessions = Array.from({ length: MANY }, (_, n) => sessionAt(n))

const anAsk: fc.Arbitrary<ViewAsk> = fc
  .record({
    facet: fc.constantFrom(...facets),
    sort: fc.constantFrom(...sessionSorts, PATH, PATH),
    descending: fc.boolean(),
    filter: fc.constantFrom('', 'b', 'bo', 'bob', 'guest', '-ann', 'sessions>1500'),
    user: fc.constantFrom(null, null, null, 'bob@shop.io'),
    start: fc.constantFrom(0, 500, MANY)
  })
  .map(fields => aViewAsk({ ...fields, count: 100 }))

/** Something that happens between two steps. */
type Event =
  | { readonly kind: 'put' | 'remove'; readonly ns: readonly number[]; readonly shift: number }
  | { readonly kind: 'advance'; readonly byMs: number }
  | { readonly kind: 'recheck' }
  | { readonly kind: 'ask'; readonly ask: ViewAsk }
const someKeys = fc.array(fc.integer({ min: 0, max: MANY + 500 }), { maxLength: 60 })
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('put' as const), ns: someKeys, shift: fc.nat(9999) })
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), ns: someKeys, shift: fc.nat(9999) })
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('advance' as const), byMs: fc.nat(600_000) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'recheck' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const), ask: anAsk }) }
)

const changeOf = (n: number, { kind, shift }: Extract<Event, { ns: readonly number[] }>): Change =>
  kind === 'remove'
    ? { kind, key: keyOf(n), at: START }
    : {
        kind,
        at: START,
        session: sessionAt(n, { expiresAt: START + ((n + shift) % 9001) * 1000, payloadDigest: shift })
      }

describe('rows made in steps', () => {
  it('are those of a plain filter and sort, whatever happens between the steps', () => {
    fc.assert(
      fc.property(anAsk, fc.array(anEvent, { minLength: 4, maxLength: 25 }), (first, events) => {
        const mirror = createMirror(START, manySessions)
        const view = createSessionView(sourceOf(mirror), first)
        let asked = first
        view.prepare(asked)
        for (const event of events) {
          view.step()
          if (event.kind === 'ask') {
            asked = event.ask
            view.prepare(asked)
          } else if (event.kind === 'recheck') view.recheckAll()
          else if (event.kind === 'advance') {
            for (const session of mirror.advance(mirror.now + event.byMs)) view.cross(session)
            view.settle(mirror.now)
          } else {
            for (const transition of mirror.apply(event.ns.map(n => changeOf(n, event))))
              view.apply(transition, null)
          }
        }
        while (!view.step());
        const window = view.window(asked)
        const plain = plainRows(mirror, asked)
        expect(window.matching).toBe(plain.length)
        expect(window.rows.map(row => row.key)).toEqual(
          plain.slice(window.start, window.start + asked.count).map(session => session.key)
        )
        expect(window.facetCounts).toEqual(
          Object.fromEntries(facets.map(facet => [facet, plainRows(mirror, { ...asked, facet }).length]))
        )
        expect(window.making).toBeNull()
      }),
      { numRuns: 15 }
    )
  }, 60_000)

  it('leave those of before on screen, and right, until they are there', () => {
    const mirror = createMirror(START, manySessions)
    const view = createSessionView(sourceOf(mirror), aViewAsk({ sort: 'since' }))
    const before = aViewAsk({ sort: 'since', count: 50 })
    expect(view.prepare(before)).toBe(true)
    expect(view.isReady(before)).toBe(false)
    while (!view.step());
    expect(view.prepare(aViewAsk({ sort: 'user', filter: 'bob' }))).toBe(true)
    const shares: number[] = []
    for (let n = 0; !view.step(); n += 1) {
      shares.push(view.making ?? 1)
      const change: Change = { kind: 'put', session: sessionAt(n, { sinceAt: START + n }), at: START }
      for (const transition of mirror.apply([change])) view.apply(transition, null)
      expect(view.isReady(before)).toBe(true)
      expect(view.window(before).rows.map(row => row.key)).toEqual(
        plainRows(mirror, before)
          .slice(0, 50)
          .map(session => session.key)
      )
    }
    expect(shares.length).toBeGreaterThan(5)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    expect(view.isReady(before)).toBe(false)
  })
})
