import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { filesOf, readLines } from '../../../src/monitor/journal/files'
import { createPastReader, type PastReader } from '../../../src/monitor/journal/past'
import { readSpan } from '../../../src/monitor/journal/reader'
import { createMirror } from '../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../src/monitor/mirror/picture'
import { firstViewAsk } from '../../../src/shared/domain/view'
import { asKept, type Moment, writeSimulated } from '../../support/simulated-journal'
import { createRandom } from '../seeded-store'

/** Write days of a shop of so many into a journal, then look back at so many moments. */
export interface JournalJob {
  readonly kind: 'journal'
  readonly seed: number
  readonly days: number
  readonly shoppers: number
  readonly moments: number
}

/** Times in ms. `jumps` go anywhere, `steps` a minute on in the same file. */
export interface JournalAnswer {
  readonly jumps: readonly number[]
  readonly steps: readonly number[]
  readonly parses: readonly number[]
  readonly spans: readonly number[]
  readonly differing: number
  readonly writes: number
  readonly bytes: number
  readonly files: number
  readonly reachesBackMs: number
}

const START = 1_790_000_000_000
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** In a folder of its own, which goes again. */
export async function measureJournal(job: JournalJob): Promise<JournalAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-bench-journal-'))
  try {
    return await measureIn(folder, job)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureIn(folder: string, job: JournalJob): Promise<JournalAnswer> {
  const { days, shoppers, seed } = job
  const random = createRandom(seed)
  const toAt = START + days * DAY_MS
  const wanted = Array.from({ length: job.moments }, () => Math.floor(START + random() * days * DAY_MS))
  const moments = [...wanted].sort((a, b) => a - b)
  const run = await writeSimulated({ folder, size: shoppers, fromAt: START, days, random, moments })
  const truth = new Map(run.moments.map(moment => [moment.at, moment]))
  const reader = createPastReader()
  const [jumps, steps, parses, spans]: [number[], number[], number[], number[]] = [[], [], [], []]
  let differing = 0
  for (const at of wanted) {
    const jump = await look(reader, folder, at)
    jumps.push(jump.tookMs)
    if (!isTrue(jump.sessions, truth.get(at))) differing += 1
    steps.push((await look(reader, folder, Math.min(toAt, at + MINUTE_MS))).tookMs)
    parses.push(await parseMs(folder, at))
    const startedAt = performance.now()
    await readSpan(folder)
    spans.push(performance.now() - startedAt)
  }
  const span = await readSpan(folder)
  return {
    ...{ jumps, steps, parses, spans, differing, writes: run.writes },
    bytes: span?.bytes ?? 0,
    files: filesOf(folder).length,
    reachesBackMs: toAt - (span?.from ?? toAt)
  }
}

/** All that a moment on the slider costs in main: reading it, and making the picture and its first rows. */
async function look(reader: PastReader, folder: string, at: number) {
  const startedAt = performance.now()
  const past = await reader.read(folder, at, false)
  const picture = createPicture(createMirror(at, past?.sessions ?? []), () => false)
  picture.sessions(firstViewAsk)
  return { tookMs: performance.now() - startedAt, sessions: past?.sessions ?? [] }
}

function isTrue(sessions: Moment['sessions'], moment: Moment | undefined): boolean {
  return moment !== undefined && isDeepStrictEqual(asKept(sessions), asKept(moment.sessions))
}

async function parseMs(folder: string, at: number): Promise<number> {
  const file = filesOf(folder)
    .filter(one => one.beginsAt <= at)
    .at(-1)
  const startedAt = performance.now()
  if (file !== undefined)
    for (const line of (await readLines(file)).text.split('\n')) if (line !== '') JSON.parse(line)
  return performance.now() - startedAt
}
