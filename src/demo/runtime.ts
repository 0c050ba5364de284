import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

/** How to start the database that set-up found: `args` come before the server's own. */
export interface DatabaseCommand {
  readonly kind: 'mongod' | 'secantus'
  readonly command: string
  readonly args: readonly string[]
  readonly version: string
}

/** The Electron that set-up found; `isFallback` where today's could not be had. */
export interface ElectronProgram {
  readonly path: string
  readonly version: string
  readonly isFallback: boolean
}

/** What `npm run setup` wrote down; null is "not found". */
export interface Runtime {
  readonly electron: ElectronProgram | null
  readonly database: DatabaseCommand | null
  readonly xvfb: string | null
}

/** Where set-up writes its record: `SEXTANT_RUNTIME`, else in the cache folder (`SEXTANT_CACHE`, else under home). */
export function runtimeFile(env: NodeJS.ProcessEnv = process.env): string {
  if (env.SEXTANT_RUNTIME) return resolve(env.SEXTANT_RUNTIME)
  const cache = env.SEXTANT_CACHE ? resolve(env.SEXTANT_CACHE) : join(homedir(), '.cache', 'sextant')
  return join(cache, 'runtime.json')
}

/** The record of set-up. A file that is missing or damaged reads as "nothing found", never as an error. */
export function readRuntime(file: string = runtimeFile()): Runtime {
  let raw: unknown = null
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Set-up has not run yet.
  }
  const { electron, database, xvfb } = record(raw)
  return { electron: readElectron(electron), database: readDatabase(database), xvfb: text(xvfb) }
}

/** What set-up found, else a `mongod` on the PATH: the packaged app knows no set-up. Null: there is none. */
export function databaseAtHand(env: NodeJS.ProcessEnv = process.env): DatabaseCommand | null {
  const { database } = readRuntime(runtimeFile(env))
  if (database !== null && existsSync(database.command)) return database
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod'
  const command = (env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(file => existsSync(file))
  return command === undefined ? null : { kind: 'mongod', command, args: [], version: 'unknown' }
}

function readElectron(raw: unknown): ElectronProgram | null {
  const { path, version, isFallback } = record(raw)
  if (typeof path !== 'string') return null
  return { path, version: text(version) ?? 'unknown', isFallback: isFallback === true }
}

function readDatabase(raw: unknown): DatabaseCommand | null {
  const { kind, command, args, version } = record(raw)
  if ((kind !== 'mongod' && kind !== 'secantus') || typeof command !== 'string') return null
  const words = Array.isArray(args) ? args.filter(word => typeof word === 'string') : []
  return { kind, command, args: words, version: text(version) ?? 'unknown' }
}

function record(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null ? { ...raw } : {}
}

function text(raw: unknown): string | null {
  return typeof raw === 'string' ? raw : null
}
