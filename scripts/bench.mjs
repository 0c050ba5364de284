import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { buildIfStale, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { readElectron } from './electron-env.mjs'

/** Node 20 has its WebSocket behind a flag; newer ones have it anyway. */
const FLAGS = typeof WebSocket === 'undefined' ? ['--experimental-websocket'] : []

/** Left outside the bundle: the driver, as in the app, and what finds its own files beside itself. */
const EXTERNAL = ['mongodb', '@mongodb-js/devtools-proxy-support', '@playwright/test']

/** `npm run bench -- [--only name] [--sessions N] [--seed N]`: build app and bench, open a display if needed, measure. */
async function bench(words) {
  const { xvfb } = await readElectron()
  await buildIfStale()
  const folder = await buildBench()
  const needsDisplay = !hasDisplay()
  if (needsDisplay && xvfb === null) throw new Error('There is no display and no Xvfb: run "npm run setup".')
  const screen = needsDisplay ? await openDisplay(xvfb) : null
  const env = { ...process.env, ...(screen ? { DISPLAY: screen.display } : {}) }
  const child = spawn(process.execPath, [...FLAGS, join(folder, 'bench.cjs'), ...words], {
    cwd: root,
    env,
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  child.once('close', async code => {
    process.exitCode = code ?? 1
    screen?.stop()
    await rm(folder, { recursive: true, force: true })
  })
}

/** Three programs: what measures, what is measured in a process of its own, and what writes from a third. */
async function buildBench() {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const outDir = await mkdtemp(join(cache, 'sextant-bench-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: EXTERNAL },
    build: {
      ssr: true,
      target: 'node18',
      outDir,
      rollupOptions: {
        input: {
          bench: join(root, 'test/bench/index.ts'),
          subject: join(root, 'test/bench/subject.ts'),
          writer: join(root, 'test/bench/writer.ts')
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  })
  return outDir
}

bench(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
