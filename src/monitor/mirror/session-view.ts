import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { type Ending, type Facet, facets, type SessionWindow, type ViewAsk } from '../../shared/domain/view'
import type { FilterTree } from '../../shared/filter/tree'
import { createFilter, type FilterSource, isInFacet } from './filter'
import type { Transition } from './mirror'
import { comparerOf, itemOf, liveSorts, type RowItem, type RowSource, rowOf } from './row-item'
import { createFollowingOrder, createHeldOrder, type RowOrder } from './row-order'
import { createSortedItems } from './sorted-items'
import { createTimedCheck } from './timed-check'

/** How long a row that has gone stays, struck, before it closes: LOOK, *Motion*. */
export const LINGER_MS = 1660

/** What a view reads from. */
export interface ViewSource extends RowSource {
  readonly filter: FilterSource
  /** A filter text as a tree; one that cannot be understood never gets here. */
  readonly treeOf: (text: string) => FilterTree
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
  /** What is known of their payloads is another now. */
  recheck(keys: Iterable<SessionKey>): void
  /** As above, of every session. */
  recheckAll(): void
  /** Lets lingering rows go; returns when the next one is due, or null. */
  settle(now: EpochMs): EpochMs | null
  /** Answers an ask, rebuilding only when the query part of it is another. */
  window(ask: ViewAsk): Omit<SessionWindow, 'version'>
  indexOf(key: SessionKey): number | null
}

/** A view over `source`, following `first` until asked otherwise. */
export function createSessionView(source: ViewSource, first: ViewAsk): SessionView {
  let query: Query = { ...first, holdOrder: false }
  let filter = filterOf(query.filter)
  const sorted = createSortedItems(source.mirror)
  const timed = createTimedCheck()
  let counts = emptyCounts()
  let order: RowOrder = createFollowingOrder(comparerOf(query.sort, query.descending), [])
  /** Every row that fits text and user, whatever its facet. */
  const items = new Map<SessionKey, RowItem>()
  const lingering = new Map<SessionKey, EpochMs>()
  build()

  function filterOf(text: string) {
    return createFilter(source.treeOf(text), source.filter)
  }

  function isIn(item: RowItem): boolean {
    return (query.user === null || item.session.user === query.user) && filter.passes(item)
  }

  function build(): void {
    filter = filterOf(query.filter)
    timed.done(source.mirror.now)
    counts = emptyCounts()
    for (const [key, item] of items) if (item.ending === null || !isIn(item)) items.delete(key)
    const struck = [...items.values()].filter(isShown)
    const shown: RowItem[] = []
    for (const item of sorted.in(query.sort, query.descending)) {
      if (!isIn(item)) continue
      items.set(item.session.key, item)
      tally(item, 1)
      if (isShown(item)) shown.push(item)
    }
    // Already in order, which costs the sort within one pass; the few that are on their way out are put between.
    order = createFollowingOrder(comparerOf(query.sort, query.descending), shown)
    for (const item of struck) order.replace(null, item)
  }

  /** Looks again whether a session belongs in: by another clock, another payload, another session of its user. */
  function recheckOne(session: Session): void {
    const before = items.get(session.key) ?? null
    if (before?.ending) return
    const item = itemOf(session, source.mirror.now)
    const isInNow = isIn(item)
    if (isInNow ? before?.state === item.state : before === null) return
    replace(before, isInNow ? item : null)
  }

  function recheckAll(): void {
    for (const session of source.mirror.sessions()) recheckOne(session)
    timed.done(source.mirror.now)
  }

  function recheckUser(user: string | null | undefined): void {
    if (!filter.countsSessions || user == null) return
    for (const key of source.mirror.sessionsOf(user)) recheckKey(key)
  }

  function recheckKey(key: SessionKey): void {
    const session = source.mirror.get(key)
    if (session) recheckOne(session)
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

  function applyOne(transition: Transition, ending: Ending | null): void {
    const before = items.get(transition.key) ?? null
    if (transition.after === null) {
      const isStruck = before !== null && ending !== null
      if (isStruck) lingering.set(transition.key, ending.at + LINGER_MS)
      replace(before, isStruck ? { ...before, ending } : null)
      return
    }
    lingering.delete(transition.key)
    const item = itemOf(transition.after, source.mirror.now)
    replace(before, isIn(item) ? item : null)
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
      sorted.touch(transition.key)
      applyOne(transition, ending)
      recheckUser(transition.before?.user)
      if (transition.after?.user !== transition.before?.user) recheckUser(transition.after?.user)
    },
    cross(session) {
      sorted.touch(session.key)
      const before = items.get(session.key) ?? null
      if (!before?.ending) {
        const item = itemOf(session, source.mirror.now)
        replace(before, isIn(item) ? item : null)
      }
      recheckUser(session.user)
    },
    recheck(keys) {
      for (const key of keys) recheckKey(key)
    },
    recheckAll,
    settle(now) {
      let next: EpochMs | null = null
      if (filter.isTimed) {
        if (timed.dueInMs(source.mirror) <= 0) recheckAll()
        next = now + timed.dueInMs(source.mirror)
      }
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
        reading: null,
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
