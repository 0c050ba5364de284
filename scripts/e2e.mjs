import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { readElectron } from './electron-env.mjs'

const SHARDS = /^--shards=(\d)$/

/**
 * `npm run test:e2e -- [--shards=N] [words of playwright test]`: build what is stale, open a display where there is none,
 * test. In N parts side by side, each has a display, a folder for what fails, and a report of its own: `e2e-1.json`, …
 */
async function endToEnd(words) {
  const { xvfb } = await readElectron()
  await buildIfStale()
  if (!hasDisplay() && xvfb === null) throw new Error('There is no display and no Xvfb: run "npm run setup".')
  const shards = Number(words.map(word => SHARDS.exec(word)?.[1]).find(Boolean) ?? 1)
  const own = words.filter(word => !SHARDS.test(word))
  const parts = Array.from({ length: shards }, (_, index) => (shards === 1 ? null : index + 1))
  const codes = await Promise.all(
    parts.map(part => (part === null ? runTests(xvfb, own, {}) : runPart(xvfb, own, part, shards)))
  )
  process.exitCode = codes.find(code => code !== 0) ?? 0
}

function runPart(xvfb, words, part, shards) {
  const more = [`--shard=${part}/${shards}`, `--output=test-results/part-${part}`]
  return runTests(xvfb, [...words, ...more], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, `reports/e2e-${part}.json`)
  })
}

/** Resolves with the exit code. */
async function runTests(xvfb, words, env) {
  const screen = hasDisplay() ? null : await openDisplay(xvfb)
  const tool = join(root, 'node_modules/@playwright/test/cli.js')
  const child = spawn(process.execPath, [tool, 'test', ...words], {
    cwd: root,
    env: { ...process.env, ...env, ...(screen ? { DISPLAY: screen.display } : {}) },
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  return new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('close', code => {
      screen?.stop()
      resolve(code ?? 1)
    })
  })
}

endToEnd(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
