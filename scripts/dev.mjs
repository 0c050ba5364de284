import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { forgetBuild, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { electronEnv, readElectron, sandboxArguments } from './electron-env.mjs'

/** `npm run dev -- [words of the app]`: the app from source; a saved file shows at once. */
async function dev(words) {
  const electron = await readElectron()
  await forgetBuild()
  const screen = hasDisplay() || electron.xvfb === null ? null : await openDisplay(electron.xvfb)
  const env = electronEnv({
    ELECTRON_EXEC_PATH: electron.path,
    ...(screen ? { DISPLAY: screen.display } : {})
  })
  const sandbox = sandboxArguments().length > 0 ? ['--noSandbox'] : []
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const child = spawn(process.execPath, [tool, 'dev', '--watch', ...sandbox, '--', ...words], {
    cwd: root,
    env,
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  child.once('close', code => process.exit(code ?? 0))
}

dev(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
