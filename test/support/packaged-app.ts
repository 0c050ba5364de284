import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ownEnv } from './electron-app'

const STARTS_WITHIN_MS = 30_000

/** The program that `npm run package` made. */
export const packagedProgram = resolve('dist/linux-unpacked/sextant')

/** A running packaged app. */
export interface PackagedApp {
  readonly page: Page
  /** Start the program once more on the same user data; resolves with what it said and its exit code. */
  startAgain(args: readonly string[]): Promise<{ readonly said: string; readonly code: number }>
  /** Asked to end as a system does that shuts down; resolves with the exit code. */
  quit(): Promise<number | null>
}

/**
 * Start the packaged app. It is driven over Chromium's own debugging port: the way Playwright starts an Electron is by
 * Node's inspector, which the package has no more.
 */
export async function launchPackaged(args: readonly string[] = []): Promise<PackagedApp> {
  const made = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
  if (made('dist/packed-from') === null || made('dist/packed-from') !== made('out/built-from'))
    throw new Error('The app is not packaged as it is now: run "npm run package".')
  const folder = await mkdtemp(join(tmpdir(), 'sextant-packaged-'))
  const start = (words: readonly string[]) => {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return spawn(packagedProgram, [...sandbox, `--user-data-dir=${folder}`, ...words], { env: ownEnv() })
  }
  const app = start(['--remote-debugging-port=0', ...args])
  const ended = once(app, 'exit')
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(app), { noDefaults: true })
    const context = browser.contexts()[0]
    if (context === undefined) throw new Error('The packaged app has no window.')
    return {
      page: context.pages()[0] ?? (await context.waitForEvent('page')),
      async startAgain(words) {
        const again = start(words)
        let said = ''
        again.stdout.on('data', data => {
          said += data
        })
        const [code] = await once(again, 'exit')
        return { said, code }
      },
      async quit() {
        app.kill('SIGTERM')
        const [code] = await ended
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
        return code
      }
    }
  } catch (error) {
    app.kill('SIGKILL')
    throw error
  }
}

/** Chromium says on stderr where it listens. */
function debuggerOf(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The packaged app ${why}: ${said.slice(-2000)}`))
    const timer = setTimeout(() => fail('does not start'), STARTS_WITHIN_MS)
    app.stderr?.on('data', data => {
      said += data
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
    app.once('exit', code => fail(`ended with ${code}`))
  })
}
