import type { EpochMs } from '../../shared/domain/session'
import { differenceOf, drillDown, type Figures, merged, type Range } from './buckets'
import { type DeltaMemory, isAsBefore, type Span } from './delta-memory'
import type { DeltaReads } from './delta-reads'
import { idText } from './document-id'
import { planWindows } from './lifetimes'
import { BeginAgain, type Round } from './rounds'

/** A window with known sessions in it is compared in so many slices, so that only what is new in it is read. */
const SLICES = 16
const NARROWEST_SLICE_MS = 100
/** Documents looked up by their ids at once. */
const IDS = 500

/** How two sides' figures are compared; a test plants a bug here. */
export type SameFigures = (mine: Figures, theirs: Figures) => boolean

/** Keeps memory and sink at what the collection holds. Every step throws what the driver throws, and may be done again. */
export interface DeltaFollower {
  /** Throws when the collection is not the one that is known, having told that as cleared. */
  makeSure(): Promise<void>
  /** Reads what was written since the last one, where lifetimes say it must be. */
  tail(): Promise<void>
  /** Whether the collection has another number of documents than is known. */
  countDiffers(): Promise<boolean>
  /** Compares everything with the expiry index and reads what differs. */
  sweep(): Promise<void>
}

/** A follower for one round. */
export function createFollower(
  round: Round,
  memory: DeltaMemory,
  reads: DeltaReads,
  same: SameFigures
): DeltaFollower {
  const { source, sink, life } = round
  const { shadow } = memory
  /** The number of documents as the server estimates it, less what there are: after a crash, or with orphans, it is off for long. */
  let [lastCount, countIsOffBy]: [number | null, number] = [null, 0]

  /**
   * Before news is told: it may be of another collection by now. Dropped or replaced, what there was is told as cleared, and
   * all is read anew.
   */
  async function makeSure(): Promise<void> {
    if (!(await reads.clearIfGone(round))) return
    memory.clear()
    throw new BeginAgain('the collection was dropped or replaced')
  }

  async function readTail(windows: readonly Range[], span: Span): Promise<void> {
    const ranges: Range[] = []
    for (const window of windows) {
      // What was read already lies in the slack of the next ticks, and old sessions drift through the windows of shorter lives.
      const isEmpty = shadow.expiriesIn([window], 0).length === 0
      ranges.push(...(isEmpty ? [window] : await slicesThatDiffer(window)))
    }
    if (ranges.length === 0 || life.isOver) return
    await reads.documentsIn(merged(ranges), async documents => {
      if (memory.isNews(documents)) await makeSure()
      if (!life.isOver) memory.take(documents, sink, span)
    })
  }

  async function slicesThatDiffer(window: Range): Promise<readonly Range[]> {
    const width = Math.max(NARROWEST_SLICE_MS, Math.ceil((window.to - window.from) / SLICES))
    const grid = { origin: window.from, width, count: null }
    const theirs = await reads.buckets([window], grid, false)
    return differenceOf(grid, shadow.bucketsIn([window], grid), theirs).ranges
  }

  /** Looks documents up by their ids: those that are there are told as they are, the others are gone. */
  async function check(ids: readonly string[], sinceAt: EpochMs): Promise<void> {
    const gone: string[] = []
    for (let i = 0; i < ids.length && !life.isOver; i += IDS) {
      const asked = ids.slice(i, i + IDS)
      const missing = new Set(asked)
      await reads.documentsOf(asked, async documents => {
        await makeSure()
        if (life.isOver) return
        memory.take(documents, sink, { sinceAt, untilAt: source.clock.now() })
        for (const document of documents) missing.delete(idText(document._id))
      })
      gone.push(...[...missing].filter(id => shadow.get(id) !== undefined))
    }
    if (life.isOver || gone.length === 0) return
    await makeSure()
    if (!life.isOver) memory.drop(gone, sink, source.clock.now())
  }

  async function suspectsIn(ranges: readonly Range[]): Promise<readonly string[]> {
    const theirs = await reads.datesIn(ranges)
    const suspects: string[] = []
    for (const [id, dates] of theirs) if (!isAsBefore(shadow.get(id), dates)) suspects.push(id)
    for (const id of await shadow.idsIn(ranges)) if (!theirs.has(id)) suspects.push(id)
    return suspects
  }

  /** Documents without a date to go by are read whole each time: there are none, or few. */
  async function sweepOdd(sinceAt: EpochMs): Promise<readonly string[]> {
    const missing = new Set(shadow.oddIds())
    await reads.oddDocuments(async documents => {
      if (memory.isNews(documents)) await makeSure()
      if (life.isOver) return
      memory.take(documents, sink, { sinceAt, untilAt: source.clock.now() })
      for (const document of documents) missing.delete(idText(document._id))
    })
    return [...missing]
  }

  return {
    makeSure,
    async tail() {
      // A count is of its own tick: what came since would be missed by going by it.
      lastCount = null
      const untilAt = source.clock.now()
      const sinceAt = Math.min(memory.tailedAt, untilAt)
      const lifetimes = memory.lifetimes.inUse()
      await readTail(planWindows({ lifetimes, sinceAt, untilAt, slackMs: memory.slack.ms }), {
        sinceAt,
        untilAt
      })
      // A round that was ended while it read has not seen everything.
      if (!life.isOver) memory.tailedAt = untilAt
    },
    async countDiffers() {
      lastCount = await reads.count()
      return lastCount - countIsOffBy !== shadow.size
    },
    async sweep() {
      const [sinceAt, startedAt] = [memory.sweptAt, source.clock.now()]
      const isDated = shadow.dated > 0
      const top = shadow.topGrid(startedAt)
      let dated = 0
      const { ranges } = await drillDown(
        {
          mine: (r, grid) => (isDated ? shadow.datedBucketsIn(r, grid) : shadow.bucketsIn(r, grid)),
          async theirs(r, grid) {
            const buckets = await reads.buckets(r, grid, isDated)
            if (grid === top) for (const { count } of buckets.values()) dated += count
            return buckets
          },
          same
        },
        top
      )
      const suspects = ranges.length === 0 ? [] : await suspectsIn(ranges)
      // When all that were just counted have a date to go by, there is nothing else to look for.
      const isAllDated = shadow.odd === 0 && dated === lastCount
      const lost = isAllDated ? [] : await sweepOdd(sinceAt)
      await check([...new Set([...suspects, ...lost])], sinceAt)
      if (life.isOver) return
      memory.sweptAt = startedAt
      if (suspects.length + lost.length === 0 && lastCount !== null) countIsOffBy = lastCount - shadow.size
      lastCount = null
    }
  }
}
