import type { SessionKey } from '../../shared/domain/session'
import type { SessionSort } from '../../shared/domain/view'
import type { Mirror } from './mirror'
import { comparerOf, itemOf, type RowItem } from './row-item'
import { createSorting, type Sorting } from './sorting'

/** A session's place in one view, whether a filter lets it in or not. Only the marks change; the row itself is replaced. */
export interface Slot extends RowItem {
  /** One bit for the filter that is in force, one for the next: `session-view` says which is which. */
  inBits: number
  /** Another slot stands for this session now, or none: it is taken out when the order is looked at again. */
  isStale: boolean
}

/** Every session of a mirror, and those on their way out, in one order: another filter over it need not sort again. */
export interface Slots {
  readonly size: number
  get(key: SessionKey): Slot | undefined
  /** Puts a row in the place of the one before; it is in nothing yet. */
  put(item: RowItem): Slot
  delete(key: SessionKey): void
  all(): Iterable<Slot>
  /** Goes through all of them as they are now, in order. One that was begun before is given up. */
  begin(sort: SessionSort, isDescending: boolean): SlotPass
}

/** One way through all slots, as they were when it began or when they were in order, step by step. */
export interface SlotPass {
  /** Some of them; none while they are still being sorted; null when there are no more. */
  next(): readonly Slot[] | null
  /** Whether what is told now is told as of now: from here on, whoever follows has to note what changes. */
  readonly isUnderWay: boolean
  /** How far it has come, of 1. */
  readonly share: number
  /** It is not gone on with. */
  giveUp(): void
}

const slotOf = ({ session, state, ending }: RowItem): Slot => ({
  session,
  state,
  ending,
  inBits: 0,
  isStale: false
})

/** So many are told in a step. */
const AT_ONCE = 8192
/** More than this are not sorted by themselves and merged in, all at once: then everything is sorted anew, in steps. */
const MOST_FRESH = 5000

interface Order {
  readonly name: string
  readonly slots: readonly Slot[]
}

/**
 * The order is made once and mended: what was replaced since is taken out, what came is sorted by itself and merged in,
 * which costs one pass over all and a sort of the few.
 */
export function createSlots(mirror: Mirror): Slots {
  const byKey = new Map<SessionKey, Slot>()
  let kept: Order | null = null
  let sorting: { readonly name: string; readonly work: Sorting<Slot> } | null = null
  /** What was put since the kept order was made, or since it began to be. */
  let fresh: Slot[] = []
  let stale = 0
  /** What became stale while a pass is under way: it is told none the less, for it was there when that began. */
  const staleSince = new Set<Slot>()
  let giveUp: (() => void) | null = null
  for (const session of mirror.sessions()) byKey.set(session.key, slotOf(itemOf(session, mirror.now)))

  function retire(slot: Slot | undefined): void {
    if (slot === undefined) return
    slot.isStale = true
    stale += 1
    if (giveUp !== null) staleSince.add(slot)
    // Past this a sort of everything costs about as much as mending, and so much would be held for nothing.
    if (stale * 2 > byKey.size + 1000) forget()
  }

  function forget(): void {
    kept = null
    sorting = null
    fresh = []
    stale = 0
  }

  /** One step towards an order by this name; null until it is there. */
  function orderBy(name: string, compare: (a: RowItem, b: RowItem) => number): Order | null {
    if (kept?.name === name && sorting === null && fresh.length <= MOST_FRESH) return kept
    if (sorting?.name !== name) {
      forget()
      sorting = { name, work: createSorting([...byKey.values()], compare) }
    }
    if (!sorting.work.step()) return null
    kept = { name, slots: sorting.work.sorted }
    sorting = null
    return kept
  }

  function begin(sort: SessionSort, isDescending: boolean): SlotPass {
    giveUp?.()
    const name = `${sort} ${isDescending}`
    const compare = comparerOf(sort, isDescending)
    let merge: Merge | null = null
    let base: Order | null = null
    let staleBefore = 0

    function start(from: Order): Merge {
      base = from
      const added = fresh.filter(slot => !slot.isStale).sort(compare)
      staleBefore = stale
      fresh = []
      staleSince.clear()
      giveUp = () => {
        giveUp = null
        if (kept === base) fresh = [...added, ...fresh]
      }
      return createMerge(from.slots, added, compare)
    }

    function end(all: readonly Slot[]): void {
      giveUp = null
      // Forgotten meanwhile: what was put before that is not among the fresh ones any more.
      if (kept !== base) return
      kept = { name, slots: all }
      stale -= staleBefore
    }

    return {
      next() {
        if (merge === null) {
          const order = orderBy(name, compare)
          if (order !== null) merge = start(order)
          return []
        }
        const some = merge.next(slot => !slot.isStale || staleSince.has(slot))
        if (some === null) end(merge.all)
        return some
      },
      giveUp: () => giveUp?.(),
      get isUnderWay() {
        return merge !== null
      },
      get share() {
        if (merge !== null) return (2 + merge.share) / 3
        return sorting?.name === name ? (2 * sorting.work.share) / 3 : 0
      }
    }
  }

  return {
    get size() {
      return byKey.size
    },
    get: key => byKey.get(key),
    put(item) {
      const { key } = item.session
      retire(byKey.get(key))
      const slot = slotOf(item)
      byKey.set(key, slot)
      if (kept !== null || sorting !== null) fresh.push(slot)
      return slot
    },
    delete(key) {
      retire(byKey.get(key))
      byKey.delete(key)
    },
    all: () => byKey.values(),
    begin
  }
}

interface Merge {
  /** The next ones that are wanted, in order; null when there are no more. */
  next(isWanted: (slot: Slot) => boolean): readonly Slot[] | null
  /** All that were told. */
  readonly all: readonly Slot[]
  readonly share: number
}

/** Two orders as one. */
function createMerge(
  base: readonly Slot[],
  added: readonly Slot[],
  compare: (a: RowItem, b: RowItem) => number
): Merge {
  const all: Slot[] = []
  let at = 0
  let next = 0
  return {
    next(isWanted) {
      if (at === base.length && next === added.length) return null
      const from = all.length
      const tell = (slot: Slot) => void (isWanted(slot) && all.push(slot))
      for (const end = Math.min(base.length, at + AT_ONCE); at < end; at += 1) {
        const slot = base[at] as Slot
        for (let add = added[next]; add !== undefined && compare(add, slot) < 0; add = added[next]) {
          tell(add)
          next += 1
        }
        tell(slot)
      }
      if (at === base.length) for (; next < added.length; next += 1) tell(added[next] as Slot)
      return all.slice(from)
    },
    all,
    get share() {
      return base.length === 0 ? 1 : at / base.length
    }
  }
}
