import {
  type ActivityAsk,
  type ActivityFacet,
  type ActivityLine,
  type ActivityWindow,
  activityFacets
} from '../../shared/domain/activity'
import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs } from '../../shared/domain/session'
import { isInFacet, isNoise, linesOf } from './activity-lines'
import { createEventFilter } from './event-filter'
import type { EventLog } from './event-log'

const MINUTE = 60_000
const BUCKETS = 12

/** What an ask comes to, apart from the slice of it. */
type Whole = Pick<ActivityWindow, 'facetCounts' | 'hiddenNoise'> & { readonly lines: readonly ActivityLine[] }

/** One live query over a log. */
export interface ActivityView {
  window(ask: ActivityAsk, now: EpochMs): Omit<ActivityWindow, 'version' | 'sinceAt'>
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
        lines: lines.slice(start, start + ask.count),
        matching: lines.length,
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
  const passes = createEventFilter(ask.filter)
  const fitting = events.filter(passes)
  const counts = Object.fromEntries(activityFacets.map(facet => [facet, 0])) as Record<ActivityFacet, number>
  let noise = 0
  for (const event of fitting) {
    for (const facet of activityFacets) if (isInFacet(event, facet)) counts[facet] += 1
    if (isNoise(event)) noise += 1
  }
  const isQuiet = hidesNoise(ask)
  if (!ask.hasNoise) counts.all -= noise
  const shown = fitting.filter(event => isInFacet(event, ask.facet) && !(isQuiet && isNoise(event)))
  return {
    lines: linesOf(shown, new Set(ask.open)),
    facetCounts: counts,
    hiddenNoise: isQuiet ? noise : 0
  }
}

function startOf(ask: ActivityAsk, lines: readonly ActivityLine[]): number {
  const index = ask.anchor === null ? -1 : lines.findIndex(line => line.id === ask.anchor)
  const start = index < 0 ? ask.start : index - ask.anchorOffset
  return Math.max(0, Math.min(start, lines.length - ask.count))
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
