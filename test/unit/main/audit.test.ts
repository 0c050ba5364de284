import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAudit } from '../../../src/main/audit'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-audit-'))
})
afterEach(() => rm(folder, { recursive: true }))

const line = (at: number) => ({
  at,
  where: 'shop shop.sessions',
  act: 'signed-out' as const,
  sessions: 1,
  people: 1,
  keys: ['00aa']
})

it('keeps what was done, the newest first, over a restart and a line that was torn off', async () => {
  const file = join(folder, 'deep', 'audit.jsonl')
  const first = createAudit(file, () => expect.fail())
  first.note(line(1))
  first.note(line(2))
  await first.read()
  await appendFile(file, '{"at": 3, "by"')
  const again = createAudit(file, () => expect.fail())
  again.note(line(4))
  expect((await again.read()).map(one => one.at)).toEqual([4, 2, 1])
  expect((await again.read())[0]).toMatchObject({ sessions: 1, by: expect.stringMatching(/./) })
  expect((await stat(file)).mode & 0o077).toBe(0)
})

it('tells of a disk that does not take it, and goes on', async () => {
  const failures: unknown[] = []
  await appendFile(join(folder, 'file'), '')
  const audit = createAudit(join(folder, 'file', 'audit.jsonl'), error => failures.push(error))
  audit.note(line(1))
  expect(await audit.read()).toEqual([])
  expect(failures).toHaveLength(1)
})

it('puts a full file aside and reads on over both', async () => {
  const file = join(folder, 'audit.jsonl')
  const audit = createAudit(file, () => expect.fail())
  audit.note(line(1))
  await audit.read()
  await appendFile(file, ' '.repeat(2_100_000))
  audit.note(line(2))
  expect((await audit.read()).map(one => one.at)).toEqual([2, 1])
  expect((await readFile(`${file}.old`)).length).toBeGreaterThan(2_000_000)
})
