import { z } from 'zod'
import type { ServerClock } from '../monitor/clock'
import { type Connection, connect } from '../monitor/connection'
import { discover } from '../monitor/discover'
import { type LiveStore, startLiveStore } from '../monitor/live-store'
import { openStore } from '../monitor/store'
import { MAX_USER_PATHS } from '../shared/domain/identity'
import type { StoreAsk } from '../shared/domain/store'
import { type FeedState, feedModes, formatIds, isFollowing, userPath } from '../shared/domain/store'
import { type Fault, FaultError, fault } from '../shared/fault'
import { createEventsOutput } from './events-output'
import { exitCodeOf, exitCodes } from './exit-codes'
import { createJsonOutput } from './json-output'
import type { Output } from './output'
import { createTextOutput } from './text-output'

const watchOptions = z.object({
  uri: z.string(),
  ns: z.string().optional(),
  json: z.boolean(),
  once: z.boolean().default(false),
  feed: z.enum(['auto', ...feedModes]),
  format: z.enum(['auto', ...formatIds]),
  mapExpiry: z.string().optional(),
  mapPayload: z.string().optional(),
  mapUser: z.string().optional(),
  mirrorAtMost: z.number(),
  userPath: z.array(userPath).max(MAX_USER_PATHS).default([])
})
type WatchOptions = z.infer<typeof watchOptions>

/** Where a run is written to. */
type CreateOutput = (live: LiveStore, clock: ServerClock, options: WatchOptions) => Output

/** How the store is to be read; naming any path means reading by that mapping. */
function storeAskOf(options: WatchOptions, ns: string): StoreAsk {
  const { mapExpiry, mapPayload, mapUser } = options
  const isMapped =
    [mapExpiry, mapPayload, mapUser].some(path => path !== undefined) || options.format === 'mapped'
  const mapping = { expiry: mapExpiry ?? '', payload: mapPayload ?? '', user: mapUser ?? '' }
  return {
    ns,
    mode: options.feed,
    format: isMapped ? 'mapped' : options.format,
    mapping: isMapped ? mapping : null,
    mirrorAtMost: options.mirrorAtMost,
    userPaths: options.userPath
  }
}

/** The store to watch: the one named, or the only one there is. */
async function findStore(connection: Connection): Promise<string> {
  const { stores, limits } = await discover(connection)
  const [first, ...others] = stores
  if (first === undefined) {
    const hint =
      'Name one with --ns database.collection, and say where its fields are with --map-expiry and --map-user.'
    throw new FaultError(
      fault('not-a-store', `No session store was found on this server. ${limits ?? ''}`.trim(), hint)
    )
  }
  if (others.length === 0) return first
  throw new FaultError(
    fault(
      'bad-request',
      `There are ${stores.length} session stores: ${stores.join(', ')}.`,
      'Name one with --ns.'
    )
  )
}

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
  const opened = await openStore(connection, storeAskOf(options, ns))
  const now: Run = { live: null, output: null }
  const code = await new Promise<number>((resolve, reject) => {
    void stopSignal().then(() => resolve(exitCodes.ok))
    now.live = startLiveStore(connection, opened, {
      facts: () => now.output?.changed(),
      sessions: window => now.output?.sessions(window),
      users: () => undefined,
      pause: () => undefined,
      feed: state => takeFeed(state),
      outgrown: () => process.stderr.write(`${OUTGROWN}\n`),
      totals: () => now.output?.changed(),
      events: events => now.output?.events(events)
    })

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
      if (options.once) resolve(exitCodes.ok)
    }
  })
  now.output?.end()
  await now.live?.stop()
  return code
}

function reportFault({ message, hint }: Fault): void {
  process.stderr.write(`sextant: ${message}${hint === null ? '' : `\n${hint}`}\n`)
}

/** `sextant watch`: resolves with the exit code; failures are a sentence on stderr, never a stack. */
export function watch(raw: unknown): Promise<number> {
  return follow(raw, (live, clock, { json }) => (json ? createJsonOutput : createTextOutput)(live, clock))
}

/** `sextant events`: the same, printing only what happens. */
export function events(raw: unknown): Promise<number> {
  return follow(raw, (live, clock, { json }) => createEventsOutput(live, clock.now, json))
}

async function follow(raw: unknown, create: CreateOutput): Promise<number> {
  const options = watchOptions.parse(raw)
  let connection: Connection | null = null
  try {
    connection = await connect({ uri: options.uri, isReadOnly: true })
    return await run(connection, options, create)
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    reportFault(error.fault)
    return exitCodeOf(error.fault)
  } finally {
    await connection?.close()
  }
}
