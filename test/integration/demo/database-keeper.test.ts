import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type KeptJob, type KeptServer, startKept } from '../../../src/demo/database-keeper'
import { isRunning } from '../../support/is-running'

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true, force: true }))))

/** A program in a folder of its own; `text` is what this Node is to run. */
async function aJob(text: string, part: Partial<KeptJob> = {}): Promise<KeptJob> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-kept-'))
  folders.push(folder)
  await writeFile(join(folder, 'data'), 'kept')
  return { command: process.execPath, args: ['-e', text], folder, isTemporary: true, logTo: null, ...part }
}

const runs = 'setInterval(() => {}, 1000)'

describe.each(['linux', 'win32'] as const)('the keeper for %s', platform => {
  const start = (job: KeptJob): Promise<KeptServer> => startKept(job, platform)

  it('stops what it keeps, and takes the folder with it if it is temporary', async () => {
    const job = await aJob(runs)
    const { pid, stop } = await start(job)
    expect(isRunning(pid)).toBe(true)
    await stop()
    expect([isRunning(pid), existsSync(job.folder)]).toEqual([false, false])
  })

  it('lets what keeps its data write it out before it ends', async () => {
    const last = `process.on('SIGTERM', () => { require('node:fs').writeFileSync('data', 'written'); process.exit() }); console.log('up'); ${runs}`
    const job = await aJob(last, { isTemporary: false })
    const logTo = join(job.folder, 'log')
    const { stop } = await start({ ...job, logTo })
    await expect.poll(() => readFile(logTo, 'utf8').catch(() => '')).toContain('up')
    await stop()
    expect(await readFile(join(job.folder, 'data'), 'utf8')).toBe('written')
  })

  it('says the last line of what ended by itself', async () => {
    const { ended, stop } = await start(
      await aJob('console.error("first\\n\\nthe port is taken"); process.exit(3)')
    )
    expect(await ended).toBe('the port is taken')
    await stop()
    const silent = await start(await aJob('process.exit(4)'))
    expect(await silent.ended).toBe('exit code 4')
    await silent.stop()
  })

  it('leaves the folder of what was killed, for as long as somebody may start on it again', async () => {
    const job = await aJob(runs)
    const { pid, kill, stop } = await start(job)
    await kill()
    expect([isRunning(pid), existsSync(join(job.folder, 'data'))]).toEqual([false, true])
    await stop()
    expect(existsSync(job.folder)).toBe(false)
  })
})
