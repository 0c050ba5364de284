import type { LookupFunction } from 'node:net'
import { MongoClient, type MongoClientOptions } from 'mongodb'
import type { ConnectStep } from '../shared/domain/connection'
import type { Secrets, SshTunnel } from '../shared/domain/saved-connection'
import type { ServerFacts } from '../shared/domain/store'
import { FaultError, fault } from '../shared/fault'
import { createServerClock, type SampledClock } from './clock'
import { explain } from './trouble/explain'
import { type Member, memberOf, memberText } from './trouble/member-text'
import type { Tunnel } from './tunnel'
import { checkUri, credentialsOf, hostsOf, labelOf, optionOf } from './uri'

/** How to connect. */
export interface ConnectAsk {
  readonly uri: string
  readonly isReadOnly: boolean
  /** The SSH server to go through, and the secrets that it takes; without it, straight. */
  readonly ssh?: SshTunnel | null
  readonly secrets?: Secrets
  readonly signal?: AbortSignal
  /** Asked something and left again, not followed: a server that is silent while it works at an answer is waited for. */
  readonly isPatient?: boolean
  /** Told all steps so far each time one begins or ends. */
  readonly onSteps?: (steps: readonly ConnectStep[]) => void
  /** For tests: let the client tell of every command. */
  readonly monitorCommands?: boolean
  /** For tests: how host names are looked up; without it, as the system does. */
  readonly lookup?: LookupFunction
}

/** An open connection. `uri` holds credentials and stays in src/monitor. */
export interface Connection {
  readonly client: MongoClient
  readonly uri: string
  /** Hosts and database, no credentials. */
  readonly label: string
  readonly isReadOnly: boolean
  readonly server: ServerFacts
  readonly clock: SampledClock
  close(): Promise<void>
}

/** Longest any single question to the server may take while connecting, ms. */
const ASK_MS = 5000

/** Defaults where the connection string is silent: a lost server is to be noticed within seconds. */
const patience = { serverSelectionTimeoutMS: 5000, connectTimeoutMS: 5000, heartbeatFrequencyMS: 2000 }

/** The driver cuts questions off when a server misses a heartbeat, and some servers answer none while they read a large collection. */
const longPatience = { ...patience, heartbeatFrequencyMS: 300_000 }

function optionsOf(ask: ConnectAsk): MongoClientOptions {
  const silent = Object.entries(ask.isPatient ? longPatience : patience).filter(
    ([name]) => optionOf(ask.uri, name) === null
  )
  return {
    ...Object.fromEntries(silent),
    ...(optionOf(ask.uri, 'appName') === null ? { appName: 'Sextant' } : {}),
    // One document with broken UTF-8 would otherwise fail every read that it is part of.
    enableUtf8Validation: false,
    monitorCommands: ask.monitorCommands ?? false,
    ...(ask.lookup ? { lookup: ask.lookup } : {})
  }
}

/** Keeps the list of steps, and tells it on each change. */
function stepsOf(onSteps: ConnectAsk['onSteps']) {
  const steps: ConnectStep[] = []
  let startedAt = performance.now()
  return {
    begin(text: string): void {
      startedAt = performance.now()
      steps.push({ text, isDone: false, tookMs: 0 })
      onSteps?.([...steps])
    },
    done(text: string): void {
      steps.pop()
      steps.push({ text, isDone: true, tookMs: Math.round(performance.now() - startedAt) })
      onSteps?.([...steps])
    },
    /** The step under way is where it ended: its time is how long that took to tell. */
    failed(): void {
      const last = steps.pop()
      if (last === undefined) return
      steps.push(last.isDone ? last : { ...last, tookMs: Math.round(performance.now() - startedAt) })
      onSteps?.([...steps])
    }
  }
}

/** Connects, asks the server who it is, and sets the clock. Throws a `FaultError`; then nothing is left open. */
export async function connect(ask: ConnectAsk): Promise<Connection> {
  const uri = ask.uri.trim()
  const wrong = checkUri(uri)
  if (wrong !== null) throw new FaultError(wrong)
  const steps = stepsOf(ask.onSteps)
  const tunnel = await reachTunnel(ask, steps)
  const options = { ...optionsOf({ ...ask, uri }), ...tunnel?.options }
  const client = new MongoClient(uri, options)
  const seen = new Map<string, Member>()
  client.on('serverHeartbeatSucceeded', ({ connectionId, reply }) => {
    seen.set(connectionId, memberOf(connectionId, reply))
  })
  // Errors between operations reach the feeds through their own calls; unheard, they would end the process.
  client.on('error', () => {})
  const cancel = () => void client.close()
  try {
    ask.signal?.throwIfAborted()
    ask.signal?.addEventListener('abort', cancel, { once: true })
    return throughTunnel(await greet(client, { ...ask, uri }, { steps, seen }), tunnel)
  } catch (error) {
    steps.failed()
    await client.close().catch(() => {})
    if (ask.signal?.aborted) {
      await tunnel?.close().catch(() => {})
      throw cancelled()
    }
    // The driver's error is not passed on as `cause`: it may carry the connection string.
    const told = await explain(error, { uri, options, seen })
    await tunnel?.close().catch(() => {})
    if (ask.signal?.aborted) throw cancelled()
    throw new FaultError(told)
  } finally {
    ask.signal?.removeEventListener('abort', cancel)
  }
}

const cancelled = () => new FaultError(fault('cancelled', 'Connecting was cancelled.'))

/** The tunnel, where there is to be one. Whoever cancels meanwhile need not wait for it. */
async function reachTunnel(
  { ssh, secrets = {}, signal }: ConnectAsk,
  steps: ReturnType<typeof stepsOf>
): Promise<Tunnel | null> {
  if (ssh === null || ssh === undefined) return null
  steps.begin(`Signing in to the SSH server ${ssh.host}`)
  // Rarely wanted, and what it brings along takes a while to load.
  const opening = import('./tunnel').then(({ openTunnel }) => openTunnel(ssh, secrets))
  try {
    const tunnel = await Promise.race([opening, rejectedWhenAborted(signal)])
    steps.done(`Through the SSH server ${ssh.host}`)
    return tunnel
  } catch (error) {
    steps.failed()
    void opening.then(tunnel => tunnel.close()).catch(() => {})
    throw error
  }
}

function rejectedWhenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = () => reject(cancelled())
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** The tunnel goes with the connection. */
function throughTunnel(connection: Connection, tunnel: Tunnel | null): Connection {
  if (tunnel === null) return connection
  return {
    ...connection,
    async close() {
      await connection.close()
      await tunnel.close()
    }
  }
}

async function greet(
  client: MongoClient,
  ask: ConnectAsk,
  { steps, seen }: { readonly steps: ReturnType<typeof stepsOf>; readonly seen: ReadonlyMap<string, Member> }
): Promise<Connection> {
  const hosts = hostsOf(ask.uri).join(', ')
  steps.begin(`Looking for ${hosts}`)
  await client.connect()
  steps.done(`Reached ${hosts}`)
  refuseUnreadable(seen)

  steps.begin('Asking what it is')
  const admin = client.db('admin')
  const hello = () => admin.command({ hello: 1, maxTimeMS: ASK_MS })
  const [answer, build] = await Promise.all([hello(), admin.command({ buildInfo: 1, maxTimeMS: ASK_MS })])
  const clock = await createServerClock({ sample: async () => (await hello()).localTime as Date })
  const server = serverFactsOf(answer, build, clock)
  steps.done(
    `It says: MongoDB ${server.version}, ${server.replicaSet ? `replica set ${server.replicaSet}` : server.topology}`
  )

  const { user } = credentialsOf(ask.uri)
  if (user !== '') {
    steps.begin('Signing in')
    steps.done(`Signed in as ${user}`)
  }
  // After a pause of any kind, sleep of this computer included, the clock may be off by as much.
  client.on('serverDescriptionChanged', ({ previousDescription, newDescription }) => {
    if (previousDescription.type === 'Unknown' && newDescription.type !== 'Unknown') void clock.refresh()
  })
  return {
    client,
    uri: ask.uri,
    label: labelOf(ask.uri),
    isReadOnly: ask.isReadOnly,
    server,
    clock,
    async close() {
      clock.stop()
      await client.close()
    }
  }
}

/** A direct connection leads also to members that have no data: nothing that is read there succeeds. */
function refuseUnreadable(seen: ReadonlyMap<string, Member>): void {
  if (seen.size !== 1) return
  const text = [...seen.values()].map(memberText)[0] ?? null
  if (text !== null) throw new FaultError(fault('unreachable', text.message, text.hint))
}

/** From the replies of `hello` and `buildInfo`. */
function serverFactsOf(
  hello: Readonly<Record<string, unknown>>,
  build: Readonly<Record<string, unknown>>,
  clock: SampledClock
): ServerFacts {
  const replicaSet = typeof hello.setName === 'string' ? hello.setName : null
  const isRouter = hello.msg === 'isdbgrid'
  return {
    version: String(build.version ?? 'unknown'),
    topology: isRouter ? 'sharded cluster' : replicaSet === null ? 'standalone' : 'replica set',
    replicaSet,
    clockOffsetMs: clock.offsetMs()
  }
}
