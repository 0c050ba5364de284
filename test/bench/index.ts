import { mkdir, writeFile } from 'node:fs/promises'
import { startDatabase } from '../../src/demo/embedded-database'
import { type BenchRoom, createRoom } from './bench-room'
import type { Figure } from './figure'
import { measureBytes } from './figures/bytes'
import { measureDetail } from './figures/detail'
import { measureFilter } from './figures/filter'
import { measureFirstLoad } from './figures/first-load'
import { measureJournal } from './figures/journal'
import { measureLatency } from './figures/latency'
import { measureLoopDelay } from './figures/loop-delay'
import { measureMemory } from './figures/memory'
import { measureMillion } from './figures/million'
import { measureScroll } from './figures/scroll'
import { measureStart } from './figures/start'
import { measureNoise } from './noise'
import { type FigureName, readOptions } from './options'
import { beginReport, isAllMet, loadNow, type Report, tableOf } from './report'

const measures: Readonly<Record<FigureName, (room: BenchRoom) => Promise<Figure>>> = {
  latency: measureLatency,
  start: measureStart,
  'first-load': measureFirstLoad,
  memory: measureMemory,
  'loop-delay': measureLoopDelay,
  bytes: measureBytes,
  scroll: measureScroll,
  filter: measureFilter,
  detail: measureDetail,
  journal: measureJournal,
  million: measureMillion
}

const noiseAt = (when: string) => ({ when, workMs: measureNoise(), load: loadNow() })

/** A million sessions are some 2 GB to the server: in its usual 256 MiB their writing comes to a stand. */
const HUGE_CACHE_MB = 6144

/** Measure what was asked for, one figure after the other: what disturbs one must not disturb another. */
async function run(words: readonly string[]): Promise<Report> {
  const options = readOptions(words)
  const startedAt = performance.now()
  const database = await startDatabase(options.only.includes('million') ? { cacheMb: HUGE_CACHE_MB } : {})
  const begun = beginReport(database, options)
  const room = createRoom(database, options)
  const noise = [noiseAt('at the start')]
  const figures: Figure[] = []
  const broken: Record<string, string> = {}
  try {
    for (const name of options.only) {
      const figureStartedAt = performance.now()
      try {
        figures.push(await measures[name](room))
      } catch (error) {
        // One figure that cannot be had does not take the others with it.
        broken[name] = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
      }
      noise.push(noiseAt(`after ${name}`))
      console.error(`${name}: ${Math.round((performance.now() - figureStartedAt) / 1000)} s`)
    }
  } finally {
    await database.stop()
  }
  const tookSeconds = Math.round((performance.now() - startedAt) / 1000)
  return { ...begun, noise, filled: room.filled, figures, broken, tookSeconds }
}

/** JSON on stdout, so that it can be piped on; the table for the eye on stderr. Exit code 1: a promise was not kept. */
async function main(): Promise<void> {
  const report = await run(process.argv.slice(2))
  const text = `${JSON.stringify(report, null, 2)}\n`
  await mkdir('reports', { recursive: true })
  await writeFile('reports/bench.json', text)
  process.stdout.write(text)
  process.stderr.write(`\n${tableOf(report)}\n`)
  if (!isAllMet(report)) process.exitCode = 1
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
