import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type BuiltProgram, buildProgram } from './build-program'

/** A run of the terminal command: the lines on stdout so far, and how it ended. */
export interface CliRun {
  readonly lines: readonly string[]
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

/**
 * The terminal command, built as it ships, for the tests of one file: give it its arguments. What is still running when a test
 * ends is killed. Call it at the top of a file.
 */
export function aCli(): (...args: string[]) => CliRun {
  let cli: BuiltProgram
  const running = new Set<ChildProcess>()
  beforeAll(async () => {
    cli = await buildProgram('src/cli')
  })
  afterEach(() => {
    for (const child of running) child.kill()
    running.clear()
  })
  afterAll(() => cli.remove())

  return (...args) => {
    const child = spawn(process.execPath, [cli.path, ...args])
    running.add(child)
    const lines: string[] = []
    let stderr = ''
    createInterface({ input: child.stdout }).on('line', line => lines.push(line))
    child.stderr.on('data', data => {
      stderr += String(data)
    })
    const ended = new Promise<{ code: number | null; stderr: string }>(resolve =>
      child.once('close', code => resolve({ code, stderr }))
    )
    return { lines, child, ended }
  }
}
