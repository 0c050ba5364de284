import type { Document } from 'mongodb'
import type { EpochMs } from '../../shared/domain/session'
import { datesOf } from './delta-reads'
import { idOf, idText } from './document-id'
import type { ExpirySource, Sink } from './feed'
import { createLifetimes, createSlack, type Lifetimes, type Slack } from './lifetimes'
import { createShadow, type Dates, type Shadow } from './shadow'

/** The span of the server's clock in which what is told now was written. */
export interface Span {
  readonly sinceAt: EpochMs
  readonly untilAt: EpochMs
}

/** What a delta feed knows of the store, over lost connections too. What it takes in, it tells the sink in the same breath. */
export interface DeltaMemory {
  readonly shadow: Shadow
  readonly lifetimes: Lifetimes
  readonly slack: Slack
  /** True once a whole snapshot was told: from then on differences are told. */
  isWhole: boolean
  /** All that was written before is known, as far as tails see it; and as far as sweeps do. */
  tailedAt: EpochMs
  sweptAt: EpochMs
  /** Takes in documents of a snapshot. */
  load(documents: readonly Document[], sink: Sink, at: EpochMs): void
  /** Takes in documents that were read because they may be new. */
  take(documents: readonly Document[], sink: Sink, span: Span): void
  drop(ids: readonly string[], sink: Sink, at: EpochMs): void
  /** Whether one of them is not as it was when last read. */
  isNews(documents: readonly Document[]): boolean
  /** Nothing is known any more. */
  clear(): void
}

/** In a snapshot, so many documents are asked for their lifetime at first, and then one in so many: decoding takes time. */
const FIRST_LEARNT = 1000
const LEARN_EVERY = 50
const MINUTE_MS = 60_000

/** Whether a document is as it was when last read, as far as its dates tell. */
export function isAsBefore(before: Dates | undefined, now: Dates): boolean {
  return before?.expiresAt === now.expiresAt && before.writtenAt === now.writtenAt
}

/** One that knows nothing yet. */
export function createDeltaMemory(expiry: ExpirySource): DeltaMemory {
  const shadow = createShadow()
  const lifetimes = createLifetimes()
  const slack = createSlack()

  /** The lifetime by the session's cookie; else by its date of the last write. */
  function lifetimeOf(document: Document, { expiresAt, writtenAt }: Dates): number | null {
    const told = expiry.lifetimeOf(document)
    if (told !== null || expiresAt === null || writtenAt === null) return told
    return expiresAt - writtenAt
  }

  function learn(document: Document, dates: Dates, { sinceAt, untilAt }: Span): void {
    const { expiresAt } = dates
    if (expiresAt === null) return
    const lifetimeMs = lifetimeOf(document, dates)
    if (lifetimeMs !== null) {
      lifetimes.saw(lifetimeMs)
      slack.saw(expiresAt - lifetimeMs, sinceAt, untilAt)
      return
    }
    // Nothing says so but the write itself, seen a little later: lifetimes are mostly whole minutes.
    const leftMs = expiresAt - (sinceAt + untilAt) / 2
    const minutes = Math.round(leftMs / MINUTE_MS) * MINUTE_MS
    const isNear = Math.abs(leftMs - minutes) <= slack.ms + (untilAt - sinceAt) / 2
    lifetimes.saw(isNear ? minutes : leftMs)
  }

  const memory: DeltaMemory = {
    shadow,
    lifetimes,
    slack,
    isWhole: false,
    tailedAt: 0,
    sweptAt: 0,
    load(documents, sink, at) {
      for (const document of documents) {
        const dates = datesOf(document, expiry)
        const { size } = shadow
        shadow.put(idText(document._id), dates)
        if (size >= FIRST_LEARNT && size % LEARN_EVERY !== 0) continue
        const lifetimeMs = lifetimeOf(document, dates)
        if (lifetimeMs !== null) lifetimes.saw(lifetimeMs)
      }
      sink.put(documents, at, false)
    },
    take(documents, sink, span) {
      const arrived: Document[] = []
      const others: Document[] = []
      for (const document of documents) {
        const id = idText(document._id)
        const dates = datesOf(document, expiry)
        const before = shadow.get(id)
        ;(before === undefined ? arrived : others).push(document)
        if (isAsBefore(before, dates)) continue
        learn(document, dates, span)
        shadow.put(id, dates)
      }
      if (others.length > 0) sink.put(others, span.untilAt, false)
      if (arrived.length > 0) sink.put(arrived, span.untilAt, true)
    },
    drop(ids, sink, at) {
      for (const id of ids) shadow.remove(id)
      if (ids.length > 0) sink.remove(ids.map(idOf), at)
    },
    isNews: documents => documents.some(d => !isAsBefore(shadow.get(idText(d._id)), datesOf(d, expiry))),
    clear() {
      shadow.clear()
      memory.isWhole = false
    }
  }
  return memory
}
