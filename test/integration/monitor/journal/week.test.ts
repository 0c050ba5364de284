import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { filesOf } from '../../../../src/monitor/journal/files'
import { createPastReader } from '../../../../src/monitor/journal/past'
import { readSpan } from '../../../../src/monitor/journal/reader'
import { createRandom } from '../../../bench/seeded-store'
import { START } from '../../../support/sessions'
import { asKept, writeSimulated } from '../../../support/simulated-journal'

const DAYS = 7
const MOMENTS = 60

it('gives back any moment of a week of a small shop’s days, equal to what was there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-week-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const random = createRandom(20_260)
  const moments = Array.from({ length: MOMENTS }, () => Math.floor(START + random() * DAYS * 86_400_000))
  const run = await writeSimulated({
    folder,
    size: 40,
    fromAt: START,
    days: DAYS,
    random,
    moments: [...moments].sort((a, b) => a - b)
  })
  expect(run.writes).toBeGreaterThan(100_000)
  expect(filesOf(folder).length).toBeGreaterThan(10)
  expect(await readSpan(folder)).toMatchObject({ from: START, to: START + DAYS * 86_400_000 })
  const truth = new Map(run.moments.map(({ at, sessions }) => [at, sessions]))
  const reader = createPastReader()
  for (const at of moments) {
    const past = await reader.read(folder, at, false)
    expect(past?.unwatchedSince).toBeNull()
    expect(asKept(past?.sessions ?? [])).toEqual(asKept(truth.get(at) ?? []))
  }
  expect(Math.min(...run.moments.map(({ sessions }) => sessions.length))).toBeGreaterThan(5)
}, 120_000)
