import { calculateObjectSize } from 'bson'
import type { AbstractCursor, Document, Filter, ServerHeartbeatSucceededEvent } from 'mongodb'
import { createBatches } from '../batches'
import { dateOf, valueAt } from '../bson'
import {
  type Buckets,
  bucketOf,
  END_OF_EXPIRIES,
  FIRST_EXPIRY,
  figuresOf,
  type Grid,
  noFigures,
  plus,
  type Range
} from './buckets'
import { bucketsFrom, pipelineOf } from './delta-pipeline'
import { idOf, idText } from './document-id'
import type { ExpirySource, FeedSource } from './feed'
import type { Incarnation } from './incarnation'
import type { Life } from './life'
import type { Dates } from './shadow'

const TICK_MAX_MS = 10_000
const SWEEP_MAX_MS = 60_000
const BATCH = 500
/** A reply's own frame, beside its documents, in bytes; and what each document costs as a member of the batch. */
const FRAME = 120
const MEMBER = 8

/** What reads have cost since this was last asked. */
export interface ReadCost {
  /** The server's time, as far as it can be told from here: how long the answers took, less the way. */
  readonly ms: number
  /** The part of it for looking up, by their ids, documents that have changed or gone: needed however they are found. */
  readonly lookupMs: number
  /** Sessions read, whole or in part. Sums and counts are none. */
  readonly documents: number
  /** BSON of the replies. */
  readonly bytes: number
}

/** Everything a delta feed asks the server: reads only, each with a time limit. They throw what the driver throws. */
export interface DeltaReads {
  count(): Promise<number>
  clearIfGone: Incarnation['clearIfGone']
  /** Figures by the buckets of `grid`, from the expiry index alone unless the dates of the last write are asked for. */
  buckets(ranges: readonly Range[], grid: Grid, isDated: boolean): Promise<Buckets>
  /** Whole documents, projected, whose expiry lies in `ranges`. */
  documentsIn(ranges: readonly Range[], tell: Tell): Promise<void>
  documentsOf(ids: readonly string[], tell: Tell): Promise<void>
  /** Those whose expiry is no date between 1970 and 9999. */
  oddDocuments(tell: Tell): Promise<void>
  datesIn(ranges: readonly Range[]): Promise<ReadonlyMap<string, Dates>>
  /** True once the server has shown that it cannot sum up: then ids and dates are listed instead. */
  readonly isListing: boolean
  takeCost(): ReadCost
}

/** The next batch waits until this is done. */
export type Tell = (documents: readonly Document[]) => void | Promise<void>

/** Where reads belong to: they end with `life`, and tell `heard` of each answer. */
export interface ReadsSetup {
  readonly source: FeedSource
  readonly expiry: ExpirySource
  readonly incarnation: Incarnation
  readonly index: string
  readonly life: Life
  readonly heard: () => void
}

/** The dates of one document. */
export function datesOf(document: Document, { path, writtenPath }: ExpirySource): Dates {
  const at = dateOf(valueAt(document, path))
  return {
    expiresAt: at !== null && at >= FIRST_EXPIRY && at < END_OF_EXPIRIES ? at : null,
    writtenAt: writtenPath === null ? null : dateOf(valueAt(document, writtenPath))
  }
}

/** Up to so many ranges are asked for one by one. */
const MOST_SINGLE = 4

/**
 * Filters that together ask for the expiries in `ranges`, each once. A single range is what every server finds by the index
 * alone (SecantusDB goes through the whole collection for an `$or`), but many would be many ways to the server and back.
 */
export function filtersOf(path: string, ranges: readonly Range[]): readonly Filter<Document>[] {
  const filters = ranges.map(({ from, to }) => ({ [path]: { $gte: new Date(from), $lt: new Date(to) } }))
  return filters.length <= MOST_SINGLE ? filters : [{ $or: filters }]
}

/** Answers of a server that does not know a stage or an operator; then the work is done here. */
const notKnown = new Set<unknown>([9, 59, 115, 168, 238, 303, 15_999, 16_436, 31_325, 40_324])
const isNotKnown = (error: unknown) =>
  typeof error === 'object' && error !== null && notKnown.has(Reflect.get(error, 'code'))

/** Reads of one round. */
export function createDeltaReads(setup: ReadsSetup): DeltaReads {
  const { collection, projection, client } = setup.source
  const { path, writtenPath } = setup.expiry
  const { life } = setup
  const datesProjection = { [path]: 1, ...(writtenPath === null ? {} : { [writtenPath]: 1 }) }
  let cost = { ms: 0, lookupMs: 0, documents: 0, bytes: 0 }
  let isListing = false
  let hasLists = false
  const wayMs = measureWay(client, life)

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const answer = await work()
    setup.heard()
    cost.ms += Math.max(0, performance.now() - startedAt - wayMs())
    cost.bytes += FRAME
    return answer
  }

  /** Batch by batch, so that neither memory nor the process's other work suffers; closed when the life ends. */
  async function each(cursor: AbstractCursor<Document>, isSessions: boolean, tell: Tell): Promise<void> {
    const batches = createBatches(cursor)
    const close = () => life.owe(batches.close())
    const takeBack = life.onEnd(close)
    try {
      while (!life.isOver && (await timed(batches.hasNext))) {
        const batch = batches.take()
        if (life.isOver) break
        cost.bytes += batch.reduce((sum, d) => sum + calculateObjectSize(d) + MEMBER, 0)
        if (isSessions) cost.documents += batch.length
        await tell(batch)
      }
    } finally {
      takeBack()
      close()
    }
  }

  // Without a hint: there is one index on the expiry to choose, and a server that scans a hinted index whole (SecantusDB)
  // does not scan without. That the index is still there is what the sweep's hint finds out.
  const find = (filter: Filter<Document>, fields: Document, maxTimeMS: number) =>
    collection.find(filter, { projection: fields, batchSize: BATCH, maxTimeMS })

  async function findIn(ranges: readonly Range[], fields: Document, maxTimeMS: number, tell: Tell) {
    for (const filter of filtersOf(path, ranges)) await each(find(filter, fields, maxTimeMS), true, tell)
  }

  async function listed(ranges: readonly Range[], grid: Grid, isDated: boolean): Promise<Buckets> {
    const buckets = new Map<number, ReturnType<typeof plus>>()
    const fields = { _id: 0, [path]: 1, ...(isDated && writtenPath !== null ? { [writtenPath]: 1 } : {}) }
    await findIn(ranges, fields, SWEEP_MAX_MS, batch => {
      for (const document of batch) {
        const { expiresAt, writtenAt } = datesOf(document, setup.expiry)
        if (expiresAt === null) hasLists = true
        else {
          const bucket = bucketOf(grid, expiresAt)
          const figures = figuresOf(expiresAt, isDated ? writtenAt : null)
          buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
        }
      }
    })
    return buckets
  }

  async function grouped(ranges: readonly Range[], grid: Grid, isDated: boolean): Promise<Buckets> {
    const fields = { path, writtenPath: isDated ? writtenPath : null }
    const isWhole = ranges.some(r => r.from === FIRST_EXPIRY && r.to === END_OF_EXPIRIES)
    const hint = isWhole ? { hint: setup.index } : {}
    const options = { ...hint, maxTimeMS: SWEEP_MAX_MS, batchSize: 10_000 }
    const rows: Document[] = []
    for (const filter of filtersOf(path, ranges)) {
      const pipeline = pipelineOf(filter, grid, fields)
      await each(collection.aggregate(pipeline, options), false, batch => void rows.push(...batch))
    }
    const { buckets, others } = bucketsFrom(rows)
    if (others > 0) hasLists = true
    return buckets
  }

  return {
    get isListing() {
      return isListing
    },
    takeCost() {
      const taken = cost
      cost = { ms: 0, lookupMs: 0, documents: 0, bytes: 0 }
      return taken
    },
    count: () => timed(() => collection.estimatedDocumentCount({ maxTimeMS: TICK_MAX_MS })),
    clearIfGone: round => timed(() => setup.incarnation.clearIfGone(round)),
    async buckets(ranges, grid, isDated) {
      if (isListing) return listed(ranges, grid, isDated)
      try {
        return await grouped(ranges, grid, isDated)
      } catch (error) {
        if (!isNotKnown(error)) throw error
        isListing = true
        return listed(ranges, grid, isDated)
      }
    },
    documentsIn: (ranges, tell) => findIn(ranges, projection, TICK_MAX_MS, tell),
    async documentsOf(ids, tell) {
      const filter: Document = { _id: { $in: ids.map(idOf) } }
      const before = cost.ms
      await each(find(filter, projection, TICK_MAX_MS), true, tell)
      cost.lookupMs += cost.ms - before
    },
    async oddDocuments(tell) {
      const noDate = {
        [path]: { $not: { $gte: new Date(FIRST_EXPIRY), $lt: new Date(END_OF_EXPIRIES) } }
      }
      // A list of dates is in the index at each of them, and so within the range.
      const filter = hasLists ? { $or: [noDate, { [path]: { $type: 'array' } }] } : noDate
      await each(find(filter, projection, SWEEP_MAX_MS), true, tell)
    },
    async datesIn(ranges) {
      const found = new Map<string, Dates>()
      await findIn(ranges, datesProjection, SWEEP_MAX_MS, batch => {
        for (const document of batch) {
          const itsDates = datesOf(document, setup.expiry)
          if (itsDates.expiresAt !== null) found.set(idText(document._id), itsDates)
        }
      })
      return found
    }
  }
}

/** The shortest way to the server and back that the driver's own heartbeats have shown, ms; 0 before the first. */
function measureWay(client: FeedSource['client'], life: Life): () => number {
  let shortest: number | null = null
  const onHeartbeat = ({ duration }: ServerHeartbeatSucceededEvent) => {
    shortest = Math.min(shortest ?? duration, duration)
  }
  client.on('serverHeartbeatSucceeded', onHeartbeat)
  life.onEnd(() => client.off('serverHeartbeatSucceeded', onHeartbeat))
  return () => shortest ?? 0
}
