import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { readRuntime } from '../../src/demo/runtime'

const CLOSES_WITHIN_MS = 10_000

/** What the app is started with: `args` are its own words (`--uri`, `--ns`, `--demo`). */
export interface Launch {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Without it, a folder of its own that goes when the app closes. */
  readonly userDataFolder?: string
}

/** A running Sextant: the built app, its first window open and loaded. */
export interface Sextant {
  readonly app: ElectronApplication
  readonly page: Page
  readonly pid: number
  readonly userDataFolder: string
  /** Quit as a person would; an app that does not end within 10 s is killed by its process id. */
  close(): Promise<void>
}

/** Start the built app in the Electron that set-up found. */
export async function launchSextant({ args = [], env = {}, userDataFolder }: Launch = {}): Promise<Sextant> {
  const { electron } = readRuntime()
  if (electron === null) throw new Error('There is no Electron yet: run "npm run setup".')
  if (!existsSync(resolve('out/main/index.js')))
    throw new Error('The app is not built yet: run "npm run build".')
  const folder = userDataFolder ?? (await mkdtemp(join(tmpdir(), 'sextant-user-')))
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...sandbox, resolve('.'), `--user-data-dir=${folder}`, ...args],
    env: { ...ownEnv(), ...env },
    // The app decides its appearance; Playwright would pretend that the system is light.
    colorScheme: null
  })
  const running = app.process()
  const pid = running.pid ?? -1
  const close = async () => {
    await closeWithin(app, running)
    if (userDataFolder === undefined)
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return { app, page, pid, userDataFolder: folder, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Our environment, less what would make Electron run as plain Node; of the displays that were opened for the run, this worker's. */
export function ownEnv(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, SEXTANT_DISPLAYS: displays, ...own } = process.env
  const display = displays?.split(' ')[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
  const env = display === undefined ? own : { ...own, DISPLAY: display }
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

async function closeWithin(app: ElectronApplication, running: ChildProcess): Promise<void> {
  const timer = setTimeout(() => running.kill('SIGKILL'), CLOSES_WITHIN_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}
