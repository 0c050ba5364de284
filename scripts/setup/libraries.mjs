import { existsSync } from 'node:fs'
import { canInstallSystemPackages, findOnPath, run } from './run.mjs'
import { lastWords, SetupError, sayWhile } from './say.mjs'

const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libxss1', 'libatk-bridge2.0-0']

/** Loaded by Electron while it runs, so `ldd` does not list it. */
const LOADED_LATE = ['libgtk-3.so.0']

/**
 * The shared libraries Electron needs, and a display server where there is no display. Linux only: elsewhere both
 * come with the system. Answers the record with `xvfb` (a path or null) and the Electron whose libraries were checked.
 */
export async function setUpLibraries(runtime) {
  if (process.platform !== 'linux') return { ...runtime, xvfb: null }
  const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  const { path } = runtime.electron
  const missing = runtime.librariesOf === path ? [] : await findMissing(path)
  const wantsXvfb = !hasDisplay && findOnPath('Xvfb') === null
  if (missing.length > 0 || wantsXvfb) {
    const packages = [...(missing.length > 0 ? LIBRARIES : []), ...(wantsXvfb ? ['xvfb'] : [])]
    await install(packages, [...missing, ...(wantsXvfb ? ['Xvfb'] : [])])
    const still = await findMissing(path)
    if (still.length > 0)
      throw new SetupError(
        `Electron still lacks ${still.join(', ')}: install what holds them and start again.`
      )
  }
  return { ...runtime, xvfb: findOnPath('Xvfb'), librariesOf: path }
}

/** Names of the shared libraries that the binary would not find. */
async function findMissing(path) {
  const linked = await run('ldd', [path])
  const known = existsSync('/sbin/ldconfig') ? await run('/sbin/ldconfig', ['-p']) : { output: '', code: -1 }
  const late = known.code === 0 ? LOADED_LATE.filter(name => !known.output.includes(name)) : []
  return [...missingIn(linked.output), ...late]
}

/** The libraries that a listing by `ldd` says are not found. */
export function missingIn(listing) {
  return [...listing.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name)
}

async function install(packages, missing) {
  const command = `apt-get install -y ${packages.join(' ')}`
  if (!canInstallSystemPackages())
    throw new SetupError(
      findOnPath('apt-get')
        ? `This machine lacks ${missing.join(', ')}: run "sudo ${command}" and start again.`
        : `This machine lacks ${missing.join(', ')}: install them with your package manager (Debian's names are ${packages.join(' ')}) and start again.`
    )
  const failure = await sayWhile(`Installing ${packages.join(' ')}.`, installWithApt(packages))
  if (failure !== null)
    throw new SetupError(`"${command}" failed (${failure}): run it by hand and start again.`)
}

/**
 * Install packages of the system as root; answers null, or why not.
 * Tried a second time under the names that Ubuntu 24.04 and Debian 13 gave to libraries with 64-bit time.
 */
export async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update'], { env })
  const newNames = packages.map(name =>
    ['libasound2', 'libgtk-3-0', 'libatk-bridge2.0-0'].includes(name) ? `${name}t64` : name
  )
  let output = ''
  for (const names of [packages, newNames]) {
    const args = ['install', '-y', '--no-install-recommends', ...names]
    const installed = await run('apt-get', args, { env })
    if (installed.code === 0) return null
    output = installed.output
  }
  return lastWords(update.code === 0 ? output : update.output)
}
