import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, isRefused, placeFolder, withRefusal } from './cache.mjs'
import { installWithApt } from './libraries.mjs'
import { canInstallSystemPackages, findOnPath, run } from './run.mjs'
import { lastWords, SetupError, say, sayWhile } from './say.mjs'

const SECANTUS = 'secantusdb==0.7.0b3'
const SECANTUS_VERSION = '0.7.0b3'
const MONGOD = 'mongod'

/**
 * Find or fetch the server of the demo and the tests. Answers the record with `database { kind, command, version }`:
 * a `mongod` on the PATH, else one that mongodb-memory-server downloads, else SecantusDB from the Python registry.
 */
export async function setUpDatabase(root, runtime) {
  const onPath = await mongodOnPath(runtime)
  if (onPath !== null) return { ...runtime, database: onPath }
  const known = runtime.database
  if (known && existsSync(known.command) && (known.kind === 'mongod' || isRefused(runtime, MONGOD)))
    return runtime
  let record = runtime
  if (!isRefused(runtime, MONGOD)) {
    const { database, reason } = await downloadMongod(root)
    if (database) return { ...runtime, database }
    say(`MongoDB's own server can't be had here (${reason}); using SecantusDB, and asking again in a day.`)
    record = withRefusal(runtime, MONGOD, reason)
  }
  return { ...record, database: await setUpSecantus() }
}

async function mongodOnPath(runtime) {
  const command = findOnPath('mongod')
  if (command === null) return null
  // Asking a mongod for its version takes a tenth of a second: not on every start.
  if (runtime.database?.command === command) return runtime.database
  const { code, output } = await run(command, ['--version'], { timeLimitMs: 20_000 })
  return code === 0 ? { kind: 'mongod', command, version: versionIn(output) } : null
}

/** The version in what `mongod --version` prints, as "8.0.4". */
export function versionIn(output) {
  return /v?(\d+\.\d+\.\d+\S*)/.exec(output)?.[1] ?? 'unknown'
}

const DOWNLOAD = `
const { MongoBinary } = require('mongodb-memory-server-core')
MongoBinary.getPath({ downloadDir: process.argv[1] }).then(path => console.log('FOUND ' + path), error => {
  console.error(error.message.split(/\\n/).slice(-1)[0])
  process.exit(1)
})`

async function downloadMongod(root) {
  const env = { ...process.env, MONGOMS_MD5_CHECK: 'true' }
  const { code, output, isTimedOut } = await sayWhile(
    "Downloading MongoDB's own server.",
    run(process.execPath, ['-e', DOWNLOAD, join(cacheFolder(), 'mongod')], {
      cwd: root,
      env,
      timeLimitMs: 600_000
    })
  )
  if (isTimedOut) return { reason: 'the download took longer than 10 minutes' }
  const command = /^FOUND (.+)$/m.exec(output)?.[1]
  if (code !== 0 || command === undefined) return { reason: lastWords(output) }
  const about = await run(command, ['--version'], { timeLimitMs: 20_000 })
  if (about.code !== 0) return { reason: `it does not run: ${lastWords(about.output)}` }
  return { database: { kind: 'mongod', command, version: versionIn(about.output) } }
}

/** A Python environment is run through its own interpreter: its scripts name the folder they were made in. */
async function setUpSecantus() {
  const folder = join(cacheFolder(), `secantus-${SECANTUS_VERSION}`)
  if (!existsSync(folder)) await placeFolder(folder, part => fetchSecantus(part))
  const args = ['-c', 'import sys; from secantus.cli import main; sys.exit(main())']
  return { kind: 'secantus', command: pythonIn(folder), args, version: SECANTUS_VERSION }
}

function pythonIn(folder) {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

async function fetchSecantus(part) {
  const folder = join(part, 'venv')
  await makeEnvironment(folder)
  // pip checks each file against the checksum that its index gives.
  const installed = await sayWhile(
    `Installing SecantusDB ${SECANTUS_VERSION}.`,
    run(pythonIn(folder), ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', SECANTUS])
  )
  if (installed.code !== 0)
    throw new SetupError(
      `SecantusDB could not be installed (${lastWords(installed.output)}): check the network, or put a "mongod" on the PATH.`
    )
  const tried = await run(pythonIn(folder), ['-c', 'import secantus.cli, wiredtiger'])
  if (tried.code !== 0)
    throw new SetupError(
      `SecantusDB does not run here (${lastWords(tried.output)}): put a "mongod" on the PATH instead.`
    )
  return folder
}

async function makeEnvironment(folder) {
  const python = () => findOnPath('python3') ?? findOnPath('python')
  const make = async () => {
    const command = python()
    return command === null ? { code: -1, output: 'no python3 found' } : run(command, ['-m', 'venv', folder])
  }
  let made = await make()
  if (made.code !== 0 && canInstallSystemPackages()) {
    // Debian keeps the part of Python that makes environments in a package of its own.
    await sayWhile('Installing python3 and python3-venv.', installWithApt(['python3', 'python3-venv']))
    made = await make()
  }
  if (made.code !== 0)
    throw new SetupError(
      `There is no server to run the demo on: install MongoDB's "mongod", or Python 3 with its venv module (${lastWords(made.output)}).`
    )
}
