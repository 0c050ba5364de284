import { readRuntime } from './setup/cache.mjs'

/** The Electron that set-up found; without one, a sentence that says what to run. */
export async function readElectron() {
  const { electron, xvfb } = await readRuntime()
  if (typeof electron?.path !== 'string') throw new Error('There is no Electron yet: run "npm run setup".')
  return { path: electron.path, version: electron.version, xvfb: typeof xvfb === 'string' ? xvfb : null }
}

/** Our environment for Electron: some editors' terminals say "run as Node", and then no window comes. */
export function electronEnv(more = {}) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return { ...env, ...more }
}

/** As root Chromium's sandbox cannot be set up; nobody else may go without it. */
export function sandboxArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
