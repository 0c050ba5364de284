import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startWriter } from '../children'
import type { Spread } from '../figure'
import type { SeededStore } from '../seeded-store'
import { firstAsk, liveStoreAt } from './live'

/** Watch a store while another process changes it. */
export interface LoopDelayJob {
  readonly kind: 'loop-delay'
  readonly store: SeededStore
  readonly perSecond: number
  readonly seconds: number
}

/** ms beyond the timer's due time; `idle` is the same process with the same store before anything was written. */
export interface LoopDelayAnswer {
  readonly idle: Spread
  readonly busy: Spread
  readonly writtenPerSecond: number
  readonly eventsPerSecond: number
  /** Share of one processor that this process used while the changes came, 0 to 1. */
  readonly cpuShare: number
}

/** How often Node looks, ms; what it measures is the time between two looks, so this much is no delay. */
const RESOLUTION_MS = 10
const NS_PER_MS = 1e6

/** First at rest, then under load. */
export async function measureLoopDelay(job: LoopDelayJob): Promise<LoopDelayAnswer> {
  const { uri, ns, sessions, seed } = job.store
  let events = 0
  const onEvents = (count: number) => {
    events += count
  }
  const live = await liveStoreAt(uri, ns, 'auto', { onEvents })
  live.store.monitor.askSessions(firstAsk)
  const idle = await delayOver(job.seconds / 2)
  const writer = startWriter({ uri, ns, sessions, seed, perSecond: job.perSecond })
  // The other process takes its time to start, and starting it costs this one: neither is to be measured.
  await Promise.race([firstEvent(() => events), writer.lost])
  const before = events
  const cpu = process.cpuUsage()
  const busy = await delayOver(job.seconds)
  const { user, system } = process.cpuUsage(cpu)
  const came = events - before
  const { perSecond } = await writer.stop()
  await live.stop()
  return {
    idle,
    busy,
    writtenPerSecond: perSecond,
    eventsPerSecond: Math.round(came / job.seconds),
    cpuShare: (user + system) / 1e6 / job.seconds
  }
}

async function firstEvent(count: () => number): Promise<void> {
  const before = count()
  while (count() === before) await new Promise(resolve => setTimeout(resolve, 20))
}

async function delayOver(seconds: number): Promise<Spread> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  await new Promise(resolve => setTimeout(resolve, seconds * 1000))
  histogram.disable()
  const delayMs = (ns: number) => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS)
  return {
    n: Math.round((seconds * 1000) / RESOLUTION_MS),
    min: delayMs(histogram.min),
    p50: delayMs(histogram.percentile(50)),
    p99: delayMs(histogram.percentile(99)),
    max: delayMs(histogram.max)
  }
}
