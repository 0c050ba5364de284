import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { type Ending, type Facet, facets, type SessionWindow, type ViewAsk } from '../../shared/domain/view'
import { createFilter, type IdStartsWith, isInFacet } from './filter'
import type { Transition } from './mirror'
import { comparerOf, itemOf, liveSorts, type RowItem, type RowSource, rowOf } from './row-item'
import { createFollowingOrder, createHeldOrder, type RowOrder } from './row-order'

/** How long a row that has gone stays, struck, before it closes: LOOK, *Motion*. */
export const LINGER_MS = 1660

/** What a view reads from. */
export interface ViewSource extends RowSource {
  readonly idStartsWith: IdStartsWith
}

/** What part of an ask decides which rows are in and how they lie; the rest only slides over them. */
type Query = Pick<ViewAsk, 'filter' | 'facet' | 'user' | 'sort' | 'descending' | 'holdOrder'>
const queryFields = ['filter', 'facet', 'user', 'sort', 'descending', 'holdOrder'] as const

/** One live query over the mirror: filtered, sorted, and sliced to what is on screen. */
export interface SessionView {
  /** A session that goes with an `ending` lingers for a moment; without one it leaves at once. */
  apply(transition: Transition, ending: Ending | null): void
  /** A session whose expiry was crossed: its state, and so its facet, is another now. */
  cross(session: Session): void
  /** Lets lingering rows go; returns when the next one is due, or null. */
  settle(now: EpochMs): EpochMs | null
  /** Answers an ask, rebuilding only when the query part of it is another. */
  window(ask: ViewAsk): Omit<SessionWindow, 'version'>
  indexOf(key: SessionKey): number | null
}

/** A view over `source`, following `first` until asked otherwise. */
export function createSessionView(source: ViewSource, first: ViewAsk): SessionView {
  let query: Query = { ...first, holdOrder: false }
  let passes = createFilter(query.filter, source.idStartsWith)
  let counts = emptyCounts()
  let order: RowOrder = createFollowingOrder(comparerOf(query.sort, query.descending), [])
  /** Every row that fits text and user, whatever its facet. */
  const items = new Map<SessionKey, RowItem>()
  const lingering = new Map<SessionKey, EpochMs>()
  build()

  function isIn(item: RowItem): boolean {
    return (query.user === null || item.session.user === query.user) && passes(item.session, item.state)
  }

  function build(): void {
    passes = createFilter(query.filter, source.idStartsWith)
    counts = emptyCounts()
    for (const [key, item] of items) if (item.ending === null || !isIn(item)) items.delete(key)
    for (const session of source.mirror.sessions()) {
      const item = itemOf(session, source.mirror.now)
      if (!isIn(item)) continue
      items.set(session.key, item)
      tally(item, 1)
    }
    order = createFollowingOrder(
      comparerOf(query.sort, query.descending),
      [...items.values()].filter(isShown)
    )
  }

  function isShown(item: RowItem): boolean {
    return isInFacet(item.state, query.facet)
  }

  function tally(item: RowItem, by: 1 | -1): void {
    if (item.ending !== null) return
    counts.all += by
    counts[item.state] += by
  }

  function replace(before: RowItem | null, after: RowItem | null): void {
    if (before) {
      items.delete(before.session.key)
      tally(before, -1)
    }
    if (after) {
      items.set(after.session.key, after)
      tally(after, 1)
    }
    const shownBefore = before !== null && isShown(before) ? before : null
    const shownAfter = after !== null && isShown(after) ? after : null
    if (shownBefore || shownAfter) order.replace(shownBefore, shownAfter)
  }

  function adopt(ask: ViewAsk): void {
    // Rows whose column cannot move have nothing to hold: a pointer that comes and goes must not cost a rebuild.
    const next: Query = { ...ask, holdOrder: ask.holdOrder && liveSorts.has(ask.sort) }
    if (queryFields.every(field => query[field] === next[field])) return
    const isOnlyHold = queryFields.every(field => field === 'holdOrder' || query[field] === next[field])
    query = next
    if (!(isOnlyHold && next.holdOrder)) build()
    if (next.holdOrder) order = createHeldOrder(order.slice(0, order.size))
  }

  function startOf(ask: ViewAsk): number {
    const anchor = ask.anchor === null ? undefined : items.get(ask.anchor)
    const index = anchor && isShown(anchor) ? order.indexOf(anchor) : -1
    const start = index < 0 ? ask.start : index - ask.anchorOffset
    return Math.max(0, Math.min(start, order.size - ask.count))
  }

  return {
    apply(transition, ending) {
      const before = items.get(transition.key) ?? null
      if (transition.after === null) {
        if (before === null || ending === null) return replace(before, null)
        lingering.set(transition.key, ending.at + LINGER_MS)
        return replace(before, { ...before, ending })
      }
      lingering.delete(transition.key)
      const item = itemOf(transition.after, source.mirror.now)
      replace(before, isIn(item) ? item : null)
    },
    cross(session) {
      const before = items.get(session.key) ?? null
      if (before?.ending) return
      const item = itemOf(session, source.mirror.now)
      replace(before, isIn(item) ? item : null)
    },
    settle(now) {
      let next: EpochMs | null = null
      for (const [key, until] of lingering) {
        if (until > now) {
          next = next === null ? until : Math.min(next, until)
          continue
        }
        lingering.delete(key)
        replace(items.get(key) ?? null, null)
      }
      return next
    },
    window(ask) {
      adopt(ask)
      const start = startOf(ask)
      return {
        ask,
        start,
        rows: order.slice(start, start + ask.count).map(item => rowOf(source, item.session, item.ending)),
        matching: order.size,
        facetCounts: { ...counts },
        waitingNew: order.waiting,
        limits: null,
        totals: source.mirror.totals(),
        madeAt: source.mirror.now
      }
    },
    indexOf(key) {
      const item = items.get(key)
      if (!item || !isShown(item)) return null
      const index = order.indexOf(item)
      return index < 0 ? null : index
    }
  }
}

function emptyCounts(): Record<Facet, number> {
  return Object.fromEntries(facets.map(facet => [facet, 0])) as Record<Facet, number>
}
