import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Db, MongoClient, MongoServerError } from 'mongodb'
import { type KeptServer, startKept } from './database-keeper'
import { type DatabaseCommand, databaseAtHand } from './runtime'

const HOST = '127.0.0.1'
const READY_WITHIN_MS = 60_000
const TRIES = 3
const MONGOD_SET = 'sextant'
/** The set's name that SecantusDB announces; it cannot be changed. */
const SECANTUS_SET = 'secantus'
const ALREADY_INITIALIZED = 23
const CACHE_MB = 256

/** How to start a server. Without any, a one-node replica set on a free port, its data gone when it stops. */
export interface DatabaseOptions {
  /** No replica set, so no change streams. */
  readonly isStandalone?: boolean
  /** Kept when the server stops; without it, a temporary folder. */
  readonly storagePath?: string
  /** Without it, a free port chosen by the system. */
  readonly port?: number
  /** Passwords are asked for. Make the users first: start without it on the same `storagePath`, then again with it. */
  readonly isAuth?: boolean
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
  /** MiB that the server may keep of its files; a store that outgrows it many times over stalls while it is written. */
  readonly cacheMb?: number
  /** A file that what the server prints is added to. */
  readonly logTo?: string
}

/** A running server that stops with this process, whatever way that ends. */
export interface EmbeddedDatabase {
  /** Without a user, with `replicaSet` and `tls` as started. */
  readonly uri: string
  readonly port: number
  /** Of the server itself. */
  readonly pid: number
  readonly kind: DatabaseCommand['kind']
  readonly version: string
  readonly storagePath: string
  /** In order; a temporary folder goes with it. */
  stop(): Promise<void>
  /** SIGKILL; `storagePath` and `port` bring back what was journaled (SecantusDB: writes with `j: true`, or a minute old). */
  kill(): Promise<void>
}

/**
 * Start a MongoDB server on this machine, on 127.0.0.1 only, and wait until it answers (and, as a set, has a primary).
 *
 * Errors: a sentence that names the next step when set-up has not run or the server does not start.
 */
export async function startDatabase(options: DatabaseOptions = {}): Promise<EmbeddedDatabase> {
  const program = databaseAtHand()
  if (program === null)
    throw new Error(
      'There is no database server to start: install MongoDB, or run "npm run setup" in Sextant’s source.'
    )
  if (options.port !== undefined && !(await isFree(options.port)))
    throw new Error(`Port ${options.port} is taken by another program: choose another one.`)
  let failure: unknown
  // Between asking for a free port and binding it, another program may take it.
  for (let attempt = 0; attempt < (options.port === undefined ? TRIES : 1); attempt++) {
    try {
      return await startOn(program, options.port ?? (await freePort()), options)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

async function startOn(
  program: DatabaseCommand,
  port: number,
  options: DatabaseOptions
): Promise<EmbeddedDatabase> {
  const folder = options.storagePath
    ? resolve(options.storagePath)
    : await mkdtemp(join(tmpdir(), 'sextant-database-'))
  await mkdir(folder, { recursive: true })
  const args =
    program.kind === 'mongod'
      ? await mongodArguments(folder, port, options)
      : secantusArguments(folder, port, options)
  const server = await startKept({
    command: program.command,
    args: [...program.args, ...args],
    folder,
    isTemporary: options.storagePath === undefined,
    logTo: options.logTo ? resolve(options.logTo) : null
  }).catch(error => {
    throw new Error(`The database server could not be started: ${lastLine(error.message)}.`, { cause: error })
  })
  try {
    await waitUntilReady(server, program.kind, port, options)
  } catch (error) {
    await server.stop()
    throw error
  }
  const { pid, stop, kill } = server
  const uri = uriOf(program.kind, port, options)
  return { uri, port, pid, kind: program.kind, version: program.version, storagePath: folder, stop, kill }
}

function uriOf(kind: DatabaseCommand['kind'], port: number, options: DatabaseOptions): string {
  const words = []
  if (!options.isStandalone) words.push(`replicaSet=${kind === 'mongod' ? MONGOD_SET : SECANTUS_SET}`)
  if (options.tls) words.push('tls=true')
  return `mongodb://${HOST}:${port}/${words.length > 0 ? `?${words.join('&')}` : ''}`
}

function secantusArguments(folder: string, port: number, options: DatabaseOptions): string[] {
  const args = ['--host', HOST, '--port', String(port), '--storage-path', folder]
  args.push('--cache-size', `${options.cacheMb ?? CACHE_MB}M`, '--log-level', 'WARNING')
  if (options.isStandalone) args.push('--standalone')
  if (options.isAuth) args.push('--auth')
  if (options.tls)
    args.push(
      '--tls-cert-file',
      resolve(options.tls.certFile),
      '--tls-key-file',
      resolve(options.tls.keyFile)
    )
  return args
}

async function mongodArguments(folder: string, port: number, options: DatabaseOptions): Promise<string[]> {
  const args = ['--bind_ip', HOST, '--port', String(port), '--dbpath', folder]
  args.push('--wiredTigerCacheSizeGB', String((options.cacheMb ?? CACHE_MB) / 1024))
  if (process.platform !== 'win32') args.push('--nounixsocket')
  if (!options.isStandalone) args.push('--replSet', MONGOD_SET)
  if (options.isAuth) args.push('--auth')
  if (options.isAuth && !options.isStandalone) args.push('--keyFile', await keyFileIn(folder))
  if (options.tls) {
    // mongod reads certificate and key from one file.
    const pem = join(folder, 'server.pem')
    const parts = [await readFile(options.tls.certFile, 'utf8'), await readFile(options.tls.keyFile, 'utf8')]
    await writeFile(pem, parts.join('\n'), { mode: 0o600 })
    args.push('--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', pem)
  }
  return args
}

/** Members of a set know each other by a shared key, which mongod insists on even for a set of one. */
async function keyFileIn(folder: string): Promise<string> {
  const file = join(folder, 'set.key')
  if (!existsSync(file)) await writeFile(file, randomBytes(256).toString('base64'), { mode: 0o400 })
  return file
}

async function waitUntilReady(
  server: KeptServer,
  kind: DatabaseCommand['kind'],
  port: number,
  options: DatabaseOptions
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  const state: { reason: string | null } = { reason: null }
  void server.ended.then(reason => {
    state.reason = reason
  })
  let isInitiated = kind !== 'mongod' || options.isStandalone === true
  let last: unknown
  while (Date.now() < deadline) {
    if (state.reason !== null)
      throw new Error(`The database server stopped as it started: ${lastLine(state.reason)}.`)
    try {
      await answerOnce(port)
      const isPrimary = await ask(port, options, async admin => {
        const hello = await admin.command({ hello: 1 })
        if (hello.isWritablePrimary !== true && !isInitiated) await initiate(admin, port)
        return hello.isWritablePrimary === true
      })
      if (isPrimary) return
      isInitiated = true
    } catch (error) {
      last = error
    }
    await new Promise(done => setTimeout(done, 30))
  }
  throw new Error(`The database server did not answer within ${READY_WITHIN_MS / 1000} s.`, { cause: last })
}

/** A client of its own for each try: one whose first connection failed never selects a server again (mongodb 7.9). */
async function ask<T>(port: number, options: DatabaseOptions, work: (admin: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5000,
    connectTimeoutMS: 5000,
    ...(options.tls ? { tls: true, tlsAllowInvalidCertificates: true } : {})
  })
  try {
    return await work(client.db('admin'))
  } finally {
    await client.close()
  }
}

/** Resolves when something listens: cheaper than a driver, whose second look comes half a second after its first. */
function answerOnce(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect({ host: HOST, port })
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.destroy()
      done()
    })
  })
}

/** Make a set of one. Data that was a set on another port is told its new address. */
async function initiate(admin: Db, port: number): Promise<void> {
  const members = [{ _id: 0, host: `${HOST}:${port}` }]
  try {
    await admin.command({ replSetInitiate: { _id: MONGOD_SET, members } })
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== ALREADY_INITIALIZED) throw error
    const { config } = await admin.command({ replSetGetConfig: 1 })
    if (config.members[0]?.host === members[0]?.host) return
    const next = { ...config, version: config.version + 1, members }
    await admin.command({ replSetReconfig: next, force: true })
  }
}

/** A port that is free now, chosen by the system. */
export async function freePort(): Promise<number> {
  return listenOnce(0)
}

/** Asked first, because whoever has the port may well be a database that answers in our server's place. */
async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false
  )
}

function listenOnce(port: number): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, HOST, () => {
      const address = server.address()
      server.close(() => done(address !== null && typeof address === 'object' ? address.port : port))
    })
  })
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').replace(/\.+$/, '')
}
