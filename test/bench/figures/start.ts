import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { readRuntime } from '../../../src/demo/runtime'
import { evaluateIn } from '../devtools'
import { atMost, type Figure, spreadOf } from '../figure'

const RUNS = 6
const LIMIT = 1.3
const LIMIT_MS = 1000

/** The same window options as the app's, an empty page with one word on it, and nothing else. */
const BARE_MAIN = `
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
process.on('SIGTERM', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440, height: 900, minWidth: 860, minHeight: 560, useContentSize: true, show: false,
    title: 'Bare', backgroundColor: '#14181c',
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false, backgroundThrottling: false }
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})`

/** From starting the program to its first painted content, beside a bare Electron window on the same runtime. */
export async function measureStart(): Promise<Figure> {
  const bareFolder = await mkdtemp(join(tmpdir(), 'sextant-bare-'))
  try {
    await writeFile(
      join(bareFolder, 'package.json'),
      '{ "name": "bare", "version": "1.0.0", "main": "main.js" }'
    )
    await writeFile(join(bareFolder, 'main.js'), BARE_MAIN)
    await writeFile(join(bareFolder, 'index.html'), '<!doctype html><title>Bare</title><p>bare</p>')
    const app: Started[] = []
    const bare: Started[] = []
    // In turn; the first of each is thrown away, because it fills the disk's cache.
    for (let run = 0; run <= RUNS; run += 1) {
      const bareStart = await startOnce(bareFolder, 'p')
      const appStart = await startOnce(resolve('.'), 'main form')
      if (run > 0) bare.push(bareStart)
      if (run > 0) app.push(appStart)
    }
    return figureOf(app, bare)
  } finally {
    await rm(bareFolder, { recursive: true, force: true })
  }
}

/** ms from starting the program; `drawnMs` is when the first screen was found in the page, looked for every few ms. */
interface Started {
  readonly paintedMs: number
  readonly drawnMs: number
}

function figureOf(app: readonly Started[], bare: readonly Started[]): Figure {
  const ours = spreadOf(app.map(s => s.paintedMs))
  const peer = spreadOf(bare.map(s => s.paintedMs))
  return {
    name: 'start',
    says: 'start → first content painted',
    unit: 'ms',
    ours,
    peer: { says: 'a bare Electron window with one word', spread: peer },
    musts: [
      atMost(`median ≤ ${LIMIT} ×`, ours.p50 / peer.p50, LIMIT),
      atMost(`median ≤ ${LIMIT_MS} ms`, ours.p50, LIMIT_MS)
    ],
    more: { firstScreenDrawnMs: spreadOf(app.map(s => s.drawnMs)) }
  }
}

/** Starts the app in `folder` in a profile of its own, without Playwright's own loader, which would be measured too. */
async function startOnce(folder: string, firstScreen: string): Promise<Started> {
  const { electron } = readRuntime()
  if (electron === null) throw new Error('There is no Electron yet: run "npm run setup".')
  const profile = await mkdtemp(join(tmpdir(), 'sextant-start-'))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const startedAt = Date.now()
  const child = spawn(
    electron.path,
    [...sandbox, '--remote-debugging-port=0', `--user-data-dir=${profile}`, folder],
    { env, stdio: ['ignore', 'ignore', 'pipe'] }
  )
  const ended = new Promise(done => child.once('exit', done))
  try {
    const { host } = new URL(await addressIn(createInterface({ input: child.stderr })))
    await evaluateIn(host, `document.querySelector('${firstScreen}') && true`)
    const drawnAt = Date.now()
    return { paintedMs: (await paintedAt(host)) - startedAt, drawnMs: drawnAt - startedAt }
  } finally {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(timer)
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('Electron ended before it had said where it listens.')
}

/** Asked only after the fact: the page itself has noted when it was painted. */
async function paintedAt(host: string): Promise<number> {
  const at = await evaluateIn(
    host,
    `(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      return paint === undefined ? null : performance.timeOrigin + paint.startTime
    })()`
  )
  return Number(at)
}
