import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { NODE_KEEPER, SHELL_KEEPER } from './keeper-programs'

/** How long a server that keeps its data may take to write it out. */
const STOPS_WITHIN_MS = 3000

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

/** Start a server under a keeper. Rejects with the server's last words when it could not be started. */
export function startKept(job: KeptJob, platform = process.platform): Promise<KeptServer> {
  const keeper = startKeeper(job, platform)
  const gone = new Promise<void>(resolve => keeper.once('close', () => resolve()))
  return new Promise((resolve, reject) => {
    let lastWords = ''
    let tellEnded: (reason: string) => void = () => undefined
    const ended = new Promise<string>(done => {
      tellEnded = done
    })
    let isOver = false
    const ask = (word: string) => !isOver && keeper.stdin.writable && keeper.stdin.write(`${word}\n`)
    keeper.stdin.on('error', () => undefined)
    keeper.once('error', reject)
    void gone.then(() => tellEnded('the process that kept it is gone'))
    void ended.then(reason => {
      isOver = true
      reject(new Error(reason))
    })
    createInterface(keeper.stdout).on('line', line => {
      const [word, rest] = readLine(line)
      if (word === 'said') lastWords = rest
      if (word === 'over') tellEnded(lastWords || `exit code ${rest}`)
      if (word !== 'started') return
      resolve({
        pid: Number(rest),
        ended,
        async stop() {
          // What is thrown away need not be written out first.
          ask(job.isTemporary ? 'kill' : 'stop')
          const late = setTimeout(() => ask('kill'), STOPS_WITHIN_MS)
          await ended
          clearTimeout(late)
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

/** By the system's own shell where there is one: a packaged app is no Node, and its owner may be one. */
function startKeeper(job: KeptJob, platform: NodeJS.Platform): ChildProcessByStdio<Writable, Readable, null> {
  const [program, before] =
    platform === 'win32' ? [process.execPath, ['-e', NODE_KEEPER]] : ['/bin/sh', ['-c', SHELL_KEEPER]]
  const how = [job.folder, job.isTemporary ? 'temporary' : 'kept', job.logTo ?? '']
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return spawn(program, [...before, 'sextant-keeper', ...how, job.command, ...job.args], {
    // A group of its own: Ctrl+C in a terminal then reaches the owner alone, which ends things in order.
    detached: true,
    // In Electron, execPath is Electron itself.
    env: platform === 'win32' ? { ...env, ELECTRON_RUN_AS_NODE: '1' } : env,
    stdio: ['pipe', 'pipe', 'ignore']
  })
}

function readLine(line: string): readonly [word: string, rest: string] {
  const [, word = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? []
  return [word, rest]
}
