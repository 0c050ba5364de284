import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesOf } from '../../../../src/monitor/journal/files'
import { readPast } from '../../../../src/monitor/journal/past'
import { type BuiltProgram, buildProgram } from '../../../support/build-program'

/** Each takes a seventh of a second. */
const KILLS = 100
let program: BuiltProgram
let folder: string

beforeAll(async () => {
  program = await buildProgram('test/support/journal-writer')
  folder = await mkdtemp(join(tmpdir(), 'sextant-journal-'))
})
afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true, force: true })
})

/** Lets it write until it has told so many lines, then kills it in the middle of whatever it does. Gives the last number told. */
async function writeAndKill(from: number, lines: number): Promise<number> {
  const child = spawn(process.execPath, [program.path, folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = once(child, 'exit')
  let told = ''
  let isKilled = false
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    told += text
    if (isKilled || told.split('\n').length <= lines) return
    isKilled = true
    child.kill('SIGKILL')
  })
  await ended
  const whole = told.slice(0, told.lastIndexOf('\n')).split('\n')
  return Number(whole.at(-1))
}

it(`loses nothing that was written, and corrupts nothing, killed ${KILLS} times in the middle of writing`, async () => {
  let from = 1
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Up to 600 lines of 20 sessions of 360 bytes: now and then past the turn to the next file.
    const last = await writeAndKill(from, 1 + ((kill * 97) % 600))
    const past = await readPast(folder, last, false)
    expect(past?.sessions.length).toBe(last - from)
    const keys = new Set(past?.sessions.map(session => session.key))
    for (let n = from + 1; n <= last; n += 1)
      expect(keys.has(n.toString(16).padStart(16, '0') as never)).toBe(true)
    from = last + 1000
  }
  expect(filesOf(folder).length).toBeGreaterThanOrEqual(KILLS)
}, 300_000)
