import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import { type Ending, pathOf, type SessionWindow, type ViewAsk } from '../../shared/domain/view'
import type { FilterTree } from '../../shared/filter/tree'
import { createFilter, type FilterSource, isInFacet } from './filter'
import {
  createMaking,
  createOrdering,
  isInQuery,
  isMarked,
  isSameQuery,
  keptBy,
  type Made,
  type Making,
  mark,
  noCounts,
  type Query,
  queryOf
} from './making'
import type { Transition } from './mirror'
import { isNarrower } from './narrow'
import { itemOf, type RowItem, type RowSource, rowOf } from './row-item'
import { createHeldOrder } from './row-order'
import { createSlots, type Slot } from './slots'
import { createTimedCheck } from './timed-check'
import type { SortValues } from './value-order'

/** How long a row that has gone stays, struck, before it closes: LOOK, *Motion*. */
export const LINGER_MS = 1660
/** Rows of so many sessions are made at once: some milliseconds. */
const AT_ONCE = 20_000

/** What a view reads from. */
export interface ViewSource extends RowSource {
  readonly filter: FilterSource
  /** A filter text as a tree; one that cannot be understood never gets here. */
  readonly treeOf: (text: string) => FilterTree
  readonly values: SortValues
  /** For tests: rows of more sessions than this are made step by step. */
  readonly atOnce?: number
}

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
  /**
   * Begins to make the rows of an ask, and goes on showing those of before until `step` has done it. Few rows are made at
   * once. True: there are steps to do.
   */
  prepare(ask: ViewAsk): boolean
  /** Some milliseconds of making; true when nothing is left to make. */
  step(): boolean
  /** How far the rows in the making are, of 1; null when there are none. */
  readonly making: number | null
  /** Whether the rows of an ask are there to be shown. */
  isReady(ask: ViewAsk): boolean
  /** Answers an ask, making its rows now where they are not there. */
  window(ask: ViewAsk): Omit<SessionWindow, 'version'>
  indexOf(key: SessionKey): number | null
}

/** A view over `source`. Its rows are made with the first `prepare` or `window`. */
export function createSessionView(source: ViewSource, first: ViewAsk): SessionView {
  let query = queryOf(first, source.values)
  let filter = filterOf(query.filter)
  /** Every session, in or not: letter by letter another filter marks them anew, and the order stays. */
  const slots = createSlots(source.mirror)
  const timed = createTimedCheck()
  const { atOnce = AT_ONCE } = source
  let made: Made = keptBy(query, createOrdering(query, source.values).made(), noCounts())
  let bit = 1
  let hasRows = false
  let making: Making | null = null
  /** Every row has to be looked at again, and is in the making for that. */
  let isOutdated = false
  const lingering = new Map<SessionKey, EpochMs>()

  function filterOf(text: string) {
    return createFilter(source.treeOf(text), source.filter)
  }

  /** Then who is not in now will not be: letter by letter, most sessions are not looked at again. */
  function isWithin(next: Query): boolean {
    return (
      hasRows &&
      !filter.isTimed &&
      query.user === next.user &&
      isNarrower(source.treeOf(query.filter), source.treeOf(next.filter))
    )
  }

  const isReady = (ask: ViewAsk) => hasRows && isSameQuery(query, queryOf(ask, source.values))
  const isIn = (item: RowItem) => isInQuery(item, query, filter)

  function begin(next: Query): void {
    making?.giveUp()
    making = createMaking(slots, {
      query: next,
      filter: filterOf(next.filter),
      bit: 3 - bit,
      within: isWithin(next) ? bit : null,
      values: source.values
    })
  }

  /** Back to what is shown. */
  function giveUp(): void {
    if (making === null || isSameQuery(making.query, query)) return
    making.giveUp()
    making = null
    if (isOutdated) begin(query)
  }

  function step(): boolean {
    if (making === null) return true
    if (!making.step()) return false
    made = making.finish()
    ;({ query, filter, bit } = making)
    making = null
    hasRows = true
    isOutdated = false
    timed.done(source.mirror.now)
    if (query.holdOrder) hold()
    return true
  }

  function finish(): void {
    while (!step());
  }

  function hold(): void {
    const { order, counts } = made
    const held = createHeldOrder(order.slice(0, order.size), order.compare)
    made = keptBy(query, held, counts)
  }

  function prepare(ask: ViewAsk): boolean {
    const next = queryOf(ask, source.values)
    if (hasRows && isSameQuery(query, next)) {
      giveUp()
      return false
    }
    if (hasRows && next.holdOrder && isSameQuery(query, { ...next, holdOrder: false })) {
      giveUp()
      query = next
      hold()
      return false
    }
    if (making === null || !isSameQuery(making.query, next)) begin(next)
    if (slots.size > atOnce) return true
    finish()
    return false
  }

  /** Looks again whether a session belongs in: by another clock, another payload, another session of its user. */
  function recheck(slot: Slot | undefined): void {
    if (slot === undefined || slot.ending !== null) return
    making?.touch(slot.session.key)
    const was = isMarked(slot, bit)
    mark(slot, bit, isIn(slot))
    if (isMarked(slot, bit) !== was) made.exchange(was ? slot : null, was ? null : slot)
  }

  function recheckAll(): void {
    timed.done(source.mirror.now)
    // Many are looked at step by step. Rows in a held order are kept in it, and that is done row by row.
    if (slots.size > atOnce && !query.holdOrder) {
      isOutdated = true
      begin(making?.query ?? query)
      return
    }
    for (const slot of slots.all()) recheck(slot)
  }

  function recheckUser(user: string | null | undefined): void {
    if (user == null || !(filter.countsSessions || making?.filter.countsSessions)) return
    for (const key of source.mirror.sessionsOf(user)) recheck(slots.get(key))
  }

  const isShown = (slot: Slot) => isMarked(slot, bit) && isInFacet(slot.state, query.facet)

  function inSlot(key: SessionKey): Slot | null {
    const slot = slots.get(key)
    return slot !== undefined && isMarked(slot, bit) ? slot : null
  }

  function take(session: Session): void {
    making?.touch(session.key)
    const before = inSlot(session.key)
    const slot = slots.put(itemOf(session, source.mirror.now))
    mark(slot, bit, isIn(slot))
    made.exchange(before, isMarked(slot, bit) ? slot : null)
  }

  function leave(key: SessionKey, ending: Ending | null): void {
    making?.touch(key)
    const before = inSlot(key)
    if (before === null || ending === null) {
      slots.delete(key)
      made.exchange(before, null)
      return
    }
    lingering.set(key, ending.at + LINGER_MS)
    const struck = slots.put({ ...before, ending })
    mark(struck, bit, true)
    made.exchange(before, struck)
  }

  function startOf(ask: ViewAsk): number {
    const { order } = made
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
      for (const key of keys) {
        making?.touch(key)
        const slot = pathOf(query.sort) === null ? null : inSlot(key)
        if (slot !== null && isShown(slot)) made.order.replace(slot, slot)
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
    prepare,
    step,
    get making() {
      return making?.share ?? null
    },
    isReady,
    window(ask) {
      if (!isReady(ask) && prepare(ask)) finish()
      const { order, counts } = made
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
        making: making?.share ?? null,
        totals: source.mirror.totals(),
        madeAt: source.mirror.now
      }
    },
    indexOf(key) {
      const slot = slots.get(key)
      if (!slot || !isShown(slot)) return null
      const index = made.order.indexOf(slot)
      return index < 0 ? null : index
    }
  }
}
