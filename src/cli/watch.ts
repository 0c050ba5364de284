import { z } from 'zod'
import type { Raised } from '../monitor/alerts/raising'
import type { ServerClock } from '../monitor/clock'
import type { Connection } from '../monitor/connection'
import { filterTreeOf } from '../monitor/filter-text'
import { type LiveStore, type LiveStoreListener, startLiveStore } from '../monitor/live-store'
import { openStore } from '../monitor/store'
import { activityFacets } from '../shared/domain/activity'
import { alertSettings, firstAlertSettings } from '../shared/domain/alerts'
import { type FeedState, isFollowing } from '../shared/domain/store'
import { createEventsOutput } from './events-output'
import { exitCodeOf, exitCodes } from './exit-codes'
import { createJsonOutput } from './json-output'
import type { Output } from './output'
import { findStore, readPayloadOf, reportFault, storeAskOf, storeOptions, withConnection } from './store-run'
import { createTextOutput } from './text-output'

const watchOptions = storeOptions.extend({
  json: z.boolean(),
  once: z.boolean().default(false),
  filter: z.string().max(1000),
  alert: alertSettings.default(firstAlertSettings),
  kind: z.enum(activityFacets).default('all')
})
type WatchOptions = z.infer<typeof watchOptions>

/** Where a run is written to. */
type CreateOutput = (live: LiveStore, clock: ServerClock, options: WatchOptions) => Output

const OUTGROWN =
  'sextant: The number of sessions has passed --mirror-at-most. Start again to have it read the other way.'

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** What a run has come to: both are null until the store is open, and until its first snapshot is told. */
interface Run {
  live: LiveStore | null
  output: Output | null
}

/** Watches until the first snapshot with `--once`, until a signal otherwise. Resolves with the exit code. */
async function run(connection: Connection, options: WatchOptions, create: CreateOutput): Promise<number> {
  const ns = options.ns ?? (await findStore(connection))
  const opened = await openStore(connection, storeAskOf(options, ns), readPayloadOf(options))
  const now: Run = { live: null, output: null }
  /** Alerts that were raised before there was anything to write them to. */
  const early: Raised[] = []
  const code = await new Promise<number>((resolve, reject) => {
    void stopSignal().then(() => resolve(exitCodes.ok))
    const listener: LiveStoreListener = {
      facts: () => now.output?.changed(),
      sessions: window => now.output?.sessions(window),
      users: () => undefined,
      pause: () => undefined,
      feed: state => takeFeed(state),
      outgrown: () => process.stderr.write(`${OUTGROWN}\n`),
      totals: () => now.output?.changed(),
      events: events => now.output?.events(events),
      alerts({ alerts }, change) {
        if (now.output) now.output.alerts(change, alerts)
        else early.push(change)
      }
    }
    now.live = startLiveStore(connection, opened, listener, { alerts: options.alert })
    now.live.finder.onChange(tellFindings)

    function tellFindings(): void {
      if (now.live) now.output?.findings(now.live.finder.watchedFindings())
    }

    function takeFeed(state: FeedState): void {
      if (state.kind === 'failed') {
        reportFault(state.fault)
        resolve(exitCodeOf(state.fault))
      } else if (now.output) now.output.feed(state)
      else if (isFollowing(state)) setImmediate(begin, state)
    }

    /** Not within the telling of the state itself: a feed may settle while the live store is still being made. */
    async function begin(state: FeedState): Promise<void> {
      if (!now.live || now.output) return
      now.output = create(now.live, connection.clock, options)
      await now.output.begin(state).catch(reject)
      tellFindings()
      for (const change of early.splice(0)) now.output.alerts(change, now.live.alerts.list.alerts)
      if (options.once) resolve(exitCodes.ok)
    }
  })
  now.output?.end()
  await now.live?.stop()
  return code
}

/** `sextant watch`: resolves with the exit code; failures are a sentence on stderr, never a stack. */
export function watch(raw: unknown): Promise<number> {
  return follow(raw, (live, clock, { json, filter }) =>
    (json ? createJsonOutput : createTextOutput)(live, clock, filter)
  )
}

/** `sextant events`: the same, printing only what happens. */
export function events(raw: unknown): Promise<number> {
  return follow(raw, (live, clock, options) => createEventsOutput(live, clock.now, options))
}

function follow(raw: unknown, create: CreateOutput): Promise<number> {
  const options = watchOptions.parse(raw)
  return withConnection(options.uri, async connection => {
    filterTreeOf(options.filter)
    return run(connection, options, create)
  })
}
