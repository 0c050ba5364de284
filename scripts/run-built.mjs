import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'

/** `node scripts/run-built.mjs <file in the repository> [words…]`: run a built program, built first if it is stale. */
const [program, ...words] = process.argv.slice(2)

try {
  await buildIfStale()
  const child = spawn(process.execPath, [join(root, program), ...words], { stdio: 'inherit' })
  // Ctrl+C reaches the program too; we wait for it to end in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  child.once('close', code => {
    process.exitCode = code ?? 1
  })
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
