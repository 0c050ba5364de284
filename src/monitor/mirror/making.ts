import type { SessionKey } from '../../shared/domain/session'
import { type Facet, facets, pathOf, type SessionSort, type ViewAsk } from '../../shared/domain/view'
import { isInFacet, type SessionFilter } from './filter'
import { comparerOf, liveSorts, type RowItem } from './row-item'
import { createFollowingOrder, type RowOrder } from './row-order'
import type { Slot, Slots } from './slots'
import { createGathered } from './sorted-list'
import { createValueOrder, type SortValues } from './value-order'

/** What part of an ask decides which rows are in and how they lie; the rest only slides over them. */
export type Query = Pick<ViewAsk, 'filter' | 'facet' | 'user' | 'sort' | 'descending' | 'holdOrder'>

const queryFields = ['filter', 'facet', 'user', 'sort', 'descending', 'holdOrder'] as const
export const isSameQuery = (a: Query, b: Query) => queryFields.every(field => a[field] === b[field])

/**
 * The query of an ask. Rows whose column cannot move have nothing to hold, nor have those whose values are not all known: a
 * pointer that comes and goes must not cost a rebuild there.
 */
export function queryOf(ask: ViewAsk, values: SortValues): Query {
  const path = pathOf(ask.sort)
  const canHold = path === null ? liveSorts.has(ask.sort) : values.isRead(path)
  return { ...ask, holdOrder: ask.holdOrder && canHold }
}

export type FacetCounts = Record<Facet, number>

/** Whether a row belongs under a query, whatever its facet. */
export function isInQuery(item: RowItem, query: Query, filter: SessionFilter): boolean {
  return (query.user === null || item.session.user === query.user) && filter.passes(item)
}

export function noCounts(): FacetCounts {
  return Object.fromEntries(facets.map(facet => [facet, 0])) as FacetCounts
}

/** One row more, or less; a row on its way out is not counted. */
export function tally(counts: FacetCounts, item: RowItem, by: 1 | -1): void {
  if (item.ending !== null) return
  counts.all += by
  counts[item.state] += by
}

/** Whether a slot is in, by the filter that this bit stands for. */
export const isMarked = (slot: Slot, bit: number): boolean => (slot.inBits & bit) !== 0

export function mark(slot: Slot, bit: number, isIn: boolean): void {
  slot.inBits = isIn ? slot.inBits | bit : slot.inBits & ~bit
}

/** Rows and counts of a query. */
export interface Made {
  readonly order: RowOrder
  readonly counts: FacetCounts
  /** Replaces one slot by another; null where there is none. Both are in, or were. */
  exchange(before: Slot | null, after: Slot | null): void
}

/** What `order` and `counts` are kept by as rows change. */
export function keptBy({ facet }: Query, order: RowOrder, counts: FacetCounts): Made {
  return {
    order,
    counts,
    exchange(before, after) {
      if (before) tally(counts, before, -1)
      if (after) tally(counts, after, 1)
      const from = before !== null && isInFacet(before.state, facet) ? before : null
      const to = after !== null && isInFacet(after.state, facet) ? after : null
      if (from || to) order.replace(from, to)
    }
  }
}

/** Rows on their way into an order. */
interface Ordering {
  /** How they are to be given to it. */
  readonly sort: SessionSort
  readonly isDescending: boolean
  add(item: RowItem): void
  made(): RowOrder
}

/** By a column of ours rows come in their order already; by a path each is put where its value belongs, newest first given. */
export function createOrdering(
  { sort, descending }: Pick<Query, 'sort' | 'descending'>,
  values: SortValues
): Ordering {
  const path = pathOf(sort)
  if (path !== null) {
    const order = createValueOrder(key => values.valueOf(path, key), descending)
    return { sort: 'since', isDescending: true, add: item => order.replace(null, item), made: () => order }
  }
  const own = sort as SessionSort
  const gathered = createGathered<RowItem>()
  const compare = comparerOf(own, descending)
  return {
    sort: own,
    isDescending: descending,
    add: item => gathered.push(item),
    made: () => createFollowingOrder(compare, gathered)
  }
}

/** Rows for another query, made step by step while those of the one before are shown and kept right. */
export interface Making {
  readonly query: Query
  readonly filter: SessionFilter
  /** The bit by which slots are marked. */
  readonly bit: number
  /** How far it is, of 1. */
  readonly share: number
  /** Some milliseconds of work; true when only `finish` is left. */
  step(): boolean
  /** To be called before the slot of this session becomes another one, or is looked at again. */
  touch(key: SessionKey): void
  finish(): Made
  giveUp(): void
}

/** What is to be made. */
export interface MakingAsk {
  readonly query: Query
  readonly filter: SessionFilter
  readonly bit: number
  /** Only slots that this bit marks can be in; null: any can. */
  readonly within: number | null
  readonly values: SortValues
}

/**
 * Goes through all slots as they are when it begins, and then does what has happened to them meanwhile: as a feed reads a
 * snapshot, and then what its stream has told.
 */
export function createMaking(slots: Slots, { query, filter, bit, within, values }: MakingAsk): Making {
  const ordering = createOrdering(query, values)
  const pass = slots.begin(ordering.sort, ordering.isDescending)
  const counts = noCounts()
  /** Slots as they were when the pass began, of sessions that have changed since; null: there was none. */
  const touched = new Map<SessionKey, Slot | null>()

  function look(slot: Slot): void {
    const isIn = (within === null || isMarked(slot, within)) && isInQuery(slot, query, filter)
    mark(slot, bit, isIn)
    if (!isIn) return
    tally(counts, slot, 1)
    if (isInFacet(slot.state, query.facet)) ordering.add(slot)
  }

  return {
    query,
    filter,
    bit,
    get share() {
      return pass.share
    },
    step() {
      const some = pass.next()
      for (const slot of some ?? []) look(slot)
      return some === null
    },
    touch(key) {
      if (pass.isUnderWay && !touched.has(key)) touched.set(key, slots.get(key) ?? null)
    },
    finish() {
      const made = keptBy(query, ordering.made(), counts)
      for (const [key, was] of touched) {
        const before = was !== null && isMarked(was, bit) ? was : null
        const slot = slots.get(key) ?? null
        if (slot !== null) mark(slot, bit, isInQuery(slot, query, filter))
        made.exchange(before, slot !== null && isMarked(slot, bit) ? slot : null)
      }
      return made
    },
    giveUp: pass.giveUp
  }
}
