import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { readRuntime } from '../../src/demo/runtime'

/** As much as a plain list can hold and still be laid out in a moment. */
const ROWS = 10_000

/** The app's own window options, and nothing in main but the window. */
const MAIN = `
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440, height: 900, useContentSize: true, show: false, backgroundColor: '#14181c',
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false, backgroundThrottling: false }
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})`

const PAGE = `<!doctype html><title>Bare</title>
<style>
  body { margin: 0; background: #14181c; color: #ddd; font: 13px sans-serif }
  main { height: 800px; overflow-y: auto }
  main > div { display: flex; height: 28px; line-height: 28px; contain: strict }
  main span { flex: 1 }
</style><main></main>
<script>
  const row = i => '<div role="row" aria-label="row ' + i + '"><span>person' + i + '@shop.io</span>' +
    '<span>' + (i * 2654435761 % 65536).toString(16) + '</span><span>12:04:11</span><span>2 s ago</span><span>29:48</span></div>'
  document.querySelector('main').innerHTML = Array.from({ length: ${ROWS} }, (_, i) => row(i)).join('')
</script>`

/** A bare Electron window with a plain list in it: what the machine lets any window have. */
export interface BareList {
  readonly app: ElectronApplication
  readonly page: Page
  close(): Promise<void>
}

/** Opens one, on the same runtime as the app. */
export async function openBareList(): Promise<BareList> {
  const { electron } = readRuntime()
  if (electron === null) throw new Error('There is no Electron yet: run "npm run setup".')
  const folder = await mkdtemp(join(tmpdir(), 'sextant-list-'))
  await writeFile(join(folder, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.js" }')
  await writeFile(join(folder, 'main.js'), MAIN)
  await writeFile(join(folder, 'index.html'), PAGE)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...sandbox, folder, `--user-data-dir=${join(folder, 'profile')}`],
    env: Object.fromEntries(Object.entries(env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return {
    app,
    page,
    async close() {
      await app.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  }
}
