import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import {
  type Ending,
  type Facet,
  facets,
  type PathSort,
  pathOf,
  type RowSort,
  type SessionWindow,
  type ViewAsk
} from '../../shared/domain/view'
import type { FilterTree } from '../../shared/filter/tree'
import { createFilter, type FilterSource, isInFacet } from './filter'
import type { Transition } from './mirror'
import { isNarrower } from './narrow'
import { comparerOf, itemOf, liveSorts, type RowItem, type RowSource, rowOf } from './row-item'
import { createFollowingOrder, createHeldOrder, type RowOrder } from './row-order'
import { createSlots, type Slot } from './slots'
import { createTimedCheck } from './timed-check'
import { createValueOrder, type SortValues } from './value-order'

/** How long a row that has gone stays, struck, before it closes: LOOK, *Motion*. */
export const LINGER_MS = 1660

/** What a view reads from. */
export interface ViewSource extends RowSource {
  readonly filter: FilterSource
  /** A filter text as a tree; one that cannot be understood never gets here. */
  readonly treeOf: (text: string) => FilterTree
  readonly values: SortValues
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
  /** What these are sorted by is another now. */
  revalue(keys: Iterable<SessionKey>): void
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
  /** Every session, in or not: letter by letter another filter marks them anew, and the order stays. */
  const slots = createSlots(source.mirror)
  const timed = createTimedCheck()
  let counts = emptyCounts()
  let order: RowOrder = orderOf([])
  const lingering = new Map<SessionKey, EpochMs>()
  build(false)

  function filterOf(text: string) {
    return createFilter(source.treeOf(text), source.filter)
  }

  /** Then who is not in now will not be: letter by letter, most sessions are not looked at again. */
  function isWithin(next: Query): boolean {
    return (
      !filter.isTimed &&
      query.user === next.user &&
      isNarrower(source.treeOf(query.filter), source.treeOf(next.filter))
    )
  }

  function isIn(item: RowItem): boolean {
    return (query.user === null || item.session.user === query.user) && filter.passes(item)
  }

  function build(isWithinLast: boolean): void {
    filter = filterOf(query.filter)
    timed.done(source.mirror.now)
    counts = emptyCounts()
    const shown: RowItem[] = []
    for (const slot of slotsInOrder()) {
      if (isWithinLast && !slot.isIn) continue
      slot.isIn = isIn(slot)
      if (!slot.isIn) continue
      tally(slot, 1)
      if (isShown(slot)) shown.push(slot)
    }
    order = orderOf(shown)
  }

  /** By a path there is no order to begin with: the values put each row in its place. */
  function slotsInOrder(): Iterable<Slot> {
    return isPathSort(query.sort) ? slots.all() : slots.inOrder(query.sort, query.descending)
  }

  function orderOf(shown: readonly RowItem[]): RowOrder {
    const { sort, descending } = query
    if (!isPathSort(sort)) return createFollowingOrder(comparerOf(sort, descending), shown, true)
    const path = pathOf(sort) ?? ''
    return createValueOrder(key => source.values.valueOf(path, key), descending, shown)
  }

  /** Rows whose column cannot move have nothing to hold; nor have those whose values are not all known. */
  function canHold(sort: RowSort): boolean {
    return isPathSort(sort) ? source.values.isRead(pathOf(sort) ?? '') : liveSorts.has(sort)
  }

  /** Looks again whether a session belongs in: by another clock, another payload, another session of its user. */
  function recheck(slot: Slot | undefined): void {
    if (slot === undefined || slot.ending !== null) return
    const was = slot.isIn ? slot : null
    slot.isIn = isIn(slot)
    if (slot.isIn !== (was !== null)) exchange(was, slot.isIn ? slot : null)
  }

  function recheckAll(): void {
    for (const slot of slots.all()) recheck(slot)
    timed.done(source.mirror.now)
  }

  function recheckUser(user: string | null | undefined): void {
    if (!filter.countsSessions || user == null) return
    for (const key of source.mirror.sessionsOf(user)) recheck(slots.get(key))
  }

  function isShown(slot: Slot): boolean {
    return slot.isIn && isInFacet(slot.state, query.facet)
  }

  function tally(item: RowItem, by: 1 | -1): void {
    if (item.ending !== null) return
    counts.all += by
    counts[item.state] += by
  }

  /** Both are slots that are in, or were; null where there is none. */
  function exchange(before: Slot | null, after: Slot | null): void {
    if (before) tally(before, -1)
    if (after) tally(after, 1)
    const from = before !== null && isInFacet(before.state, query.facet) ? before : null
    const to = after !== null && isInFacet(after.state, query.facet) ? after : null
    if (from || to) order.replace(from, to)
  }

  function inSlot(key: SessionKey): Slot | null {
    const slot = slots.get(key)
    return slot?.isIn ? slot : null
  }

  function take(session: Session): void {
    const before = inSlot(session.key)
    const slot = slots.put(itemOf(session, source.mirror.now))
    slot.isIn = isIn(slot)
    exchange(before, slot.isIn ? slot : null)
  }

  function leave(key: SessionKey, ending: Ending | null): void {
    const before = inSlot(key)
    if (before === null || ending === null) {
      slots.delete(key)
      exchange(before, null)
      return
    }
    lingering.set(key, ending.at + LINGER_MS)
    const struck = slots.put({ ...before, ending })
    struck.isIn = true
    exchange(before, struck)
  }

  function adopt(ask: ViewAsk): void {
    // A pointer that comes and goes must not cost a rebuild where there is nothing to hold.
    const next: Query = { ...ask, holdOrder: ask.holdOrder && canHold(ask.sort) }
    if (queryFields.every(field => query[field] === next[field])) return
    const isOnlyHold = queryFields.every(field => field === 'holdOrder' || query[field] === next[field])
    const isWithinLast = isWithin(next)
    query = next
    if (!(isOnlyHold && next.holdOrder)) build(isWithinLast)
    if (next.holdOrder) order = createHeldOrder(order.slice(0, order.size))
  }

  function startOf(ask: ViewAsk): number {
    const anchor = ask.anchor === null ? undefined : slots.get(ask.anchor)
    const index = anchor && isShown(anchor) ? order.indexOf(anchor) : -1
    const start = index < 0 ? ask.start : index - ask.anchorOffset
    return Math.max(0, Math.min(start, order.size - ask.count))
  }

  return {
    apply(transition, ending) {
      if (transition.after === null) leave(transition.key, ending)
      else {
        lingering.delete(transition.key)
        take(transition.after)
      }
      recheckUser(transition.before?.user)
      if (transition.after?.user !== transition.before?.user) recheckUser(transition.after?.user)
    },
    cross(session) {
      if (!slots.get(session.key)?.ending) take(session)
      recheckUser(session.user)
    },
    recheck(keys) {
      for (const key of keys) recheck(slots.get(key))
    },
    recheckAll,
    revalue(keys) {
      if (!isPathSort(query.sort)) return
      for (const key of keys) {
        const slot = inSlot(key)
        if (slot !== null && isShown(slot)) order.replace(slot, slot)
      }
    },
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
        leave(key, null)
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
      const slot = slots.get(key)
      if (!slot || !isShown(slot)) return null
      const index = order.indexOf(slot)
      return index < 0 ? null : index
    }
  }
}

const isPathSort = (sort: RowSort): sort is PathSort => pathOf(sort) !== null

function emptyCounts(): Record<Facet, number> {
  return Object.fromEntries(facets.map(facet => [facet, 0])) as Record<Facet, number>
}
