import { randomInt } from 'node:crypto'
import { CommanderError } from 'commander'
import { DemoFailure, describeBug } from './failure'
import { type DemoOptions, readOptions } from './options'
import { onEnd, tellParent } from './parent'
import { createDemo } from './program'

const EXIT_FAILED = 3
const EXIT_USAGE = 2

/** Run the demo until it is asked to end. Ends the process: 0 when asked to, 2 for bad arguments, 3 when it cannot start. */
export async function run(args: readonly string[]): Promise<void> {
  // The terminal or the parent that read this may be gone; that is a reason to stop, not to crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const logBug = (error: unknown) => console.error(describeBug(error))
  process.on('uncaughtException', logBug)
  process.on('unhandledRejection', logBug)

  const options = await readOrExit(args)
  const demo = createDemo(options)
  let isEnding = false
  onEnd(() => {
    if (isEnding) return
    isEnding = true
    const ended = Promise.all([demo.stop(), demo.started.catch(() => {})])
    ended.finally(() => process.exit(0))
  })
  try {
    await demo.started
  } catch (error) {
    if (isEnding) return
    await tellFailure(error)
    process.exit(EXIT_FAILED)
  }
}

async function readOrExit(args: readonly string[]): Promise<DemoOptions> {
  try {
    return readOptions(args, randomInt(1_000_000))
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) process.exit(0)
    await tellParent({ kind: 'failed', message: error.message, hint: 'See demo --help.' })
    process.exit(EXIT_USAGE)
  }
}

async function tellFailure(error: unknown): Promise<void> {
  if (!(error instanceof DemoFailure)) console.error(describeBug(error))
  const message = error instanceof DemoFailure ? error.message : 'The demo made a mistake while starting.'
  const hint = error instanceof DemoFailure ? error.hint : 'Please report it with the lines above.'
  console.error(`${message} ${hint}`)
  await tellParent({ kind: 'failed', message, hint })
}
