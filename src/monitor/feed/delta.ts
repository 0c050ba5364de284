import type { Document } from 'mongodb'
import type { FeedState } from '../../shared/domain/store'
import { isDropped, serverCodeOf } from '../server-code'
import { isSame } from './buckets'
import {
  type Budget,
  createBudget,
  createShareMeter,
  SWEEP_SHARE,
  sweepEveryMs,
  tickIntervalMs
} from './cadence'
import { createFollower, type DeltaFollower, type SameFigures } from './delta-follower'
import { createDeltaMemory, type DeltaMemory } from './delta-memory'
import { createDeltaReads, type DeltaReads, type ReadCost } from './delta-reads'
import { lookForIndex } from './expiry-index'
import type { ExpirySource, Feed, Sink } from './feed'
import type { FollowedSource } from './incarnation'
import { createLagMeter } from './lag'
import { BeginAgain, type Round, startRounds } from './rounds'
import { createProgress, isThere, readAll, takeBegun } from './snapshot'
import { createWatchdog, type Watchdog } from './watchdog'

/** How often, for tests; and their planted bug. */
export interface DeltaOptions {
  /** Between two ticks, where their cost allows. */
  readonly tickMs?: number
  /** Between two sweeps, where their cost allows and nothing calls for one earlier. */
  readonly sweepMs?: number
  /** The part of the server's time that counts and sweeps may take. */
  readonly share?: number
  readonly same?: SameFigures
}

/** Under a second by what a look takes: what was written is seen within one. */
const TICK_MS = 900
const SWEEP_MS = 10_000
/** A question without any answer for this long is lost. */
const SILENT_MS = 15_000
/** But a sweep over millions of sessions takes its time, which the server itself limits to a minute. */
const SWEEP_SILENT_MS = 75_000

/** This store cannot be followed so: the reason in a few words, and whether an index would mend it. */
export type DeltaRefused = (why: string, isIndexMissing: boolean) => void

class Refusal extends Error {
  constructor(
    why: string,
    readonly isIndexMissing: boolean
  ) {
    super(why)
  }
}

/**
 * Follows a collection by its index on the expiry, never reading it twice. Each tick reads what was written since (*tail*),
 * asks for the number of documents (*count*), and where that differs, or at least every ten seconds, compares sums over
 * the index (*sweep*). The tail is quick but rests on assumptions: that an expiry is the time of the write plus a lifetime
 * in use, and clocks are not off by more than they were seen to be. The sweep rests on none, so what a tail misses is late, not lost.
 * `refused` is called, and the feed ends, where there is no such index, or most expiries are no dates.
 */
export function startDelta(
  source: FollowedSource & { readonly expiry: ExpirySource },
  sink: Sink,
  refused: DeltaRefused,
  options: DeltaOptions = {}
): Feed {
  const memory = createDeltaMemory(source.expiry)
  const round = (r: Round) => deltaRound(r, source, memory, options)
  return startRounds(source, sink, round, error => {
    if (error instanceof Refusal) refused(error.message, error.isIndexMissing)
    return error instanceof Refusal
  })
}

async function deltaRound(
  round: Round,
  from: FollowedSource & { readonly expiry: ExpirySource },
  memory: DeltaMemory,
  options: DeltaOptions
): Promise<void> {
  const { expiry, incarnation } = from
  const dog = createWatchdog(round.source.client, round.life, SILENT_MS)
  const untilLost = <T>(work: Promise<T>) => Promise.race([work, dog.lost])
  const index = await untilLost(lookForIndex(round.source, expiry.path))
  if (index.kind === 'none') throw new Refusal(`no index on ${expiry.path}`, true)
  incarnation.newRound()
  try {
    if (index.kind === 'gone') {
      await untilLost(incarnation.clearIfGone(round))
      return await untilLost(waitForCollection(round, memory, dog, options))
    }
    const { source, life } = round
    const reads = createDeltaReads({ source, expiry, incarnation, index: index.name, life, heard: dog.heard })
    const follower = createFollower(round, memory, reads, options.same ?? isSame)
    await untilLost(follower.makeSure())
    if (!memory.isWhole) await untilLost(readSnapshot(round, memory, follower, dog))
    const { odd, size } = memory.shadow
    if (odd * 2 > size) throw new Refusal(`${expiry.path} is no date`, false)
    await untilLost(follow(round, memory, reads, { follower, dog, options }))
  } catch (error) {
    throw isGone(error) ? new BeginAgain('the collection or its index has gone', { cause: error }) : error
  }
}

/** The collection, or its index: 27 IndexNotFound; 2 BadValue for a hint without its index. */
function isGone(error: unknown): boolean {
  const code = serverCodeOf(error)
  return isDropped(error) || code === 27 || (code === 2 && /hint/.test(String(error)))
}

/** There is no collection: what there was is told as cleared, and then we look for it each tick. */
async function waitForCollection(
  { source, sink, life, settled }: Round,
  memory: DeltaMemory,
  dog: Watchdog,
  { tickMs = TICK_MS, sweepMs = SWEEP_MS }: DeltaOptions
): Promise<void> {
  const sinceAt = source.clock.now()
  if (memory.shadow.size > 0) sink.clear(sinceAt)
  else if (!memory.isWhole) {
    sink.beginSnapshot()
    sink.endSnapshot(sinceAt)
  }
  memory.clear()
  // Empty is whole: what comes from now on has arrived.
  memory.isWhole = true
  memory.tailedAt = sinceAt
  memory.sweptAt = sinceAt
  settled()
  const nothing = { documents: 0, bytes: 0, share: 0, isListing: false, blind: null, why: source.why }
  const pace = { intervalMs: tickMs, sweepEveryMs: sweepMs, staleMs: tickMs }
  sink.state({ kind: 'polling', mode: 'delta', sinceAt, ...pace, ...nothing })
  while (!life.isOver) {
    dog.expect(false)
    await life.pause(tickMs)
    dog.expect(true)
    if (await isThere(source)) throw new BeginAgain('the collection has come')
  }
}

async function readSnapshot(
  { source, sink, life, clockIsRight, patienceMs }: Round,
  memory: DeltaMemory,
  follower: DeltaFollower,
  dog: Watchdog
): Promise<void> {
  const progress = createProgress(source, sink)
  const begun = takeBegun(source, life)
  memory.clear()
  // What is written while this reads is what the first tail looks for, and the first sweep makes sure of.
  memory.tailedAt = begun?.begunAt ?? source.clock.now()
  memory.sweptAt = memory.tailedAt
  sink.beginSnapshot()
  const tell = (documents: readonly Document[]) => {
    if (!life.isOver) memory.load(documents, sink, source.clock.now())
  }
  dog.expect(true, patienceMs)
  await readAll(source, life, { heard: dog.heard, progress, tell }, begun)
  dog.expect(true)
  await clockIsRight
  // Replaced while it was read: what is missing has not signed out.
  await follower.makeSure()
  if (life.isOver) return
  sink.endSnapshot(source.clock.now())
  memory.isWhole = true
}

interface Following {
  readonly follower: DeltaFollower
  readonly dog: Watchdog
  readonly options: DeltaOptions
}

/** Tick after tick. The first sweeps at once, whatever there was before: only then is all known to be as it is there. */
async function follow(
  round: Round,
  memory: DeltaMemory,
  reads: DeltaReads,
  { follower, dog, options }: Following
): Promise<void> {
  const { source, sink, life, settled } = round
  const pace = createPace(options)
  // What has gone while nobody looked is told apart by the clock: signed out or expired.
  await round.clockIsRight
  const sinceAt = source.clock.now()
  while (!life.isOver) {
    dog.expect(true)
    await tick(follower, reads, pace, dog)
    dog.expect(false)
    if (life.isOver) return
    settled()
    const { isListing } = reads
    sink.state({
      kind: 'polling',
      mode: 'delta',
      sinceAt,
      ...pace.facts(),
      isListing,
      blind: blindnessOf(memory),
      why: source.why
    })
    await life.pause(pace.facts().intervalMs)
  }
}

async function tick(follower: DeltaFollower, reads: DeltaReads, pace: Pace, dog: Watchdog): Promise<void> {
  reads.takeCost()
  await follower.tail()
  pace.tailed(reads.takeCost())
  if (pace.mayCount()) {
    const differs = await follower.countDiffers()
    pace.counted(reads.takeCost(), differs)
  }
  if (!pace.isSweepDue()) return
  dog.expect(true, SWEEP_SILENT_MS)
  await follower.sweep()
  pace.swept(reads.takeCost())
}

/** What a sweep cannot see here, as a sentence; null when it sees everything. */
function blindnessOf({ shadow }: DeltaMemory): string | null {
  if (shadow.dated + shadow.odd >= shadow.size) return null
  const which = shadow.dated === 0 ? 'these sessions have' : 'some sessions have'
  return `A change that leaves the expiry as it was is not seen: ${which} no date of the last write.`
}

/** When the next step may be taken, by what the last ones cost. */
interface Pace {
  tailed(cost: ReadCost): void
  mayCount(): boolean
  counted(cost: ReadCost, differs: boolean): void
  isSweepDue(): boolean
  swept(cost: ReadCost): void
  facts(): Pick<
    Extract<FeedState, { mode: 'delta' }>,
    'intervalMs' | 'sweepEveryMs' | 'staleMs' | 'documents' | 'bytes' | 'share'
  >
}

function createPace({ tickMs = TICK_MS, sweepMs = SWEEP_MS, share = SWEEP_SHARE }: DeltaOptions): Pace {
  const now = () => performance.now()
  const budget: Budget = createBudget(now(), share)
  const meter = createShareMeter(now())
  const tailCost = createLagMeter()
  let read = { documents: 0, bytes: 0 }
  let lastSweepAt = Number.NEGATIVE_INFINITY
  let sweepCostMs = 0
  let differs = false
  const everyMs = () => sweepEveryMs(sweepCostMs, sweepMs, share)
  const isOverdue = () => now() - lastSweepAt >= everyMs()

  function add({ ms, lookupMs, documents, bytes }: ReadCost, isBudgeted: boolean): void {
    meter.add(ms, now())
    read = { documents: read.documents + documents, bytes: read.bytes + bytes }
    if (isBudgeted) budget.spend(ms - lookupMs, now())
  }

  return {
    tailed(cost) {
      read = { documents: 0, bytes: 0 }
      tailCost.add(cost.ms)
      add(cost, false)
    },
    // Where counting is dear it must not eat up what the sweep needs.
    mayCount: () => !isOverdue() && budget.isOpen(now()),
    counted(cost, isDifferent) {
      differs = isDifferent
      add(cost, true)
    },
    isSweepDue: () => (differs || isOverdue()) && budget.isOpen(now()),
    swept(cost) {
      sweepCostMs = cost.ms - cost.lookupMs
      differs = false
      lastSweepAt = now()
      add(cost, true)
    },
    facts() {
      const intervalMs = tickIntervalMs(tailCost.medianMs ?? 0, tickMs)
      const staleMs = everyMs() + intervalMs + Math.round(sweepCostMs)
      return { intervalMs, sweepEveryMs: everyMs(), staleMs, ...read, share: meter.share(now()) }
    }
  }
}
