import type { Collection, Document } from 'mongodb'
import type { RowsQuery } from '../../shared/domain/rows'
import type { EpochMs, SessionState } from '../../shared/domain/session'
import { SOON_MS } from '../../shared/domain/session'
import {
  firstViewAsk,
  MAX_WINDOW_ROWS,
  type UserSummary,
  type UsersAsk,
  type ViewAsk
} from '../../shared/domain/view'
import { createBatches } from '../batches'
import { MAX_READ_MS } from '../begun-read'
import { dateOf, numberOf, valueAt } from '../bson'
import type { Reader, StoredSession } from '../reader'
import type { Countable } from './countable'
import { type Count, countFromSample } from './tallies'
import { totalsPipeline } from './totals-query'
import { usersPipeline } from './users-query'
import { activeFilter, expiringFilter, filterOf, windowQuery } from './window-query'

/** Somebody waits for a window. */
const WINDOW_MS = 10_000
/** A count runs behind everything else; one that takes longer is ended by the server. */
const COUNT_MS = 60_000
const SAMPLE_COUNT = 2000
/** So many users are kept of a count: a person looks at the first ones, and finds the others by the filter. */
export const MOST_USERS = 2000

/** Users as counted, in the order asked for, at most `MOST_USERS` of them. */
export interface CountedUsers {
  readonly at: EpochMs
  readonly users: readonly UserSummary[]
  readonly counts: Readonly<Record<UsersAsk['facet'], number>>
}

/** The rows of a window. Read from the end, they are as many as the count said, which may have aged. */
export interface WindowRead {
  readonly stored: readonly StoredSession[]
  readonly isFromEnd: boolean
}

/** What the database is asked for a large store. All reject with what the driver throws, and write nothing. */
export interface CountedReads {
  window(ask: ViewAsk, now: EpochMs, matching: number | null): Promise<WindowRead>
  /** All rows of a query, bit by bit: one read through an index, however long that takes. */
  rows(query: RowsQuery, now: EpochMs): AsyncIterable<readonly StoredSession[]>
  /** How many documents an ask lets in. */
  matching(ask: ViewAsk, now: EpochMs): Promise<number>
  totals(now: EpochMs): Promise<Count>
  /** Null where the database cannot tell users apart. */
  users(ask: UsersAsk, now: EpochMs): Promise<CountedUsers | null>
  sessionsOf(user: string, now: EpochMs): Promise<readonly StoredSession[]>
}

/** What is read from. `reader` may become another one while the store is open. */
export interface CountedSource {
  readonly collection: Collection<Document>
  readonly countable: Countable
  readonly reader: () => Reader
}

/** An unfolded user shows so many sessions at most. */
const MOST_OF_ONE = 100

export function createCountedReads({ collection, countable, reader }: CountedSource): CountedReads {
  // Counting can wait for a copy that is a moment behind: the primary has the app's own work to do.
  const counting = { maxTimeMS: COUNT_MS, allowDiskUse: true, readPreference: 'secondaryPreferred' } as const
  const projection = () => reader().projection
  const read = (documents: readonly Document[], now: EpochMs) =>
    documents.map(document => reader().read(document, now, false))
  const countBy = (filter: Document) => collection.countDocuments(filter, counting)

  async function countAll(now: EpochMs): Promise<Count> {
    const groups = await collection.aggregate(totalsPipeline(countable, now), counting).toArray()
    const of = (state: SessionState, field: string) =>
      numberOf(groups.find(group => group._id === state)?.[field]) ?? 0
    const states = {
      'signed-in': of('signed-in', 'sessions'),
      guest: of('guest', 'sessions'),
      expired: of('expired', 'sessions'),
      unreadable: of('unreadable', 'sessions')
    }
    return {
      at: now,
      states,
      users: of('signed-in', 'users'),
      expiringSoon: of('signed-in', 'soon') + of('guest', 'soon'),
      sampled: null,
      hasUsers: true
    }
  }

  async function estimate(now: EpochMs): Promise<Count> {
    const { maxTimeMS, readPreference } = counting
    const [documents, expired, soon, sample] = await Promise.all([
      collection.estimatedDocumentCount({ maxTimeMS, readPreference }),
      countBy(expiringFilter(countable, now, [null, 0])),
      countBy(expiringFilter(countable, now, [0, SOON_MS])),
      collection
        .aggregate([{ $sample: { size: SAMPLE_COUNT } }, ...projecting(projection())], counting)
        .toArray()
    ])
    const sessions = read(sample, now).map(stored => stored.session)
    return countFromSample(sessions, { at: now, documents, expired, soon })
  }

  return {
    async window(ask, now, matching) {
      const { filter, isReversed, ...options } = windowQuery(countable, ask, now, matching)
      if (options.limit <= 0) return { stored: [], isFromEnd: isReversed }
      const found = await collection
        .find(filter, { ...options, projection: projection(), maxTimeMS: WINDOW_MS })
        .toArray()
      return { stored: read(isReversed ? found.reverse() : found, now), isFromEnd: isReversed }
    },
    async *rows(query, now) {
      const { filter, sort } = windowQuery(countable, { ...firstViewAsk, ...query }, now, null)
      const options = { sort, projection: projection(), batchSize: MAX_WINDOW_ROWS, maxTimeMS: MAX_READ_MS }
      const batches = createBatches(collection.find(filter, options))
      try {
        while (await batches.hasNext()) yield read(batches.take(), now)
      } finally {
        await batches.close()
      }
    },
    matching: (ask, now) => countBy(filterOf(countable, ask, now)),
    totals: now => (countable.identity === null ? estimate(now) : countAll(now)),
    async users(ask, now) {
      const pipeline = usersPipeline(countable, ask, now, MOST_USERS)
      if (pipeline === null) return null
      const [found] = await collection.aggregate(pipeline, counting).toArray()
      const counts: Document = found?.counts?.[0] ?? {}
      return {
        at: now,
        users: ((found?.users ?? []) as Document[]).map(user => summaryOf(user, now)),
        counts: {
          all: numberOf(counts.all) ?? 0,
          several: numberOf(counts.several) ?? 0,
          expiring: numberOf(counts.expiring) ?? 0
        }
      }
    },
    async sessionsOf(user, now) {
      const filter = filterOf(countable, { filter: '', facet: 'all', user }, now)
      const found = await collection
        .find(
          { $and: [activeFilter(countable, now), filter] },
          {
            limit: MOST_OF_ONE,
            projection: projection(),
            maxTimeMS: WINDOW_MS
          }
        )
        .toArray()
      return read(found, now)
    }
  }
}

const projecting = (projection: Reader['projection']) =>
  Object.keys(projection).length === 0 ? [] : [{ $project: projection }]

function summaryOf(user: Document, now: EpochMs): UserSummary {
  return {
    user: String(user._id),
    sessions: numberOf(user.sessions) ?? 0,
    firstSeenAt: dateOf(user.firstSeen) ?? now,
    isFirstSeenOrEarlier: user.hasStart !== true,
    lastSeenAt: dateOf(user.lastSeen),
    nextExpiryAt: dateOf(valueAt(user, 'next.at')),
    nextLifetimeMs: numberOf(valueAt(user, 'next.lifetime'))
  }
}
