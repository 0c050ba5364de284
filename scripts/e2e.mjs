import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { readElectron } from './electron-env.mjs'

const WORKERS = /^--workers=(\d)$/

/**
 * `npm run test:e2e -- [words of playwright test]`: build what is stale, open displays where there is none, test. With
 * `--workers=N` so many windows are driven at a time, each on a display of its own: `SEXTANT_DISPLAYS`, one word each.
 */
async function endToEnd(words) {
  const { xvfb } = await readElectron()
  await buildIfStale()
  if (!hasDisplay() && xvfb === null) throw new Error('There is no display and no Xvfb: run "npm run setup".')
  const workers = Number(words.map(word => WORKERS.exec(word)?.[1]).find(Boolean) ?? 1)
  const screens = await Promise.all(
    Array.from({ length: hasDisplay() ? 0 : workers }, () => openDisplay(xvfb))
  )
  const env = {
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, 'reports/e2e.json'),
    ...(screens.length > 0 ? { SEXTANT_DISPLAYS: screens.map(({ display }) => display).join(' ') } : {})
  }
  process.exitCode = await runTests(words, env)
  for (const screen of screens) screen.stop()
}

/** Resolves with the exit code. */
function runTests(words, env) {
  const tool = join(root, 'node_modules/@playwright/test/cli.js')
  const child = spawn(process.execPath, [tool, 'test', ...words], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  return new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('close', code => resolve(code ?? 1))
  })
}

endToEnd(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
