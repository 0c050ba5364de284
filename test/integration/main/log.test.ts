import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../../src/main/log'

it('the log is turned over: the last lines are in it, those before in one older file, and it never grows past its bound', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-log-'))
  try {
    const log = createLog(folder, 20_000)
    for (let i = 0; i < 1000; i += 1) log.info('line', { i })
    expect((await readdir(folder)).sort()).toEqual(['sextant.log', 'sextant.old.log'])
    for (const file of await readdir(folder))
      expect((await stat(join(folder, file))).size).toBeLessThan(21_000)
    const last = (await readFile(log.file, 'utf8')).trim().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({ what: 'line', i: 999 })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
