import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { readRuntime } from '../../src/demo/runtime'
import type { SubjectJob } from './subject'
import type { WriteJob, Written } from './writer'

/** Which program runs the monitor: the app's own Node, inside Electron, or the one that runs the bench. */
export type Runtime = 'electron' | 'node'

/** Run one job in a process of its own and resolve with what it answers. Its failure is ours. */
export function runSubject<Answer>(job: SubjectJob, runtime: Runtime = 'electron'): Promise<Answer> {
  return answerOf<Answer>(start('subject.cjs', job, runtime))
}

/** A process that writes until it is told to stop. */
export interface Writer {
  readonly pid: number
  /** Rejects when it ends before it is told to; waiting for what it writes would then be in vain. */
  readonly lost: Promise<never>
  /** Ends it, and resolves with what it wrote. */
  stop(): Promise<Written>
}

/** Start writing from a process of its own. */
export function startWriter(job: WriteJob): Writer {
  const child = start('writer.cjs', job, null)
  const answer = answerOf<Written>(child)
  const lost = answer.then(() => new Promise<never>(() => {}))
  // Heard by whoever waits; a failure that nobody waits for must not end us.
  lost.catch(() => {})
  return {
    pid: child.pid ?? -1,
    lost,
    stop() {
      if (child.connected) child.send('stop')
      return answer
    }
  }
}

/** With `null` the same program that runs us. */
function start(file: string, job: SubjectJob | WriteJob, runtime: Runtime | null): ChildProcess {
  const child = fork(join(__dirname, file), [], surroundingsOf(runtime))
  child.send(job)
  return child
}

function surroundingsOf(runtime: Runtime | null) {
  if (runtime !== 'electron') return { execPath: process.execPath, execArgv: [] }
  const { electron } = readRuntime()
  if (electron === null) throw new Error('There is no Electron yet: run "npm run setup".')
  return { execPath: electron.path, execArgv: [], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }
}

/** The one message a child sends before it ends. */
function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const tooEarly = (code: number | null) =>
      reject(new Error(`A process of the bench ended with ${code}; see above.`))
    child.once('exit', tooEarly)
    child.once('error', reject)
    child.once('message', message => {
      child.off('exit', tooEarly)
      child.once('exit', () => resolve(message as Answer))
      child.disconnect()
    })
  })
}
