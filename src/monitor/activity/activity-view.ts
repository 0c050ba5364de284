import {
  type ActivityAsk,
  type ActivityFacet,
  type ActivityWindow,
  activityFacets
} from '../../shared/domain/activity'
import type { ActivityEvent, ActivityKind } from '../../shared/domain/event'
import type { EpochMs } from '../../shared/domain/session'
import { createEventTest } from '../../shared/filter/event'
import { filterTreeOf } from '../filter-text'
import { isEnd, isInFacet, isNoise, type Lines, linesOf } from './activity-lines'
import type { EventLog } from './event-log'

const MINUTE = 60_000
const BUCKETS = 12

/** What an ask comes to, apart from the slice of it. */
type Whole = Pick<ActivityWindow, 'facetCounts' | 'hiddenNoise'> & { readonly lines: Lines }

/** One live query over a log. */
export interface ActivityView {
  window(ask: ActivityAsk, now: EpochMs): Omit<ActivityWindow, 'version' | 'sinceAt' | 'recalledFrom'>
}

/** A view of `log`, made again only when the log or the question is another. */
export function createActivityView(log: EventLog): ActivityView {
  let last: { readonly question: string; readonly version: number; readonly whole: Whole } | null = null

  function wholeFor(ask: ActivityAsk): Whole {
    const question = JSON.stringify([ask.filter, ask.facet, ask.hasNoise, ask.open])
    if (last?.question !== question || last.version !== log.version)
      last = { question, version: log.version, whole: wholeOf(log.events(), ask) }
    return last.whole
  }

  return {
    window(ask, now) {
      const whole = wholeFor(ask)
      const { lines } = whole
      const start = startOf(ask, lines)
      return {
        ask,
        start,
        lines: lines.slice(start, ask.count),
        matching: lines.count,
        facetCounts: whole.facetCounts,
        hiddenNoise: whole.hiddenNoise,
        kept: log.events().length,
        lastMinute: lastMinuteOf(log.events(), now),
        madeAt: now
      }
    }
  }
}

/** Who asks for guests' arrivals or for touches wants them all; the noise is what stands between the rest. */
function hidesNoise({ facet, hasNoise }: ActivityAsk): boolean {
  return facet === 'all' && !hasNoise
}

function wholeOf(events: readonly ActivityEvent[], ask: ActivityAsk): Whole {
  const passes = createEventTest(filterTreeOf(ask.filter))
  const isQuiet = hidesNoise(ask)
  const shown: ActivityEvent[] = []
  const counts = Object.fromEntries(activityFacets.map(facet => [facet, 0])) as Record<ActivityFacet, number>
  let noise = 0
  // One round for all of it: this is done again with every window, over twenty thousand events.
  for (const event of events) {
    if (!passes(event)) continue
    const kind = event.event
    counts.all += 1
    if (isFacet(kind)) counts[kind] += 1
    if (isEnd(event)) counts.ended += 1
    const isQuietened = isNoise(event)
    if (isQuietened) noise += 1
    if (!(isQuiet && isQuietened) && isInFacet(event, ask.facet)) shown.push(event)
  }
  if (!ask.hasNoise) counts.all -= noise
  return {
    lines: linesOf(shown, new Set(ask.open)),
    facetCounts: counts,
    hiddenNoise: isQuiet ? noise : 0
  }
}

const facetNames: ReadonlySet<string> = new Set(activityFacets)
const isFacet = (kind: ActivityKind): kind is ActivityKind & ActivityFacet => facetNames.has(kind)

function startOf(ask: ActivityAsk, lines: Lines): number {
  const index = ask.anchor === null ? -1 : lines.indexOf(ask.anchor)
  const start = index < 0 ? ask.start : index - ask.anchorOffset
  return Math.max(0, Math.min(start, lines.count - ask.count))
}

function lastMinuteOf(events: readonly ActivityEvent[], now: EpochMs): readonly number[] {
  const buckets = new Array<number>(BUCKETS).fill(0)
  for (let i = events.length - 1; i >= 0; i -= 1) {
    const agoMs = now - (events[i]?.at ?? 0)
    // Expiries are told at their instant, which may lie before what was told earlier: a little further is looked.
    if (agoMs > 2 * MINUTE) break
    const bucket = BUCKETS - 1 - Math.floor(Math.max(0, agoMs) / (MINUTE / BUCKETS))
    if (bucket >= 0) buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  return buckets
}
