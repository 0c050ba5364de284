import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import type { Facet, SessionRow, SessionWindow, ViewAsk, WindowLimits } from '../../shared/domain/view'
import type { Countable } from './countable'
import type { CountedIntake } from './intake'
import type { CountedReads } from './reads'
import { type Tallies, totalsOf } from './tallies'
import { facetsOf, orderOf } from './window-query'

/** The rows of the last read, and what is known of how many more there are. */
interface Shown {
  readonly ask: ViewAsk
  readonly keys: readonly SessionKey[]
  /** The list ends with these rows. */
  readonly isEnd: boolean
}

type MadeWindow = Omit<SessionWindow, 'version' | 'madeAt'>

/** The Sessions window of a large store: read when asked for and again when told to, made as often as wanted. */
export interface CountedWindow {
  /** Reads the rows of `ask`. Of several on their way, the last one asked for answers them all. */
  read(ask: ViewAsk): Promise<MadeWindow>
  /** Counts how many rows the followed ask has, where the totals do not tell: once, or again. */
  count(isAgain: boolean): Promise<void>
  /** Made of what was read last; null before that. */
  make(): MadeWindow | null
  indexOf(key: SessionKey): number | null
  /** How many rows a query has; null while that is not counted. */
  matchingOf(query: Question): number | null
}

/** What a window is made from. */
export interface CountedWindowSource {
  readonly countable: Countable
  readonly reads: CountedReads
  readonly intake: CountedIntake
  readonly now: () => EpochMs
}

type Question = Pick<ViewAsk, 'filter' | 'facet' | 'user'>

/** Asks with the same answer to "how many". */
const questionOf = (ask: Question) => JSON.stringify([ask.filter.trim(), ask.facet, ask.user])

/** Nothing narrows it but a state: the totals say how many. */
const isWhole = (ask: Question) => ask.filter.trim() === '' && ask.user === null

export function createCountedWindow(source: CountedWindowSource): CountedWindow {
  const { countable, reads, intake, now } = source
  let shown: Shown | null = null
  let latest: Promise<Shown> | null = null
  let counting: string | null = null
  /** How many rows one question has, counted by the database. */
  let answer: { readonly question: string; readonly matching: number } | null = null

  function matchingOf(ask: Question): number | null {
    if (isWhole(ask)) return facetCount(intake.tallies, ask.facet)
    return answer?.question === questionOf(ask) ? answer.matching : null
  }

  /** A guess keeps the grid open towards what comes after the rows that were read. */
  function heightOf({ ask, keys, isEnd }: Shown): number {
    const held = ask.start + keys.length
    if (isEnd) return held
    return Math.max(matchingOf(ask) ?? 0, keys.length < ask.count ? held : held + ask.count)
  }

  function rowOf(key: SessionKey): SessionRow | null {
    const gone = intake.goneOf(key)
    const session: Session | undefined = intake.known.get(key) ?? gone?.session
    if (session === undefined) return null
    const mark = intake.marks.get(key)
    return {
      ...session,
      userSessions: 0,
      changedAt: mark?.at ?? null,
      changedHow: mark?.how ?? null,
      ending: gone?.ending ?? null
    }
  }

  function limitsOf(ask: ViewAsk): WindowLimits {
    const order = orderOf(countable, ask)
    return {
      sorts: countable.orders.map(one => one.sort),
      sortedBy: order?.sort ?? null,
      descending: order?.descending ?? false,
      facets: facetsOf(countable),
      isMatchingCounted: matchingOf(ask) !== null
    }
  }

  function facetCountsOf(ask: ViewAsk): SessionWindow['facetCounts'] {
    const count = (facet: Facet) => {
      if (isWhole(ask)) return facetCount(intake.tallies, facet)
      return facet === ask.facet ? matchingOf(ask) : null
    }
    return {
      all: count('all'),
      'signed-in': count('signed-in'),
      guest: count('guest'),
      expired: count('expired'),
      unreadable: count('unreadable')
    }
  }

  async function readNow(ask: ViewAsk): Promise<Shown> {
    const at = now()
    const { stored, isFromEnd } = await reads.window(ask, at, matchingOf(ask))
    const keys = intake.takeRead(stored, at).map(session => session.key)
    return { ask, keys, isEnd: !isFromEnd && keys.length < ask.count }
  }

  function make(made: Shown): MadeWindow {
    const { ask } = made
    return {
      ask,
      start: ask.start,
      rows: made.keys.map(rowOf).filter(row => row !== null),
      matching: heightOf(made),
      facetCounts: facetCountsOf(ask),
      waitingNew: 0,
      limits: limitsOf(ask),
      reading: null,
      making: null,
      totals: totalsOf(intake.tallies)
    }
  }

  return {
    async read(ask) {
      const mine = readNow(ask)
      latest = mine
      let read = await mine
      for (let waited = mine; latest !== null && waited !== latest; ) {
        waited = latest
        read = await waited
      }
      shown = read
      return make(read)
    },
    async count(isAgain) {
      if (shown === null || isWhole(shown.ask)) return
      const question = questionOf(shown.ask)
      if (!isAgain && (answer?.question === question || counting === question)) return
      counting = question
      try {
        answer = { question, matching: await reads.matching(shown.ask, now()) }
      } finally {
        counting = null
      }
    },
    make: () => (shown === null ? null : make(shown)),
    matchingOf,
    indexOf(key) {
      const place = shown?.keys.indexOf(key) ?? -1
      return shown === null || place < 0 ? null : shown.ask.start + place
    }
  }
}

/** Null before the first count. */
function facetCount(tallies: Tallies, facet: Facet): number | null {
  if (tallies.count === null) return null
  const { documents } = totalsOf(tallies)
  return facet === 'all' ? documents : tallies.states[facet]
}
