import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { npm } from './run.mjs'
import { lastWords, SetupError, sayWhile } from './say.mjs'

/** Install what package-lock.json names, unless that is what node_modules holds. */
export async function installPackages(root) {
  const wanted = await readPackages(join(root, 'package-lock.json'))
  if (wanted === null)
    throw new SetupError(
      'package-lock.json is missing or damaged: restore it with "git checkout package-lock.json".'
    )
  const installed = await readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (installed !== null && isInstalled(wanted, installed)) return
  // NODE_ENV=production would leave out what builds and runs the app.
  const { code, output, isTimedOut } = await sayWhile(
    'Installing the npm packages; the first time takes about a minute.',
    npm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: root, timeLimitMs: 900_000 })
  )
  if (isTimedOut)
    throw new SetupError(
      'npm ci took longer than 15 minutes and was stopped: check the network and start again.'
    )
  if (code !== 0)
    throw new SetupError(`npm ci failed (${lastWords(output)}): check the network or proxy and start again.`)
}

/**
 * Whether an installed tree is what the lock file names.
 *
 * Both are `packages` tables of npm's lock format 3. npm writes the one inside node_modules as its last act, so an
 * install that was cut short has none. Optional packages may be absent: they are other platforms' binaries.
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true
    const found = installed[path]
    return found === undefined ? optional === true : found.version === version
  })
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
