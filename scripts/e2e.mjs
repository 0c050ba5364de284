import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { readElectron } from './electron-env.mjs'

/** `npm run test:e2e -- [words of playwright test]`: build what is stale, open a display where there is none, test. */
async function endToEnd(words) {
  const { xvfb } = await readElectron()
  await buildIfStale()
  const needsDisplay = !hasDisplay()
  if (needsDisplay && xvfb === null) throw new Error('There is no display and no Xvfb: run "npm run setup".')
  const screen = needsDisplay ? await openDisplay(xvfb) : null
  const tool = join(root, 'node_modules/@playwright/test/cli.js')
  const env = { ...process.env, ...(screen ? { DISPLAY: screen.display } : {}) }
  const child = spawn(process.execPath, [tool, 'test', ...words], { cwd: root, env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  child.once('close', code => {
    screen?.stop()
    process.exitCode = code ?? 1
  })
}

endToEnd(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
