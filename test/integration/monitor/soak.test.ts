import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { runScript, type Stage } from '../../support/run-script'
import { scriptOf } from '../../support/store-script'
import { feedsUnderTest } from '../../support/watched'

/** `npm run test:soak` sets these; without it, a few seeds of each feed. */
const { SEXTANT_SOAK_FEED: only, SEXTANT_SOAK_SEEDS, SEXTANT_SOAK_FROM, SEXTANT_SOAK_TIMES } = process.env
const from = Number(SEXTANT_SOAK_FROM ?? 1)
const seeds = Number(SEXTANT_SOAK_SEEDS ?? 4)
/** How often each seed is played: a script decides what happens, but not exactly when. */
const times = Number(SEXTANT_SOAK_TIMES ?? 1)
/** So many scripts share one server, each on a collection of its own; then another server is started. */
const ON_ONE_SERVER = 25
/** So many scripts at once, for they mostly wait. */
const AT_ONCE = 6
/** In each so manieth the server is killed: those run one by one beside the others, on servers of their own. */
const RESTART_EVERY = 20
const PROGRESS_EVERY = 10
const SEED_MS = 60_000

const isRestarting = (seed: number) => seed % RESTART_EVERY === 0

describe.each(feedsUnderTest.filter(({ mode }) => only === undefined || mode === only))(
  'the $mode feed, after any run of writes and faults',
  feed => {
    it(
      'holds what a fresh read gives, and has told each ending rightly',
      async () => {
        const all = Array.from({ length: seeds * times }, (_, i) => from + (i % seeds))
        const failures: string[] = []
        const startedAt = performance.now()
        let done = 0

        async function play(seed: number, stage: Stage): Promise<void> {
          await runScript(stage, scriptOf(seed, isRestarting(seed))).catch((error: Error) => {
            failures.push(`seed ${seed}: ${error.message}`)
            process.stdout.write(
              `${feed.mode}, seed ${seed} failed; to replay it: npm run test:soak -- --feed ${feed.mode} --seed ${seed}\n${error.message}\n`
            )
          })
          done += 1
          if (SEXTANT_SOAK_SEEDS === undefined) return
          if (done % PROGRESS_EVERY !== 0 && done !== all.length) return
          const tookS = Math.round((performance.now() - startedAt) / 1000)
          process.stdout.write(
            `${feed.mode}: ${done} of ${all.length} seeds, ${failures.length} failed (${tookS} s)\n`
          )
        }

        // Where each feed lives: a delta feed is for servers without change streams.
        const isStandalone = feed.mode === 'delta'
        const usual = all.filter(seed => !isRestarting(seed))
        async function playUsual(): Promise<void> {
          while (usual.length > 0) {
            const some = usual.splice(0, ON_ONE_SERVER)
            await withServer(isStandalone, async ({ port }) => {
              const lanes = Array.from({ length: AT_ONCE }, async () => {
                for (let seed = some.shift(); seed !== undefined; seed = some.shift())
                  await play(seed, { feed, port })
              })
              await Promise.all(lanes)
            })
          }
        }
        async function playRestarting(): Promise<void> {
          for (const seed of all.filter(isRestarting))
            await withServer(isStandalone, server => play(seed, { feed, ...server }))
        }
        await Promise.all([playUsual(), playRestarting()])
        expect(failures).toEqual([])
      },
      SEED_MS + seeds * times * (SEED_MS / AT_ONCE)
    )
  }
)

/** Starts a server for `work`, which may kill it and have it back. */
async function withServer(
  isStandalone: boolean,
  work: (server: Required<Omit<Stage, 'feed'>>) => Promise<void>
) {
  const storagePath = await mkdtemp(join(tmpdir(), 'sextant-soak-'))
  let server: EmbeddedDatabase = await startDatabase({ isStandalone, storagePath })
  const { port } = server
  const restart = async () => {
    await server.kill()
    server = await startDatabase({ isStandalone, port, storagePath })
  }
  try {
    await work({ port, restart })
  } finally {
    await server.stop()
    await rm(storagePath, { recursive: true, force: true })
  }
}
