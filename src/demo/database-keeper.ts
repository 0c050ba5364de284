import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * The program that stands between us and the database, so that a database never outlives its owner.
 *
 * It holds a pipe from the owner; the pipe closes however the owner ends, `kill -9` included, and then the keeper
 * stops the database by its process id and removes the temporary folder. It is given to Node as text, because the
 * built demo is one bundle and has no second file to name.
 */
const KEEPER = `
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const job = JSON.parse(process.env.SEXTANT_KEEPER)
const log = job.logTo ? fs.openSync(job.logTo, 'a') : null
const env = { ...process.env }
delete env.SEXTANT_KEEPER
delete env.ELECTRON_RUN_AS_NODE
const child = spawn(job.command, job.args, { cwd: job.folder, env, stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'] })
let isOwnerGone = false
let isOver = false
let tail = ''
const keep = data => { tail = (tail + data).slice(-2000) }
child.stdout?.on('data', keep)
child.stderr?.on('data', keep)
const tell = said => { if (!isOwnerGone) process.stdout.write(JSON.stringify(said) + '\\n') }
process.stdout.on('error', () => {})
const leave = () => {
  if (job.isTemporary) try { fs.rmSync(job.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) } catch {}
  process.exit(0)
}
const over = said => {
  if (isOver) return
  isOver = true
  tell(said)
  if (isOwnerGone) leave()
}
const stop = () => {
  if (isOver) return
  // What is thrown away need not be written out first.
  if (job.isTemporary) return child.kill('SIGKILL')
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), 3000).unref()
}
child.once('error', error => over({ kind: 'ended', reason: error.message }))
child.once('close', (code, signal) => over({ kind: 'ended', reason: tail.trim() || String(signal ?? code) }))
if (child.pid) tell({ kind: 'started', pid: child.pid })
process.stdin.on('data', data => {
  for (const word of String(data).split('\\n')) {
    if (word === 'stop') stop()
    if (word === 'kill') child.kill('SIGKILL')
  }
})
process.stdin.on('error', () => {})
process.stdin.once('close', () => {
  isOwnerGone = true
  if (isOver) leave()
  stop()
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { isOwnerGone = true; isOver ? leave() : stop() })
`

/** A server to run in `folder`, which is removed at the end when it is temporary. `logTo` null keeps the last words only. */
export interface KeptJob {
  readonly command: string
  readonly args: readonly string[]
  readonly folder: string
  readonly isTemporary: boolean
  readonly logTo: string | null
}

/** A server under a keeper. `ended` resolves with its last words once it has stopped, for whatever cause. */
export interface KeptServer {
  readonly pid: number
  readonly ended: Promise<string>
  /** In order, after 3 seconds by force; a temporary folder goes, and then nothing is waited for. */
  stop(): Promise<void>
  /** SIGKILL at once. The folder stays as long as the owner lives. */
  kill(): Promise<void>
}

/** Start a server under a keeper. Rejects with the system's words when the command cannot be started. */
export function startKept(job: KeptJob): Promise<KeptServer> {
  const keeper = spawn(process.execPath, ['-e', KEEPER], {
    // A group of its own: Ctrl+C in a terminal then reaches the owner alone, which ends things in order.
    detached: true,
    // In Electron, execPath is Electron itself; everywhere else the variable means nothing.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', SEXTANT_KEEPER: JSON.stringify(job) },
    stdio: ['pipe', 'pipe', 'ignore']
  })
  const gone = new Promise<void>(resolve => keeper.once('close', () => resolve()))
  return new Promise((resolve, reject) => {
    let tellEnded: (reason: string) => void = () => undefined
    const ended = new Promise<string>(done => {
      tellEnded = done
    })
    const ask = (word: string) => keeper.stdin.writable && keeper.stdin.write(`${word}\n`)
    keeper.stdin.on('error', () => undefined)
    keeper.once('error', reject)
    void gone.then(() => tellEnded('the process that kept it is gone'))
    void ended.then(reason => reject(new Error(reason)))
    createInterface(keeper.stdout).on('line', line => {
      const said = readWord(line)
      if (said === null) return
      if (said.kind === 'ended') return tellEnded(said.reason)
      resolve({
        pid: said.pid,
        ended,
        async stop() {
          ask('stop')
          await ended
          keeper.stdin.end()
          await gone
        },
        async kill() {
          ask('kill')
          await ended
        }
      })
    })
  })
}

type Word = { kind: 'started'; pid: number } | { kind: 'ended'; reason: string }

function readWord(line: string): Word | null {
  try {
    return JSON.parse(line) as Word // both ends of this pipe are in this file
  } catch {
    return null
  }
}
