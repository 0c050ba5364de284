import { z } from 'zod'
import type { ServerClock } from '../monitor/clock'
import { type Connection, connect } from '../monitor/connection'
import { discover } from '../monitor/discover'
import { createReadPayload } from '../monitor/formats/opened'
import { payloadOf } from '../monitor/formats/payload'
import type { ReadPayload } from '../monitor/formats/payload-kind'
import { createUnseal } from '../monitor/formats/sealed'
import { type LiveStore, startLiveStore } from '../monitor/live-store'
import { openStore } from '../monitor/store'
import { MAX_USER_PATHS } from '../shared/domain/identity'
import {
  type FeedState,
  feedModes,
  formatIds,
  isFollowing,
  type StoreAsk,
  userPath
} from '../shared/domain/store'
import { type Fault, FaultError, fault } from '../shared/fault'
import { exitCodeOf, exitCodes } from './exit-codes'

/** The options that say which store, and how to read it. */
export const storeOptions = z.object({
  uri: z.string(),
  ns: z.string().optional(),
  feed: z.enum(['auto', ...feedModes]),
  format: z.enum(['auto', ...formatIds]),
  mapExpiry: z.string().optional(),
  mapPayload: z.string().optional(),
  mapUser: z.string().optional(),
  mirrorAtMost: z.number(),
  secretEnv: z.string().optional(),
  userPath: z.array(userPath).max(MAX_USER_PATHS).default([])
})
export type StoreOptions = z.infer<typeof storeOptions>

/** How the store is to be read; naming any path means reading by that mapping. */
export function storeAskOf(options: StoreOptions, ns: string): StoreAsk {
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

/** How payloads are read: opened by the app's secret, where `--secret-env` names the variable that holds it. */
export function readPayloadOf({ secretEnv }: StoreOptions): ReadPayload {
  if (secretEnv === undefined) return payloadOf
  const secret = process.env[secretEnv]
  if (!secret)
    throw new FaultError(
      fault(
        'bad-request',
        `The environment variable ${secretEnv} is empty.`,
        'Put the app’s secret into it: on the command line itself, others on this computer could read it.'
      )
    )
  return createReadPayload(createUnseal(secret, () => performance.now()))
}

/** The store to read: the one named, or the only one there is. Throws a `FaultError` where there is none, or several. */
export async function findStore(connection: Connection): Promise<string> {
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

/** A failure as it is told in a terminal: a sentence on stderr, never a stack. */
export function reportFault({ message, hint }: Fault): void {
  process.stderr.write(`sextant: ${message}${hint === null ? '' : `\n${hint}`}\n`)
}

/** Connects, does the work, closes; resolves with the exit code. What is no `FaultError` is a bug, and thrown. `isPatient` as in `connect`. */
export async function withConnection(
  uri: string,
  work: (connection: Connection) => Promise<number>,
  isPatient = false
): Promise<number> {
  let connection: Connection | null = null
  try {
    connection = await connect({ uri, isReadOnly: true, isPatient })
    return await work(connection)
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    reportFault(error.fault)
    return exitCodeOf(error.fault)
  } finally {
    await connection?.close()
  }
}

/** Does `work` once on a store that has been read, then ends. Resolves with the exit code. */
export function withStore(
  raw: unknown,
  work: (live: LiveStore, clock: ServerClock) => Promise<void>
): Promise<number> {
  const options = storeOptions.parse(raw)
  return withConnection(options.uri, async connection => {
    await withStoreOn(connection, options, live => work(live, connection.clock))
    return exitCodes.ok
  })
}

/** The same on a connection that is open already, for what the work gives. */
export async function withStoreOn<T>(
  connection: Connection,
  options: StoreOptions,
  work: (live: LiveStore) => Promise<T>
): Promise<T> {
  const ns = options.ns ?? (await findStore(connection))
  const opened = await openStore(connection, storeAskOf(options, ns), readPayloadOf(options))
  let heard: (state: FeedState) => void = () => {}
  const ready = new Promise<void>((resolve, reject) => {
    heard = state => {
      if (state.kind === 'failed' || state.kind === 'lost') reject(new FaultError(state.fault))
      else if (isFollowing(state)) resolve()
    }
  })
  const nothing = () => undefined
  const live = startLiveStore(connection, opened, {
    facts: nothing,
    sessions: nothing,
    users: nothing,
    pause: nothing,
    totals: nothing,
    feed: state => heard(state)
  })
  try {
    await ready
    return await work(live)
  } finally {
    await live.stop()
  }
}
